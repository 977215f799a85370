using System.Security.Cryptography;
using System.Text;

namespace Pics.Numerics;

/// <summary>An exact lossless codec of rows: the bits that a model says they have, as bytes.</summary>
/// <remarks>
/// Each value is coded by its probability given those before it (arithmetic coding; Liu, Mandt and Van den Broeck, ICLR 2022). The numbers that are coded with are whole
/// numbers made by arithmetic that has the same bits on every machine, so that any machine reads what another one wrote.
/// </remarks>
public static class Codec
{
    private const int MostPlaces = 1 << 26; // of a block
    private const int MostNote = 1 << 16; // letters

    /// <summary>The most rows that a block may have.</summary>
    internal const int MostBlockRows = 1 << 16;

    /// <summary>Writes rows. Error: <see cref="PicsFault"/> for rows that are not the model's, or settings that cannot be.</summary>
    /// <param name="model">The model, under the rule at which it is asked.</param>
    /// <param name="rows">The rows; values may be missing.</param>
    /// <param name="to">Where the bytes go; it need not be able to seek.</param>
    /// <param name="settings">How; null for nothing said.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<PicsFault, CodecReport> Encode(PicModel model, Dataset rows, Stream to, CodecSettings? settings = null, CancellationToken cancellation = default)
    {
        var wanted = settings ?? CodecSettings.Default;
        return from families in Families(model, rows.Form)
               from possible in Check(model.Form, wanted)
               from embedded in wanted.Embed ? CodedModel.Write(model) : Either<PicsFault, byte[]>.Right([])
               let header = Header(model, rows, families, wanted, embedded.Length, cancellation)
               from report in Written(model, rows, header, embedded, to, blocks => All(blocks, header.Blocks), cancellation).OrFault()
               select report;
    }

    /// <summary>Writes a table in text: its rows, and what its text has beyond them, so that it comes back byte for byte. Error: as <see cref="Encode"/>, and <see cref="DataError"/> as <see cref="CsvTable.Read"/> says it.</summary>
    /// <param name="model">The model, under the rule at which it is asked.</param>
    /// <param name="path">The table; of one that is compressed with gzip its content comes back.</param>
    /// <param name="to">Where the bytes go; it need not be able to seek.</param>
    /// <param name="options">How the table is read; null for as rows of the model are.</param>
    /// <param name="settings">How; null for nothing said.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<PicsFault, CodecReport> EncodeTable(PicModel model, string path, Stream to, ReadOptions? options = null, CodecSettings? settings = null, CancellationToken cancellation = default)
    {
        var (wanted, known) = (settings ?? CodecSettings.Default, options is { IsFirst: false } ? options : (options ?? ReadOptions.Default).Like(model.Form));
        return from rows in CsvTable.Read(path, known).OrFault()
               from families in Families(model, rows.Form)
               from possible in Check(model.Form, wanted)
               from shape in TableText.Learn(path, known, rows, cancellation).OrFault()
               from sum in InputFile.Read<byte[]>(path, "a table in text", file => SHA256.HashData(file.Content)).OrFault()
               from embedded in wanted.Embed ? CodedModel.Write(model) : Either<PicsFault, byte[]>.Right([])
               let header = Header(model, rows, families, wanted, embedded.Length, cancellation) with { Text = Convert.ToBase64String(shape.Write()), TextSum = Convert.ToHexStringLower(sum) }
               from report in Written(model, rows, header, embedded, to, blocks => TableText.ForEachBlock(path, known, shape, rows, header.BlockRows, blocks.Add, cancellation), cancellation).OrFault()
               select report;
    }

    /// <summary>What coded rows say of themselves, which needs no model. Error: <see cref="PicsFault"/> for bytes that are none.</summary>
    /// <param name="from">The bytes, which it must be possible to seek in.</param>
    /// <param name="name">What they are called, for people.</param>
    public static Either<PicsFault, CodedSummary> Describe(Stream from, string name = "the coded rows") => CodedRows.Describe(from, name);

    /// <summary>Opens coded rows. Error: <see cref="PicsFault"/> for bytes that are none, or another model than they were written with.</summary>
    /// <param name="from">The bytes, which it must be possible to seek in; they stay the caller's, and must stay open.</param>
    /// <param name="model">The model; null where it is among the bytes.</param>
    /// <param name="name">What they are called, for people.</param>
    public static Either<PicsFault, CodedRows> Open(Stream from, PicModel? model = null, string name = "the coded rows") => CodedRows.Open(from, model, name);

