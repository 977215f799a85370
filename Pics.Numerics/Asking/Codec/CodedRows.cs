using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>Coded rows that are open: any of them can be read, without those of other blocks.</summary>
/// <remarks>Owns the model where that is among the bytes. For one thread at a time; blocks are decoded by all.</remarks>
public sealed class CodedRows : IDisposable
{
    private const int MostHeader = 1 << 26;

    private readonly Stream from;
    private readonly string name;
    private readonly CodedHeader header;
    private readonly long[] starts; // of the blocks, and the end of the last one
    private readonly PicModel model;
    private readonly bool isOwned;
    private readonly RowCoder coder;

    private CodedRows(Stream from, string name, CodedHeader header, long[] starts, PicModel model, bool isOwned, RowCoder coder) =>
        (this.from, this.name, this.header, this.starts, this.model, this.isOwned, this.coder) = (from, name, header, starts, model, isOwned, coder);

    /// <summary>How many rows there are.</summary>
    public int Rows => header.Rows;

    /// <summary>The name of the rows.</summary>
    public string Name => header.Name;

    /// <summary>What the rows are.</summary>
    public RowForm Form => model.Form;

    /// <summary>What the writer notes; null for nothing.</summary>
    public string? Note => header.Note;

    /// <summary>Variables that are not coded: whoever reads the rows must have them.</summary>
    public ImmutableArray<int> Given => header.Given;

    /// <summary>Opens coded rows.</summary>
    internal static Either<PicsFault, CodedRows> Open(Stream from, PicModel? model, string name) => Look(from, name, read => Opened(from, name, read, model));

    /// <summary>What coded rows say of themselves.</summary>
    internal static Either<PicsFault, CodedSummary> Describe(Stream from, string name) => Look<CodedSummary>(from, name, read =>
        new CodedSummary(read.Header.Name, read.Header.Rows, read.Header.BlockRows, read.Header.Given, from.Length, read.Header.Model, read.Header.Note) { HasText = read.Header.Text is not null });

    private static Either<PicsFault, T> Look<T>(Stream from, string name, Func<(CodedHeader Header, long[] Starts, byte[] Model), Either<PicsFault, T>> use)
    {
        if (!from.CanSeek) return Fault(name, "it is a stream in which nothing can be looked up; expected a file");
        try
        {
            return Header(from, name).Bind(use);
        }
        catch (IOException error)
        {
            return Fault(name, error.Message.TrimEnd('.'));
        }
    }

