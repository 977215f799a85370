namespace Pics.Numerics;

/// <summary>Where the text of the rows of a block is not as it was told: what stands there, in lists of one kind each.</summary>
/// <param name="lists">How many kinds.</param>
internal sealed class RestWriter(int lists)
{
    private readonly List?[] all = new List?[lists];

    /// <summary>Bytes so far.</summary>
    public long Bytes => all.Sum(list => list is null ? 0L : list.Rows.Count + list.Lengths.Count + list.Content.Count);

    /// <summary>Takes what a row has, if it is otherwise than it was told.</summary>
    public void Add(int list, int row, ReadOnlySpan<byte> found, ReadOnlySpan<byte> told)
    {
        if (!found.SequenceEqual(told)) (all[list] ??= new()).Add(row, found);
    }

    /// <summary>As bytes, none where all is as it was told; starts anew.</summary>
    public byte[] Take()
    {
        var full = all.Index().Where(entry => entry.Item is not null).ToList();
        if (full.Count == 0) return [];
        var to = new ByteWriter();
        to.Number(full.Count);
        var last = -1;
        foreach (var (index, list) in full)
        {
            to.Number(index - last - 1);
            to.Number(list!.Count);
            foreach (var part in (ByteWriter[])[list.Rows, list.Lengths, list.Content]) to.Add(part.Bytes);
            last = index;
        }

        System.Array.Clear(all);
        return PackedBytes.Of(to.Bytes);
    }

    private sealed class List
    {
        private int last = -1;

        public int Count { get; private set; }

        public ByteWriter Rows { get; } = new();

        public ByteWriter Lengths { get; } = new();

        public ByteWriter Content { get; } = new();

        public void Add(int row, ReadOnlySpan<byte> found)
        {
            Rows.Number(row - last - 1);
            Lengths.Number(found.Length);
            Content.Add(found);
            (last, Count) = (row, Count + 1);
        }
    }
}

/// <summary>Reads what a <see cref="RestWriter"/> wrote, row by row.</summary>
internal sealed class RestReader
{
    private readonly byte[] bytes;
    private readonly Place[] places; // of each list

    private RestReader(byte[] bytes, Place[] places) => (this.bytes, this.places) = (bytes, places);

    /// <summary>Opens bytes; null where they cannot be those of a block.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="lists">How many kinds of lists there are.</param>
    /// <param name="rows">How many rows the block has.</param>
    public static RestReader? Open(ReadOnlySpan<byte> packed, int lists, int rows)
    {
        var places = new Place[lists];
        System.Array.Fill(places, new() { Row = -1 });
        if (packed.IsEmpty) return new([], places);
        if (PackedBytes.Open(packed) is not { } bytes) return null;
        var from = new ByteReader(bytes);
        var list = -1L;
        for (var full = from.Number(lists); full > 0; full--)
        {
            list += 1 + from.Number(lists - list - 2);
            var count = (int)from.Number(rows);
            if (!from.IsRight || count == 0 || list >= lists) return null;
            places[list] = Located(ref from, bytes.Length, count, rows);
            if (!from.IsRight) return null;
            places[list].Go(bytes);
        }

        return from.IsRight && from.Left == 0 ? new(bytes, places) : null;
    }

    /// <summary>What a row has in a list, or what was told where nothing else is said; rows are asked in their order.</summary>
    public ReadOnlySpan<byte> Next(int list, int row, ReadOnlySpan<byte> told)
    {
        ref var place = ref places[list];
        if (place.Row != row) return told;
        var found = bytes.AsSpan(place.Content, place.Length);
        place.Content += place.Length;
        place.Go(bytes);
        return found;
    }

    /// <summary>Where the parts of a list are; all of it is checked.</summary>
    private static Place Located(ref ByteReader from, int all, int count, int rows)
    {
        var place = new Place { Left = count, Row = -1, Rows = all - from.Left };
        var (row, length) = (-1L, 0L);
        for (var entry = 0; entry < count; entry++) row += 1 + from.Number(Math.Max(0, rows - row - 2));
        if (row >= rows) from.Fault();
        place.Lengths = all - from.Left;
        for (var entry = 0; entry < count && from.IsRight; entry++) length += from.Number(int.MaxValue);
        place.Content = all - from.Left;
        from.Take(length);
        return place;
    }

    /// <summary>Where a list is read.</summary>
    private struct Place
    {
        public int Left;
        public int Row; // of the next entry; -1 where there is none
        public int Length;
        public int Rows;
        public int Lengths;
        public int Content;

        public void Go(byte[] bytes)
        {
            if (Left-- <= 0)
            {
                Row = -1;
                return;
            }

            Row += 1 + (int)Number(bytes, ref Rows);
            Length = (int)Number(bytes, ref Lengths);
        }

        private static long Number(byte[] bytes, ref int place)
        {
            var from = new ByteReader(bytes.AsSpan(place));
            var before = from.Left;
            var number = from.Number(int.MaxValue);
            place += before - from.Left;
            return number;
        }
    }
}