    /// <summary>The rows that were written. Error: as <see cref="Open"/>, and <see cref="CodedRows.Read(int, int, Dataset, CancellationToken)"/>.</summary>
    /// <param name="from">The bytes.</param>
    /// <param name="model">The model; null where it is among the bytes.</param>
    /// <param name="given">Rows that have the variables that are not coded; null where all are.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<PicsFault, Dataset> Decode(Stream from, PicModel? model = null, Dataset? given = null, CancellationToken cancellation = default) => Open(from, model).Bind(opened =>
    {
        using (opened) return opened.Read(0, opened.Rows, given, cancellation);
    });

    /// <summary>The families of all variables. Error: rows of another form, a variable that the circuit does not have.</summary>
    internal static Either<PicsFault, IReadOnlyDictionary<int, InputFamily>> Families(PicModel model, RowForm form)
    {
        var families = AskedCircuit.FamiliesOf(model.Pic);
        return !form.Equals(model.Form) ? PicsFault.Of(new DataError.BadShape("the rows", "of other columns than the model", "rows that were read as those of the model: by its form, with the same labels and scales"))
            : families.Count != form.Variables ? PicsFault.Of(new DataError.BadShape("the model", $"over {families.Count} of {form.Variables} columns", "a model that knows all columns: of others nothing could be read back"))
            : form.Channels > 1 && families.Any(family => RunsOfColumn.AreNeeded(family.Value, form.Columns[family.Key])) ? PicsFault.Of(new DataError.BadShape("the model", $"with {form.Channels} channels of numbers without a largest one", "a model of one such channel, or of channels with finitely many values"))
            : families;
    }

    /// <summary>Whether blocks of so many rows are not more than is decoded at once.</summary>
    internal static bool IsBlock(int rows, RowForm form) => rows is >= 1 and <= MostBlockRows && (long)rows * form.Dimensions <= MostPlaces;

    /// <summary>What the rows of a model are, as a checksum in hexadecimal digits.</summary>
    internal static string Sum(RowForm form)
    {
        var (data, columns) = FormDocument.Describe(form);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{data}\n{columns}")));
    }

    private static Either<PicsFault, LanguageExt.Unit> Check(RowForm form, CodecSettings wanted) => wanted switch
    {
        _ when !IsBlock(wanted.BlockRows, form) => PicsFault.Of(new QueryError.Argument("the number of rows of a block", wanted.BlockRows, $"1 to {Math.Min(MostBlockRows, MostPlaces / form.Dimensions)} for rows of {form.Dimensions} values")),
        _ when wanted.Given.Any(variable => variable < 0 || variable >= form.Variables) => PicsFault.Of(new QueryError.NoVariable(wanted.Given.First(variable => variable < 0 || variable >= form.Variables), 0, Scope.Range(0, form.Variables), form.Channels)),
        _ when wanted.Given.Distinct().Count() == form.Variables => PicsFault.Of(new QueryError.Argument("the number of given variables", form.Variables, $"less than {form.Variables}, or nothing is left to code")),
        { Note.Length: > MostNote } => PicsFault.Of(new QueryError.Argument("the number of letters of the note", wanted.Note.Length, $"at most {MostNote}")),
        _ => LanguageExt.Unit.Default,
    };

    private static CodedHeader Header(PicModel model, Dataset rows, IReadOnlyDictionary<int, InputFamily> families, CodecSettings wanted, long embedded, CancellationToken cancellation)
    {
        var rule = model.Folded.Rule;
        return new(CodedHeader.Latest, rows.Name, rows.Rows, wanted.BlockRows, new(rule.Name, rule.From, rule.To, rule.Nodes, rule.Weights), string.Empty, Sum(model.Form), [.. wanted.Given.Distinct().Order()], CodedColumn.Of(rows, families, cancellation), embedded) { Note = wanted.Note };
    }

    private static LanguageExt.Unit All(CodedBlocks to, int blocks)
    {
        for (var block = 0; block < blocks; block++) to.Add(block, []);
        return LanguageExt.Unit.Default;
    }

    /// <summary>Writes all, the blocks as they are given in their order. Error: as what gives them says it.</summary>
    private static Either<DataError, CodecReport> Written(PicModel model, Dataset rows, CodedHeader said, byte[] embedded, Stream to, Func<CodedBlocks, Either<DataError, LanguageExt.Unit>> give, CancellationToken cancellation)
    {
        using var coder = new RowCoder(model.Form, model.Host, model.Folded.Rule, said.Given, said.Columns);
        var header = said with { Tables = Convert.ToHexStringLower(coder.Checksum) };
        var blocks = new CodedBlocks(coder, rows, header, new(to, header, embedded), cancellation);
        return give(blocks).Map(_ => blocks.Finish());
    }
}
