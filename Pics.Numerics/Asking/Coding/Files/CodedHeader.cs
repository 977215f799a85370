using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>What a coded file says before its blocks.</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Name">The name of the rows, for people.</param>
/// <param name="Rows">How many.</param>
/// <param name="BlockRows">Rows of each block but the last.</param>
/// <param name="Rule">The quadrature rule, of which every bit counts.</param>
/// <param name="Tables">SHA-256 of the tables that the coder makes from the model, in hexadecimal digits: another model, or a machine that computes otherwise, has others.</param>
/// <param name="Form">SHA-256 of what the rows of the model are, likewise.</param>
/// <param name="Given">Variables that are not in the file, and that whoever reads it has.</param>
/// <param name="Columns">What is said of places.</param>
/// <param name="Model">Bytes of the model behind the header; 0 where it is not in the file.</param>
/// <param name="Text">How the text of the table is written, in base 64; null where only its rows are kept.</param>
internal sealed partial record CodedHeader(int Version, string Name, int Rows, int BlockRows, OwnRule Rule, string Tables, string Form, ImmutableArray<int> Given, ImmutableArray<CodedColumn> Columns, long Model, string? Text = null)
{
    /// <summary>SHA-256 of the text of the table, in hexadecimal digits; null where only its rows are kept.</summary>
    public string? TextSum { get; init; }

    /// <summary>What the writer notes; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The version that is written.</summary>
    public const int Latest = 1;

    private const string Fault = "does not begin as a coded file";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = HeaderShapes.Default,
    };

    /// <summary>How many blocks there are.</summary>
    public int Blocks => (int)(((long)Rows + BlockRows - 1) / BlockRows);

    /// <summary>Rows of a block.</summary>
    public int RowsOf(int block) => Math.Min(BlockRows, Rows - (block * BlockRows));

    /// <summary>As bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, (JsonTypeInfo<CodedHeader>)Json.GetTypeInfo(typeof(CodedHeader)));

    /// <summary>From bytes, with what can be checked without a model. Error: a sentence.</summary>
    public static Either<string, CodedHeader> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var header = JsonSerializer.Deserialize(bytes, (JsonTypeInfo<CodedHeader>)Json.GetTypeInfo(typeof(CodedHeader)));
            return header switch
            {
                null => $"it {Fault}",
                { Version: not Latest } => $"it is of version {header.Version}; this program reads version {Latest}",
                _ when header.Rows < 0 || header.BlockRows < 1 || header.Model < 0 || header.Given.IsDefault || header.Columns.IsDefault || header.Text is null != header.TextSum is null => "its header claims what cannot be; it is damaged",
                _ => header,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NotSupportedException)
        {
            return $"it {Fault}: {error.Message.TrimEnd('.')}";
        }
    }

    /// <summary>The shapes of the document, made when this is built.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(CodedHeader))]
    private sealed partial class HeaderShapes : JsonSerializerContext;
}
