namespace Pics.Properties;

/// <summary>Rows of all kinds of columns are written as bytes and come back to the last bit; bytes that are no such rows are refused in a sentence.</summary>
[Collection(TensorTests.Name)]
public class CodecLaws
{
    private static readonly CodecSettings Small = CodecSettings.Default with { BlockRows = 7 };

    private static byte[] Written(PicModel model, Dataset rows, CodecSettings settings)
    {
        using var to = new MemoryStream();
        var report = Codec.Encode(model, rows, to, settings).OrThrow();
        Assert.Equal((rows.Rows, to.Length), (report.Rows, report.Bytes));
        return to.ToArray();
    }

    private static Either<PicsFault, Dataset> Read(byte[] bytes, PicModel? model, Dataset? given = null) => Codec.Decode(new MemoryStream(bytes), model, given);

    private static void AssertSame(Dataset expected, Dataset found)
    {
        Assert.Equal(expected.Form, found.Form);
        Assert.Equal(expected.Rows, found.Rows);
        for (var row = 0; row < expected.Rows; row++) Assert.Equal(expected.Row(row).Select(BitConverter.DoubleToInt64Bits), found.Row(row).Select(BitConverter.DoubleToInt64Bits));
    }

    private static Dataset Pictures(int rows, int seed, double hidden)
    {
        var random = new Random(seed);
        return Dataset.Create("pictures", DataShape.Pixels(2, 3), 3, 4, Enumerable.Range(0, rows * 18).Select(_ => (short)(random.NextDouble() < hidden ? -1 : random.Next(4)))).OrThrow();
    }

