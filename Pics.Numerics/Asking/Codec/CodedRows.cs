using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>Coded rows that are open: any of them can be read, without those of other blocks.</summary>
/// <remarks>Owns the model where that is among the bytes. For one thread at a time; blocks are decoded by all.</remarks>
public sealed partial class CodedRows : IDisposable
{
    private readonly Stream from;
    private readonly string name;
    private readonly CodedHeader header;
    private readonly long[] starts; // of the blocks, and the end of the last one
    private readonly PicModel model;
    private readonly bool isOwned;
    private readonly RowCoder coder;
    private readonly TextShape? shape; // of the text of a table; null where only its rows are kept

    /// <summary>How many rows there are.</summary>
    public int Rows => header.Rows;

    /// <summary>The name of the rows.</summary>
    public string Name => header.Name;

    /// <summary>What the rows are.</summary>
    public RowForm Form => model.Form;

    /// <summary>What the writer notes; null for nothing.</summary>
    public string? Note => header.Note;

    /// <summary>Whether the text of a table is in them, which comes back byte for byte.</summary>
    public bool HasText => shape is not null;

    /// <summary>Variables that are not coded: whoever reads the rows must have them.</summary>
    public ImmutableArray<int> Given => header.Given;

    /// <summary>Some rows, as the model has them. Error: damaged bytes, rows that are not there, given rows that are not those of the writer.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="given">Rows of which the variables that are not coded are read: the first of them is the first of all rows. Null where all are coded.</param>
    /// <param name="cancellation">Stops it.</param>
    public Either<PicsFault, Dataset> Read(int first, int count, Dataset? given = null, CancellationToken cancellation = default)
    {
        if (first < 0 || count < 0 || (long)first + count > Rows) return PicsFault.Of(new QueryError.Argument("the last row that is asked for", (double)first + count - 1, $"some row from 0 to {Rows - 1}"));
        return Possible(given, () => Read(first, count, given, new(Form.Dimensions, ReadOptions.Default, count), cancellation));
    }

