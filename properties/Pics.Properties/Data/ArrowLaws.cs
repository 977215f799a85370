using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class ArrowLaws
{
    /// <summary>Batches as a file, or as a stream.</summary>
    private static byte[] Bytes(bool isFile, CompressionCodecType? packed, params RecordBatch[] batches)
    {
        using var content = new MemoryStream();
        var options = new IpcOptions { CompressionCodec = packed, CompressionCodecFactory = new CompressionCodecFactory() };
        using (var writer = isFile ? new ArrowFileWriter(content, batches[0].Schema, leaveOpen: true, options) : new ArrowStreamWriter(content, batches[0].Schema, leaveOpen: true, options))
        {
            writer.WriteStart();
            foreach (var batch in batches) writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return content.ToArray();
    }

    private static RecordBatch Batch(params (string Name, IArrowArray Cells)[] columns) =>
        new(new Schema(columns.Select(column => new Field(column.Name, column.Cells.Data.DataType, nullable: true)), null), columns.Select(column => column.Cells), columns[0].Cells.Length);

    private static RecordBatch Rows(int first, int count) => Batch(
        ("n", new Int32Array.Builder().AppendRange(Enumerable.Range(first, count)).Build()),
        ("s", new StringArray.Builder().AppendRange(Enumerable.Range(first, count).Select(i => $"t{i}")).Build()));

    [Fact]
    public void Cells_of_every_type_are_texts_as_others_write_them()
    {
        var day = new DateTime(2024, 2, 29, 23, 59, 58, DateTimeKind.Utc).AddMilliseconds(250);
        var words = new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, ordered: false), new Int8Array.Builder().Append(1).Append(0).AppendNull().Build(), new StringArray.Builder().Append("x").Append("y").Build());
        var batch = Batch(
            ("i8", new Int8Array.Builder().Append(-1).Append(2).AppendNull().Build()),
            ("u64", new UInt64Array.Builder().Append(ulong.MaxValue).Append(0).AppendNull().Build()),
            ("f32", new FloatArray.Builder().Append(0.1f).Append(float.NaN).AppendNull().Build()),
            ("f64", new DoubleArray.Builder().Append(1e300).Append(-2.5).AppendNull().Build()),
            ("f16", new HalfFloatArray.Builder().Append((Half)0.5f).Append((Half)2).AppendNull().Build()),
            ("dec", new Decimal128Array.Builder(new Decimal128Type(20, 2)).Append(1.5m).Append(-3m).AppendNull().Build()),
            ("truth", new BooleanArray.Builder().Append(true).Append(false).AppendNull().Build()),
            ("text", new StringArray.Builder().Append("007").Append("ü, \"x\"").AppendNull().Build()),
            ("large", new LargeStringArray.Builder().Append("a").Append("b").AppendNull().Build()),
            ("view", new StringViewArray.Builder().Append("longer than twelve bytes").Append("b").AppendNull().Build()),
            ("words", words),
            ("day", new Date32Array.Builder().Append(day).Append(DateTime.UnixEpoch.AddDays(-1)).AppendNull().Build()),
            ("at", new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, (string?)null)).Append(day).Append(DateTime.UnixEpoch).AppendNull().Build()),
            ("time", new Time32Array.Builder(new Time32Type(TimeUnit.Second)).Append(3661).Append(0).AppendNull().Build()),
            ("none", new NullArray(3)));
        using var folder = new TemporaryFolder();
        Assert.Equal(
            [
                "i8: Number, u64: Number, f32: Number, f64: Number, f16: Number, dec: Number, truth: Truth, text: Text, large: Text, view: Text, words: Text, day: Date, at: DateTime, time: Time, none: Unknown",
                "-1|18446744073709551615|0.1|1E+300|0.5|1.50|true|007|a|longer than twelve bytes|y|2024-02-29|2024-02-29 23:59:58.25|01:01:01|",
                "2|0||-2.5|2|-3.00|false|ü, \"x\"|b|b|x|1969-12-31|1970-01-01 00:00:00|00:00:00|",
                "||||||||||||||",
            ],
            TypedRows.Of(folder.Write("t.arrow", Bytes(true, null, batch))));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, CompressionCodecType.Lz4Frame)]
    [InlineData(false, CompressionCodecType.Lz4Frame)]
    [InlineData(true, CompressionCodecType.Zstd)]
    [InlineData(false, CompressionCodecType.Zstd)]
    public void Batches_of_files_and_streams_are_read_in_order_plain_and_compressed(bool isFile, CompressionCodecType? packed)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Bytes(isFile, packed, Rows(0, 3000), Rows(3000, 1), Rows(3001, 999)));
        string[] wanted = ["n: Number, s: Text", .. Enumerable.Range(0, 4000).Select(i => $"{i}|t{i}")];
        Assert.Equal(wanted, TypedRows.Of(path));
        Assert.Equal(DataFormat.Arrow, Get(DataFormats.Recognise(path)));
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        var whole = Bytes(true, null, Rows(0, 50), Rows(50, 50));
        using var folder = new TemporaryFolder();
        Assert.Equal("'FILE' cannot be read: it is damaged or cut short", TypedRows.Says(folder.Write("cut.arrow", whole[..^40])));
        Assert.Equal("'FILE' cannot be read: it is compressed with gzip as a whole; expected the file itself, whose parts are compressed", TypedRows.Says(folder.Write("t.arrow.gz", Gzip(whole))));
        Assert.Equal("'FILE' cannot be read: it is a Feather file of version 1; expected version 2, as Arrow writes it now", TypedRows.Says(folder.Write("t.feather", Text("FEA1xxxx"))));
        Survives(300, [whole, Bytes(true, CompressionCodecType.Zstd, Rows(0, 50)), Bytes(true, CompressionCodecType.Lz4Frame, Rows(0, 50))], "t", path => ArrowTable.With(path, rows => rows.ForEach(_ => null)));
    }

    /// <summary>The place of a compressed buffer's claim: the bytes of its length, which is padded.</summary>
    private static int PlaceOf(byte[] bytes, long length) => Enumerable.Range(0, bytes.Length - 8).Last(place => BitConverter.ToInt64(bytes, place) is var claim && claim >= length && claim < length + 128);

    [Theory]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public void Claims_are_looked_at_before_memory_is_taken(CompressionCodecType packed)
    {
        using var folder = new TemporaryFolder();
        var whole = Bytes(true, packed, Rows(0, 1000));
        foreach (var claimed in new[] { 1L << 27, 1L << 40, -5 })
        {
            var lie = whole.ToArray();
            BitConverter.TryWriteBytes(lie.AsSpan(PlaceOf(lie, 4000)), claimed); // a thousand numbers of 32 bits
            var path = folder.Write("lie.arrow", lie);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var said = Explain(ArrowTable.Read(path, ReadOptions.Default), path);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Matches($"^'FILE' cannot be read: a column of batch 0 claims {claimed} bytes, and the file can have [0-9]+ there at most; it is damaged or cut short$", said);
        }
    }

    [Fact]
    public void Batches_that_reach_past_the_end_of_the_file_or_have_more_rows_than_bytes_are_refused()
    {
        using var folder = new TemporaryFolder();
        var stream = Bytes(false, null, Rows(0, 1000));
        Assert.Matches("^'FILE' cannot be read: batch 0 claims [0-9]+ bytes, and the file can have [0-9]+ there at most; it is damaged or cut short$", TypedRows.Says(folder.Write("cut", stream[..^500])));
        var many = Bytes(false, null, Batch(("none", new NullArray(1000)), ("t", new BooleanArray.Builder().AppendRange(Enumerable.Repeat(true, 1000)).Build())));
        for (var place = 0; place < many.Length - 8; place++)
            if (BitConverter.ToInt64(many, place) == 1000) BitConverter.TryWriteBytes(many.AsSpan(place), 1L << 31);
        Assert.Contains("the number of rows of batch 0 claims 2147483648 rows", TypedRows.Says(folder.Write("rows", many)), StringComparison.Ordinal);
    }

    private static byte[] Nested(int depth, bool isAlone)
    {
        IArrowType type = Int32Type.Default;
        IArrowArray cells = new Int32Array.Builder().Append(1).Append(2).Append(1).Build();
        for (var step = 0; step < depth; step++)
        {
            type = new StructType([new Field("in", type, nullable: true)]);
            cells = new StructArray(type, 3, [cells], ArrowBuffer.Empty);
        }

        return Bytes(false, null, isAlone ? Batch(("deep", cells)) : Batch(("deep", cells), ("n", new Int32Array.Builder().Append(1).Append(2).Append(1).Build())));
    }

    [Fact]
    public void Columns_in_columns_are_left_out_however_deep_and_refused_where_there_is_no_other()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["n: Number", "1", "2", "1", "The column 'deep' (struct) is left out: the cells hold lists, records or bytes, not one value each."], TypedRows.Of(folder.Write("deep.arrow", Nested(300, false))));
        Assert.Equal("'FILE' cannot be read: it has no column with one value a cell: The column 'deep' (struct) is left out: the cells hold lists, records or bytes, not one value each; expected numbers, texts, truth values or dates", TypedRows.Says(folder.Write("only.arrow", Nested(3, true))));
        Assert.Equal("'FILE' cannot be read: a column has columns in it, and these have others, deeper than 512; expected columns with one value a cell", TypedRows.Says(folder.Write("far.arrow", Nested(600, false))));
    }
}
