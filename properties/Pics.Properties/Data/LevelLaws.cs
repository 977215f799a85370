using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Which levels pixels have follows from their numbers, not from the type of an array.</summary>
[Collection(TensorTests.Name)]
public class LevelLaws
{
    private const int Rows = 80;
    private const int Side = 4;
    private const int Total = Rows * Side * Side;

    /// <summary>Images that have the first of some numbers at random places, and all of them.</summary>
    private static double[] Pixels(IReadOnlyList<double> numbers, int seed = 1)
    {
        var random = new Random(seed);
        return [.. numbers, .. Enumerable.Range(0, Total - numbers.Count).Select(_ => numbers[random.Next(numbers.Count)])];
    }

    private static Dataset Read(string type, double[] pixels, ReadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return Get(NumpyReader.ReadArray(folder.Write("x.npy", NumpyFiles.Array(type, [pixels.Length / (Side * Side), Side, Side], pixels)), options ?? ReadOptions.Default));
    }

    private static string Says(string type, double[] pixels, ReadOptions options)
    {
        using var folder = new TemporaryFolder();
        return Explain(NumpyReader.ReadArray(folder.Write("x.npy", NumpyFiles.Array(type, [pixels.Length / (Side * Side), Side, Side], pixels)), options), folder["x.npy"]);
    }

    private static double[] Whole(int count) => [.. Enumerable.Range(0, count).Select(level => (double)level)];

    private static double[] Steps(int count, Func<double, double> round) => [.. Whole(count).Select(level => round(level * 255 / (count - 1)))];

    public static TheoryData<double[], int> Sets => new()
    {
        { [0, 1], 2 }, { [0, 255], 2 }, { [127, 255], 2 }, { Whole(17), 17 }, { Whole(3), 3 }, { Whole(64), 64 },
        { Steps(16, Math.Round), 16 }, { Steps(8, Math.Round), 8 }, { Steps(8, Math.Floor), 8 }, { Steps(3, Math.Ceiling), 3 }, { Steps(3, Math.Floor), 3 },
        { [0, 32, 64, 96, 128, 160, 192, 224], 8 }, { [0, 17, 51, 68, 85, 102, 119, 136, 153, 187, 204, 221, 238, 255], 16 },
        { Whole(256), 256 }, { Whole(80), 256 }, { [0, 90, 255], 256 }, { [40], 256 }, { [.. Whole(29).Select(level => 8 * level)], 256 }, { [100, 101, 102, 103, 104, 105], 256 },
    };

    /// <summary>The same numbers give the same levels, values and texts whatever holds them; those over 255 too.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void Numbers_decide_and_not_the_type(double[] numbers, int levels)
    {
        var pixels = Pixels(numbers);
        var bytes = Read("|u1", pixels);
        var kind = Assert.IsType<ColumnKind.Categorical>(bytes.Columns[0].Kind);
        Assert.Equal((levels, (Side, Side), levels is not 256), (kind.Values, bytes.Image!.Value, bytes.Notes.Length == 1));
        Assert.Equal(pixels, Values(bytes).Select(value => bytes.Columns[0].Number(value)!.Value));
        Assert.All(new[] { "<i8", ">u2", "<f2", "<f4", ">f8" }, type =>
        {
            var other = Read(type, pixels);
            Assert.Equal(bytes.Form, other.Form);
            Assert.Equal(Values(bytes), Values(other));
        });
        foreach (var (type, scaled) in new[] { ("<f8", pixels.Select(number => number / 255)), ("<f4", pixels.Select(number => number / 255)), ("<f4", pixels.Select(number => (double)((float)number * (1 / 255f)))), ("<f2", pixels.Select(number => number / 255)) })
        {
            var over = Read(type, [.. scaled]);
            Assert.Equal(levels, ((ColumnKind.Categorical)over.Columns[0].Kind).Values);
            Assert.Equal(Values(bytes), Values(over));
        }
    }