    /// <summary>Reads, where the given rows can be those that are needed.</summary>
    private Either<PicsFault, T> Possible<T>(Dataset? given, Func<Either<PicsFault, T>> read)
    {
        if (Given.IsEmpty != given is null) return Fault(name, given is null ? $"{Plural.Of(Given.Length, "column", "columns")} {TableColumns.Quoted([.. Given.Select(Form.Heading)])} {Plural.Of(Given.Length, "is", "are")} not in it; expected given rows that have {Plural.Of(Given.Length, "it", "them")}" : "all columns are in it; expected no given rows");
        if (given is not null && (given.Rows != Rows || !given.Form.Equals(Form))) return PicsFault.Of(new DataError.BadShape("the given rows", $"{given.Rows} rows{(given.Form.Equals(Form) ? string.Empty : " of other columns")}", $"{Rows} rows of the columns of the model"));
        try
        {
            return read();
        }
        catch (IOException error)
        {
            return Fault(name, error.Message.TrimEnd('.'));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        coder.Dispose();
        if (isOwned) model.Dispose();
    }

    /// <summary>Writes the text of the table as it was, byte for byte. Error: as <see cref="Read(int, int, Dataset, CancellationToken)"/>, and where only rows are kept; what is written by then is of no use.</summary>
    /// <param name="to">Where the text goes; it need not be able to seek.</param>
    /// <param name="given">As for <see cref="Read(int, int, Dataset, CancellationToken)"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    public Either<PicsFault, LanguageExt.Unit> WriteText(Stream to, Dataset? given = null, CancellationToken cancellation = default)
    {
        if (shape is not { } known) return Fault(name, "it has rows and not how their text was written; expected one that EncodeTable or 'compress' wrote of a table in text");
        return Possible(given, () => WriteText(known, to, given, cancellation));
    }

    private Either<PicsFault, LanguageExt.Unit> WriteText(TextShape known, Stream to, Dataset? given, CancellationToken cancellation)
    {
        using var sum = new SummedStream(to);
        using var text = new BufferedStream(sum, 1 << 16); // cells are short
        text.Write(known.Above);
        return ForEachBlock(0, Rows, given, (block, values, rest) => TextRests.Restore(known, (long)block * header.BlockRows, values, rest.Span, text), cancellation).Bind<LanguageExt.Unit>(_ =>
        {
            text.Write(known.Behind);
            text.Flush();
            return sum.Finish() == header.TextSum ? LanguageExt.Unit.Default : Fault(name, given is null ? "its text comes out otherwise than it was written; the file is damaged, or this machine reckons otherwise" : "its text does not go with the given rows; expected those that its writer had");
        });
    }

    private Either<PicsFault, Dataset> Read(int first, int count, Dataset? given, RowBuilder<double> rows, CancellationToken cancellation)
    {
        using var owned = rows;
        return ForEachBlock(first, count, given, (block, values, _) =>
        {
            var start = block * header.BlockRows;
            for (var row = Math.Max(0, first - start); row < Math.Min(values.Length / Form.Dimensions, first + count - start); row++) rows.Add(values.AsSpan(row * Form.Dimensions, Form.Dimensions));
            return true;
        }, cancellation).Bind(_ => Dataset.Of(header.Name, Form.Columns, Form.Channels, Form.Image, rows.Finish()).OrFault());
    }

    /// <summary>Decodes the blocks that have some rows, in order. Error: a damaged block.</summary>
    /// <param name="first">The first of the rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="given">Rows of which the variables that are not coded are read.</param>
    /// <param name="take">Takes a block: its number, its rows up to the last one that is wanted, what their text has beyond them; false where that cannot be.</param>
    /// <param name="cancellation">Stops it.</param>
    private Either<PicsFault, LanguageExt.Unit> ForEachBlock(int first, int count, Dataset? given, Func<int, double[], ReadOnlyMemory<byte>, bool> take, CancellationToken cancellation)
    {
        var (start, end) = (first / header.BlockRows, (int)(((long)first + count + header.BlockRows - 1) / header.BlockRows));
        foreach (var group in Enumerable.Range(start, count == 0 ? 0 : end - start).Chunk(2 * Workers.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            var (blocks, made) = (new (ReadOnlyMemory<byte> Rows, ReadOnlyMemory<byte> Text)[group.Length], new double[group.Length][]);
            for (var at = 0; at < group.Length; at++)
            {
                from.Position = starts[group[at]];
                if (CodedSections.Read(from, starts[group[at] + 1] - starts[group[at]]) is not { } block || Parts(block) is not { } parts) return Damaged(group[at]);
                blocks[at] = parts;
            }

            Workers.Run(Workers.Count, group.Length, (task, _) => made[task] = Decode(group[task], blocks[task].Rows, first + count - (group[task] * header.BlockRows), given)!);
            for (var at = 0; at < group.Length; at++)
                if (made[at] is null || !take(group[at], made[at], blocks[at].Text)) return given is null ? Damaged(group[at]) : Fault(name, "its rows do not go with the given ones; expected those that its writer had");
        }

        return LanguageExt.Unit.Default;
    }

    /// <summary>The two parts of a block; null where they cannot be.</summary>
    private static (ReadOnlyMemory<byte> Rows, ReadOnlyMemory<byte> Text)? Parts(byte[] block)
    {
        var length = block.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(block);
        return length < 0 || length > block.Length - sizeof(int) ? null : (block.AsMemory(sizeof(int), length), block.AsMemory(sizeof(int) + length));
    }

    /// <summary>The first rows of a block: those that are wanted, and those that are coded together with them.</summary>
    private double[]? Decode(int block, ReadOnlyMemory<byte> bytes, int wanted, Dataset? given)
    {
        var count = (int)Math.Min(header.RowsOf(block), ((long)wanted + CodingRun.MostRows - 1) / CodingRun.MostRows * CodingRun.MostRows);
        return coder.Decode(bytes, count, count == header.RowsOf(block), given, block * header.BlockRows);
    }

    private PicsFault Damaged(int block) => Fault(name, $"block {block} (rows {block * header.BlockRows} to {(block * header.BlockRows) + header.RowsOf(block) - 1}) is damaged or cut short; others can be read");

    private static PicsFault Fault(string name, string reason) => PicsFault.Of(new DataError.Unreadable(name, reason));
}