    /// <summary>Some rows, as the model has them. Error: damaged bytes, rows that are not there, given rows that are not those of the writer.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="given">Rows of which the variables that are not coded are read: the first of them is the first of all rows. Null where all are coded.</param>
    /// <param name="cancellation">Stops it.</param>
    public Either<PicsFault, Dataset> Read(int first, int count, Dataset? given = null, CancellationToken cancellation = default)
    {
        if (first < 0 || count < 0 || (long)first + count > Rows) return PicsFault.Of(new QueryError.Argument("the last row that is asked for", (double)first + count - 1, $"some row from 0 to {Rows - 1}"));
        if (Given.IsEmpty != given is null) return Fault(name, given is null ? $"{Plural.Of(Given.Length, "column", "columns")} {TableColumns.Quoted([.. Given.Select(Form.Heading)])} {Plural.Of(Given.Length, "is", "are")} not in it; expected given rows that have {Plural.Of(Given.Length, "it", "them")}" : "all columns are in it; expected no given rows");
        if (given is not null && (given.Rows != Rows || !given.Form.Equals(Form))) return PicsFault.Of(new DataError.BadShape("the given rows", $"{given.Rows} rows{(given.Form.Equals(Form) ? string.Empty : " of other columns")}", $"{Rows} rows of the columns of the model"));
        try
        {
            return Read(first, count, given, new(Form.Dimensions, ReadOptions.Default, count), cancellation);
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

    private Either<PicsFault, Dataset> Read(int first, int count, Dataset? given, RowBuilder<double> rows, CancellationToken cancellation)
    {
        using var owned = rows;
        var (start, end) = (first / header.BlockRows, (int)(((long)first + count + header.BlockRows - 1) / header.BlockRows));
        foreach (var group in Enumerable.Range(start, count == 0 ? 0 : end - start).Chunk(2 * Workers.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            var (blocks, made) = (new byte[group.Length][], new double[group.Length][]);
            for (var at = 0; at < group.Length; at++)
            {
                from.Position = starts[group[at]];
                if (CodedSections.Read(from, starts[group[at] + 1] - starts[group[at]]) is not { } block) return Damaged(group[at]);
                blocks[at] = block;
            }

            Workers.Run(Workers.Count, group.Length, (task, _) => made[task] = Decode(group[task], blocks[task], first + count - (group[task] * header.BlockRows), given)!);
            for (var at = 0; at < group.Length; at++)
            {
                if (made[at] is not { } values) return given is null ? Damaged(group[at]) : Fault(name, "its rows do not go with the given ones; expected those that its writer had");
                for (var row = Math.Max(0, first - (group[at] * header.BlockRows)); row < Math.Min(values.Length / Form.Dimensions, first + count - (group[at] * header.BlockRows)); row++) rows.Add(values.AsSpan(row * Form.Dimensions, Form.Dimensions));
            }
        }

        return Dataset.Of(header.Name, Form.Columns, Form.Channels, Form.Image, rows.Finish()).OrFault();
    }

    /// <summary>The first rows of a block: those that are wanted, and those that are coded together with them.</summary>
    private double[]? Decode(int block, byte[] bytes, int wanted, Dataset? given)
    {
        var count = (int)Math.Min(header.RowsOf(block), ((long)wanted + CodingRun.MostRows - 1) / CodingRun.MostRows * CodingRun.MostRows);
        var length = bytes.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return length < 0 || length > bytes.Length - sizeof(int) ? null : coder.Decode(bytes.AsMemory(sizeof(int), length), count, count == header.RowsOf(block), given, block * header.BlockRows);
    }

    private static Either<PicsFault, (CodedHeader Header, long[] Starts, byte[] Model)> Header(Stream from, string name)
    {
        from.Position = 0;
        var mark = new byte[CodedSections.Mark.Length];
        if (from.ReadAtLeast(mark, mark.Length, false) < mark.Length || !mark.AsSpan().SequenceEqual(CodedSections.Mark)) return Fault(name, "it does not begin as coded rows do; expected a file that 'compress' or Codec.Encode wrote");
        if (CodedSections.Read(from, MostHeader) is not { } packed || CodedSections.Unpack(packed, MostHeader) is not { } bytes) return Fault(name, "its header is damaged or cut short");
        return CodedHeader.Read(bytes).MapLeft(sentence => Fault(name, sentence)).Bind<(CodedHeader, long[], byte[])>(header =>
        {
            byte[]? embedded = header.Model == 0 ? [] : CodedSections.Read(from, header.Model);
            if (embedded is null || embedded.Length != header.Model) return Fault(name, "the model in it is damaged or cut short");
            return Starts(from, header) is { } starts ? (header, starts, embedded) : Fault(name, "its end is damaged or cut short: it does not tell where its blocks are");
        });
    }

    /// <summary>Where the blocks are; null where that cannot be.</summary>
    private static long[]? Starts(Stream from, CodedHeader header)
    {
        var start = from.Position;
        var end = new byte[CodedSections.Trailer];
        if (from.Length - start < end.Length) return null;
        from.Position = from.Length - end.Length;
        from.ReadExactly(end);
        var place = BinaryPrimitives.ReadInt64LittleEndian(end);
        if (!end.AsSpan(sizeof(long)).SequenceEqual(CodedSections.End) || place < start || place > from.Length - end.Length || (place - start) / CodedSections.Around < header.Blocks) return null;
        from.Position = place;
        if (CodedSections.Read(from, from.Length) is not { } packed || from.Position != from.Length - end.Length || CodedSections.Unpack(packed, header.Blocks * sizeof(int)) is not { } index || index.Length != header.Blocks * sizeof(int)) return null;
        var starts = new long[header.Blocks + 1];
        starts[0] = start;
        for (var block = 0; block < header.Blocks; block++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(index.AsSpan(block * sizeof(int)));
            if (length < CodedSections.Around || (starts[block + 1] = starts[block] + length) > place) return null;
        }

        return starts[^1] == place ? starts : null;
    }

    private static Either<PicsFault, CodedRows> Opened(Stream from, string name, (CodedHeader Header, long[] Starts, byte[] Model) read, PicModel? model)
    {
        var (header, starts, embedded) = read;
        if (model is null && embedded.Length == 0) return Fault(name, "the model is not in it; expected the model that it was written with beside it");
        return QuadratureRule.Create(header.Rule.Name, header.Rule.From, header.Rule.To, header.Rule.Nodes, header.Rule.Weights).OrFault().Bind(rule =>
            (model is null ? CodedModel.Read(embedded, rule, name) : model).Bind(own => Opened(from, name, header, starts, own, rule, model is null)));
    }

    private static Either<PicsFault, CodedRows> Opened(Stream from, string name, CodedHeader header, long[] starts, PicModel model, QuadratureRule rule, bool isOwned)
    {
        var made = Codec.Sum(model.Form) != header.Form ? Fault(name, "its rows have other columns than the model; expected the model that it was written with")
            : model.Host.FindFault(rule) is { } fault ? PicsFault.Of(fault)
            : Codec.Families(model, model.Form).Bind<CodedRows>(families =>
            {
                if (!Codec.IsBlock(header.BlockRows, model.Form) || header.Given.Any(variable => variable < 0 || variable >= model.Form.Variables)) return Fault(name, "its header claims what cannot be; it is damaged");
                if (header.Columns.Select(column => column.FindFault(model.Form, families)).FirstOrDefault(wrong => wrong is not null) is { } wrong) return Fault(name, $"its header tells of {wrong}, which cannot be; it is damaged");
                var needed = Enumerable.Range(0, model.Form.Dimensions).Where(place => RunsOfColumn.AreNeeded(families[place / model.Form.Channels], model.Form.Columns[place / model.Form.Channels]));
                if (header.Columns.Select(column => column.Place).Distinct().Count() != header.Columns.Length || needed.Except(header.Columns.Select(column => column.Place)).Any()) return Fault(name, "its header leaves out columns, or has them twice; it is damaged");
                var coder = new RowCoder(model.Form, model.Host, rule, header.Given, header.Columns);
                if (Convert.ToHexStringLower(coder.Checksum) == header.Tables) return new CodedRows(from, name, header, starts, model, isOwned, coder);
                coder.Dispose();
                return Fault(name, "it was written with another model, or its tables are not the same on this machine; expected the model that it was written with");
            });
        if (isOwned && made.IsLeft) model.Dispose();
        return made;
    }

    private PicsFault Damaged(int block) => Fault(name, $"block {block} (rows {block * header.BlockRows} to {(block * header.BlockRows) + header.RowsOf(block) - 1}) is damaged or cut short; others can be read");

    private static PicsFault Fault(string name, string reason) => PicsFault.Of(new DataError.Unreadable(name, reason));
}