    [Fact]
    public void Digits_over_sixteen_and_two_numbers_of_any_size_are_levels_and_others_are_real()
    {
        Assert.Equal(17, ((ColumnKind.Categorical)Read("<f8", Pixels([.. Whole(17).Select(level => level / 16)])).Columns[0].Kind).Values);
        var two = Read("<f8", Pixels([0.25, 0.75]));
        Assert.Equal(["0.25", "0.75"], ((ColumnKind.Categorical)two.Columns[0].Kind).Labels.ToArray());
        foreach (var numbers in new double[][] { [.. Whole(40).Select(level => level * 0.37)], [.. Whole(60).Select(level => level * 50)], [-1, 0, 1, 2], [0, 0.3, 1], [0.5] })
        {
            var real = Read("<f8", Pixels(numbers));
            Assert.IsType<ColumnKind.Real>(real.Columns[0].Kind);
            Assert.StartsWith("Its pixels are real numbers", Assert.Single(real.Notes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_pixel_that_is_not_observed_stays_so_and_streamed_rows_are_the_same()
    {
        var pixels = Pixels([0, 255]);
        (pixels[7], pixels[30]) = (double.NaN, double.NaN);
        foreach (var options in new[] { ReadOptions.Default, Streamed })
        {
            var data = Read("<f4", pixels, options);
            Assert.Equal(pixels.Select(number => number / 255), Values(data));
            var row = new long[Side * Side];
            data.Read(0, row);
            Assert.Equal(pixels[..(Side * Side)].Select(number => double.IsNaN(number) ? -1 : (long)number / 255), row);
        }
    }

    [Fact]
    public void Wished_levels_are_taken_or_refused()
    {
        int Levels(double[] numbers, int wished) => ((ColumnKind.Categorical)Read("|u1", Pixels(numbers), ReadOptions.Default.WithLevels(wished)).Columns[0].Kind).Values;
        Assert.Equal((256, 4, 32, 100), (Levels([0, 1], 256), Levels([0, 1], 4), Levels([.. Whole(29).Select(level => 8 * level)], 32), Levels([5, 99], 100)));
        Assert.Equal("'x.npy' cannot be read: its pixels have 3 different values that are not on one grid of 2 levels, as 0 to 1 or 2 even steps from 0 to 255; expected another number of levels (--levels), or none to learn them", Says("|u1", Pixels([0, 1, 2]), ReadOptions.Default.WithLevels(2)));
    }

    [Fact]
    public void Other_rows_have_the_levels_of_the_first_or_are_refused()
    {
        var first = Read("|u1", Pixels([0, 255]));
        Assert.Equal(Values(first), Values(Read("<f8", Pixels([0, 255]), ReadOptions.Default.Like(first.Form))));
        Assert.Equal("'x.npy' cannot be read: it has the value 7 at row 1, pixel 3, and the pixels of the training rows have the 2 levels 0 and 255; expected those, or a model of other levels (--levels at training)", Says("|u1", [.. new double[19], 7, .. new double[12]], ReadOptions.Default.Like(first.Form)));
        var real = Read("<f8", Pixels([0, 0.3, 1]));
        Assert.IsType<ColumnKind.Real>(Read("|u1", Pixels([0, 1]), ReadOptions.Default.Like(real.Form)).Columns[0].Kind);
        Assert.Equal(256, Read("|u1", Pixels([0, 1]), ReadOptions.Default.Like(Read("|u1", Pixels(Whole(256))).Form)).Categories);
    }

    /// <summary>Test rows that have more than the training rows leave all 256 levels; rows of few numbers do too.</summary>
    [Fact]
    public void Levels_that_do_not_suffice_are_not_taken()
    {
        using var folder = new TemporaryFolder();
        byte[] Images(double[] numbers) => NumpyFiles.Array("|u1", [Rows, Side, Side], Pixels(numbers));
        int Levels(double[] test)
        {
            var (train, _, tested) = Get(NumpyReader.ReadSplits(folder.Write("x.npz", NumpyFiles.Archive(("x_train.npy", Images([0, 255])), ("x_test.npy", Images(test)))), ReadOptions.Default));
            Assert.Equal(train.Form, tested!.Form);
            return train.Categories;
        }

        Assert.Equal((2, 256), (Levels([0, 255]), Levels([0, 100, 255])));
        Assert.Equal(256, Read("|u1", [.. new double[15], 1]).Categories);
    }

    [Fact]
    public void Idx_files_and_truth_values_have_levels_too_and_data_sets_of_256_keep_them()
    {
        using var folder = new TemporaryFolder();
        byte[] Idx(double[] numbers) => [0, 0, 8, 3, 0, 0, 0, Rows, 0, 0, 0, Side, 0, 0, 0, Side, .. Pixels(numbers).Select(number => (byte)number)];
        Assert.Equal(2, Get(IdxReader.ReadImages(folder.Write("x", Idx([0, 1])))).Categories);
        folder.Write("train-images-idx3-ubyte", Idx([0, 1]));
        folder.Write("t10k-images-idx3-ubyte", Idx([0, 1]));
        Assert.Equal(2, Get(DataFormats.Read(folder.Path, ReadOptions.Default)).Train.Categories);
        Assert.Equal(2, Read("|b1", new double[64]).Categories);
        folder.Write("data_batch_1.bin", [.. new byte[3073]]);
        Assert.Equal(256, Get(Cifar10.ReadFile(folder["data_batch_1.bin"], ReadOptions.Default)).Categories);
    }

    /// <summary>What is in data.json gives the same form back; where levels only count it is as it was before levels.</summary>
    [Theory]
    [InlineData(new double[] { 0, 1 }, 1)]
    [InlineData(new double[] { 0, 255 }, 2)]
    [InlineData(new double[] { 0.25, 0.75 }, 2)]
    public void Levels_are_kept_with_a_model(double[] numbers, int version)
    {
        using var folder = new TemporaryFolder();
        var form = Read("<f8", Pixels(numbers)).Form;
        var (data, columns) = FormDocument.Describe(form);
        Assert.Null(columns);
        Assert.Contains($"\"version\": {version}", data, StringComparison.Ordinal);
        folder.Write(FormDocument.FileName, Text(data));
        Assert.Equal(form, FormDocument.ReadForm(folder.Path).Match(found => found, error => throw new InvalidOperationException(error.Explain())));
        folder.Write(FormDocument.FileName, Text(data.Replace("\"levels\": [", "\"levels\": [ 3, ", StringComparison.Ordinal)));
        Assert.Equal(version == 1, FormDocument.ReadForm(folder.Path).IsRight);
    }
}
