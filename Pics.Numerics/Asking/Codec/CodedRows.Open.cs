using System.Buffers.Binary;

namespace Pics.Numerics;

/// <content>How they are opened.</content>
public sealed partial class CodedRows
{
    private const int MostHeader = 1 << 26;

    private CodedRows(Stream from, string name, CodedHeader header, long[] starts, (PicModel Model, bool IsOwned) model, RowCoder coder, TextShape? shape) =>
        (this.from, this.name, this.header, this.starts, this.model, isOwned, this.coder, this.shape) = (from, name, header, starts, model.Model, model.IsOwned, coder, shape);

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
            : Shape(header, model.Form) is var shape && header.Text is not null && shape is null ? Fault(name, "what it says of the text of its table cannot be; it is damaged")
            : Codec.Families(model, model.Form).Bind<CodedRows>(families =>
            {
                if (!Codec.IsBlock(header.BlockRows, model.Form) || header.Given.Any(variable => variable < 0 || variable >= model.Form.Variables)) return Fault(name, "its header claims what cannot be; it is damaged");
                if (header.Columns.Select(column => column.FindFault(model.Form, families)).FirstOrDefault(wrong => wrong is not null) is { } wrong) return Fault(name, $"its header tells of {wrong}, which cannot be; it is damaged");
                var needed = Enumerable.Range(0, model.Form.Dimensions).Where(place => RunsOfColumn.AreNeeded(families[place / model.Form.Channels], model.Form.Columns[place / model.Form.Channels]));
                if (header.Columns.Select(column => column.Place).Distinct().Count() != header.Columns.Length || needed.Except(header.Columns.Select(column => column.Place)).Any()) return Fault(name, "its header leaves out columns, or has them twice; it is damaged");
                var coder = new RowCoder(model.Form, model.Host, rule, header.Given, header.Columns);
                if (Convert.ToHexStringLower(coder.Checksum) == header.Tables) return new CodedRows(from, name, header, starts, (model, isOwned), coder, shape);
                coder.Dispose();
                return Fault(name, "it was written with another model, or its tables are not the same on this machine; expected the model that it was written with");
            });
        if (isOwned && made.IsLeft) model.Dispose();
        return made;
    }

    /// <summary>How the text of the table is written; null where that is damaged, or only rows are kept.</summary>
    private static TextShape? Shape(CodedHeader header, RowForm form)
    {
        if (header.Text is not { } text) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? TextShape.Read(bytes.AsSpan(0, count), form) : null;
    }
}