    /// <summary>Models, and rows of them.</summary>
    private static IEnumerable<(FaceModel Model, Dataset Rows)> Cases(int seed, double hidden) =>
    [
        (FaceModel.OfPeople(seed, plain: seed % 2 == 0, isDouble: seed % 3 == 0, hasContrast: true), FaceModel.Rows(40, seed, hidden)),
        (FaceModel.OfBuyers(seed, plain: seed % 2 == 1), FaceModel.Bought(40, seed, hidden)),
        (FaceModel.OfImages(QuadTree.Create(2, 3).OrThrow(), seed), Pictures(20, seed, hidden)),
    ];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.3)]
    [InlineData(4, 0.3)]
    [InlineData(5, 1)]
    public void Rows_come_back(int seed, double hidden)
    {
        foreach (var (model, rows) in Cases(seed, hidden))
            using (model)
            {
                AssertSame(rows, Read(Written(model.Model, rows, Small), model.Model).OrThrow());
                AssertSame(rows, Read(Written(model.Model, rows, CodecSettings.Default), model.Model).OrThrow());
                Assert.Equal(Written(model.Model, rows, Small), Written(model.Model, rows, Small));
            }
    }

    [Fact]
    public void Any_rows_are_read_without_the_others()
    {
        using var model = FaceModel.OfBuyers();
        var rows = FaceModel.Bought(40, 3);
        using var from = new MemoryStream(Written(model.Model, rows, Small));
        using var opened = Codec.Open(from, model.Model).OrThrow();
        foreach (var (first, count) in new[] { (0, 40), (0, 1), (39, 1), (6, 2), (7, 7), (5, 20), (40, 0) }) AssertSame(rows.Take(Enumerable.Range(first, count)), opened.Read(first, count).OrThrow());
        Assert.Equal("the last row that is asked for is 40; it must be some row from 0 to 39", FaceModel.Says(opened.Read(39, 2)));
    }

    [Fact]
    public void What_the_reader_has_is_not_written()
    {
        foreach (var (model, rows) in Cases(6, 0.2))
            using (model)
            {
                var (whole, part) = (Written(model.Model, rows, CodecSettings.Default), Written(model.Model, rows, CodecSettings.Default with { Given = [1, 0] }));
                Assert.True(part.Length < whole.Length);
                AssertSame(rows, Read(part, model.Model, rows).OrThrow());
                Assert.StartsWith("'the coded rows' cannot be read: columns '", FaceModel.Says(Read(part, model.Model)), StringComparison.Ordinal);
                Assert.Equal("'the coded rows' cannot be read: all columns are in it; expected no given rows", FaceModel.Says(Read(whole, model.Model, rows)));
            }
    }

    [Fact]
    public void A_file_may_have_its_model()
    {
        foreach (var (model, rows) in Cases(7, 0.2))
            using (model)
            {
                var bytes = Written(model.Model, rows, CodecSettings.Default with { Embed = true });
                AssertSame(rows, Read(bytes, null).OrThrow());
                AssertSame(rows, Read(bytes, model.Model).OrThrow());
            }
    }

    [Fact]
    public void Models_given_evidence_have_rows_too()
    {
        using var model = FaceModel.OfPeople(8);
        foreach (var (given, columns) in new[] { (Evidence.Of("sex", "f"), new[] { 1, 2, 3 }), (Evidence.Of("visits", 2), [0, 1, 3]), (Evidence.Of("income", 1.5), [0, 1, 2]) })
        {
            using var small = model.Model.Condition(given).OrThrow();
            var whole = FaceModel.Rows(20, 8, 0.2);
            var rows = Dataset.Table("some", small.Form.Columns, Enumerable.Range(0, whole.Rows).SelectMany(row => columns.Select(column => whole.Row(row)[column]))).OrThrow();
            AssertSame(rows, Read(Written(small, rows, CodecSettings.Default with { Embed = true }), null).OrThrow());
        }
    }

    [Fact]
    public void Channels_of_real_numbers_are_refused()
    {
        using var model = FaceModel.OfImages(QuadTree.Create(2, 3).OrThrow(), 1, isReal: true);
        var rows = model.Model.Sample(4).OrThrow();
        Assert.Contains("numbers without a largest one", FaceModel.Says(Codec.Encode(model.Model, rows, new MemoryStream())), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_model_reads_nothing()
    {
        using FaceModel model = FaceModel.OfPeople(1), other = FaceModel.OfPeople(2), buyers = FaceModel.OfBuyers();
        var rows = FaceModel.Rows(10, 1);
        var bytes = Written(model.Model, rows, Small);
        Assert.Equal("'the coded rows' cannot be read: it was written with another model, or its tables are not the same on this machine; expected the model that it was written with", FaceModel.Says(Read(bytes, other.Model)));
        Assert.Equal("'the coded rows' cannot be read: its rows have other columns than the model; expected the model that it was written with", FaceModel.Says(Read(bytes, buyers.Model)));
        Assert.Equal("'the coded rows' cannot be read: the model is not in it; expected the model that it was written with beside it", FaceModel.Says(Read(bytes, null)));
        Assert.Contains("of other columns than the model", FaceModel.Says(Codec.Encode(model.Model, FaceModel.Bought(3, 1), new MemoryStream())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-9)]
    [InlineData(-3.75)]
    [InlineData(7.0)]
    [InlineData(123456.789)]
    [InlineData(1e300)]
    [InlineData(-0.1f)]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    public void Numbers_of_any_size_come_back(double odd)
    {
        using var model = FaceModel.OfPeople(3);
        using var buyers = FaceModel.OfBuyers(3);
        double[] numbers = [0.25, odd, -1.5, 1e-3, -odd];
        var rows = Dataset.Table("odd", FaceModel.People.Columns, numbers.SelectMany(number => new[] { 0, 1, 3, number })).OrThrow();
        AssertSame(rows, Read(Written(model.Model, rows, Small), model.Model).OrThrow());
        var bought = Dataset.Table("odd", FaceModel.Buyers.Columns, numbers.SelectMany(number => new[] { 0, number, 1 - number, number * 0.7, number })).OrThrow();
        AssertSame(bought, Read(Written(buyers.Model, bought, Small), buyers.Model).OrThrow());
    }

    [Fact]
    public void Counts_of_any_size_come_back()
    {
        using var model = FaceModel.OfPeople(3);
        foreach (var counts in new[] { new[] { 0 }, [5, 5, 5], [0, 1, 4000, 70_000, 300_000, 2_000_000_000], [2_147_483_646, 2_147_483_645] })
        {
            var rows = Dataset.Table("counts", FaceModel.People.Columns, counts.SelectMany(count => new[] { 0, 1, count, 0.5 })).OrThrow();
            AssertSame(rows, Read(Written(model.Model, rows, Small), model.Model).OrThrow());
        }
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        using var model = FaceModel.OfBuyers(2);
        var rows = FaceModel.Bought(10, 2);
        var bytes = Written(model.Model, rows, Small);
        for (var length = 0; length < bytes.Length; length++) Assert.Contains("cannot be read: ", FaceModel.Says(Read(bytes[..length], model.Model)), StringComparison.Ordinal);
        for (var place = 0; place < bytes.Length; place++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[place] ^= (byte)(1 + (place % 255));
            Assert.Contains("cannot be read: ", FaceModel.Says(Read(damaged, model.Model)), StringComparison.Ordinal);
        }

        Assert.Contains("cannot be read: ", FaceModel.Says(Read([.. bytes, 0], model.Model)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_is_damaged_leaves_the_others()
    {
        using var model = FaceModel.OfBuyers(2);
        var rows = FaceModel.Bought(20, 2);
        var bytes = Written(model.Model, rows, Small);
        bytes[^200] ^= 1; // of the last blocks
        using var from = new MemoryStream(bytes);
        using var opened = Codec.Open(from, model.Model).OrThrow();
        AssertSame(rows.First(7), opened.Read(0, 7).OrThrow());
        Assert.EndsWith(" is damaged or cut short; others can be read", FaceModel.Says(opened.Read(0, 20)), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        using var model = FaceModel.OfPeople();
        var rows = FaceModel.Rows(3, 1);
        string Says(CodecSettings settings) => FaceModel.Says(Codec.Encode(model.Model, rows, new MemoryStream(), settings));
        Assert.Equal("the number of rows of a block is 0; it must be 1 to 65536 for rows of 4 values", Says(CodecSettings.Default with { BlockRows = 0 }));
        Assert.StartsWith("there is no channel 0 of variable 4 in the model", Says(CodecSettings.Default with { Given = [4] }), StringComparison.Ordinal);
        Assert.Equal("the number of given variables is 4; it must be less than 4, or nothing is left to code", Says(CodecSettings.Default with { Given = [3, 2, 1, 0, 0] }));
    }
}
