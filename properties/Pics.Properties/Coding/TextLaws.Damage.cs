namespace Pics.Properties;

/// <content>Bytes that nobody wrote, or that were changed.</content>
public partial class TextLaws
{
    [Fact]
    public void Damaged_bytes_do_no_harm()
    {
        using var folder = TemporaryFolder.InMemory();
        foreach (var (name, bytes, options) in TextExamples.All.Where(example => example.Name is "quotes" or "dates and prices" or "identifiers" or "german" or "numbers written oddly" or "runs of blanks"))
        {
            var path = folder.Write("t.csv", bytes);
            var rows = Get(CsvTable.Read(path, options));
            var (shape, rests) = Kept(path, options, rows, 1000);
            var (openedShape, openedRest) = (PackedBytes.Open(shape)!, rests[0].Length == 0 ? [] : PackedBytes.Open(rests[0])!);
            foreach (var damaged in Damaged(shape).Concat(Damaged(openedShape).Select(part => (byte[])[0, .. part])))
                if (TextShape.Read(damaged, rows.Form) is { } read)
                    Write(read, rows, 1000, rests, new Bounded());
            foreach (var damaged in Damaged(rests[0]).Concat(Damaged(openedRest).Select(part => (byte[])[0, .. part])))
                Write(TextShape.Read(shape, rows.Form)!, rows, 1000, [damaged], new Bounded());
        }
    }

    [Fact]
    public void Bytes_of_anything_do_no_harm()
    {
        var (random, rows) = (new Random(5), FaceModel.Bought(30, 5));
        for (var times = 0; times < 20000; times++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (bytes.Length > 2) (bytes[0], bytes[1]) = (0, random.Next(3) == 0 ? (byte)1 : bytes[1]);
            for (var place = 0; place < bytes.Length; place++) if (random.Next(3) > 0) bytes[place] &= 7;
            if (TextShape.Read(bytes, rows.Form) is { } shape) Write(shape, rows, 1000, [[]], new Bounded());
        }

        var known = new TextShape(rows.Form, 65001, ',', [], [], [10], [new TextColumn.Other(new([]), OtherRule.Next, [49])]);
        for (var times = 0; times < 20000; times++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            for (var place = 0; place < bytes.Length; place++) if (random.Next(3) > 0) bytes[place] &= 3;
            Write(known, rows, 1000, [bytes], new Bounded());
        }
    }

    [Fact]
    public void Large_lengths_take_no_memory()
    {
        var rows = FaceModel.Bought(5, 5);
        byte[] huge = [0xff, 0xff, 0xff, 0xff, 0x07], larger = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        var known = new TextShape(rows.Form, 65001, ',', [], [], [10], [new TextColumn.Other(new([]), OtherRule.Usual, [])]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var length in new[] { huge, larger })
            foreach (var start in new byte[][] { [0], [0, 1], [0, 1, 1], [0, 1, 1, 44], [0, 1, 1, 44, 0], [0, 1, 1, 44, 0, 0], [0, 1, 1, 44, 0, 0, 0], [0, 1, 1, 44, 0, 0, 0, 1] })
            {
                Assert.Null(TextShape.Read([.. start, .. length], rows.Form));
                Assert.False(TextRests.Restore(known, 0, rows.Row(0).AsSpan(), [.. start, .. length], Stream.Null));
            }

        var bomb = CodedSections.Pack(new byte[1 << 24]);
        Assert.Null(TextShape.Read([1, .. bomb], rows.Form));
        Assert.False(TextRests.Restore(known, 0, rows.Row(0).AsSpan(), [1, .. bomb], Stream.Null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 27);
    }

    /// <summary>Cut, and with each byte changed in some ways.</summary>
    private static IEnumerable<byte[]> Damaged(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++) yield return bytes[..length];
        for (var place = 0; place < bytes.Length; place++)
            foreach (var change in new byte[] { 1, 0x80, 0xff, (byte)(place * 37) })
            {
                var damaged = (byte[])bytes.Clone();
                damaged[place] ^= change;
                yield return damaged;
            }

        yield return [.. bytes, 0];
    }

    /// <summary>A stream of which one knows that little is written.</summary>
    private sealed class Bounded : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Assert.InRange(Position + buffer.Length, 0, 1 << 22);
            base.Write(buffer);
        }
    }
}
