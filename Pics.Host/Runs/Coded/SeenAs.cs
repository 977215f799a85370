using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>How a model sees images, as a coded file notes it: in which colours, and of which size if in patches.</summary>
/// <param name="Colour">The colours.</param>
/// <param name="Patch">Height and width of a patch; null for whole images.</param>
/// <param name="Image">Height and width of an image that is cut; null for whole images.</param>
internal sealed record SeenAs(ColourTransform Colour, PictureSize? Patch, PictureSize? Image)
{
    private const string Lossless = "a model of RGB or ycocg-r";

    /// <summary>How a run sees rows. Error: colours that would not come back.</summary>
    /// <param name="settings">How it reads its data.</param>
    /// <param name="rows">Rows that it sees.</param>
    public static Either<Failure, SeenAs> Of(DataSettings settings, Dataset rows) => settings.Colour == ColourTransform.YCoCg
        ? new Failure($"this run sees images in {Numerics.Colour.Name(settings.Colour)}, from which their colours do not come back; expected {Lossless}")
        : new SeenAs(settings.Colour, settings.Patch, rows.Whole is var (height, width) ? new(height, width) : null);

    /// <summary>The type of numbers of the array that the rows are from; null for the smallest that has them all.</summary>
    public ArrayNumberType? Numbers { get; init; }

    /// <summary>The note of a coded file; nothing where rows are seen as they are.</summary>
    public string? Note => (Colour, Patch, Numbers) is (ColourTransform.None, null, null) ? null
        : new JsonObject { ["colour"] = EnumWord.Of(Colour), ["patch"] = Patch?.ToString(), ["image"] = Image?.ToString(), ["numbers"] = Numbers is { } numbers ? EnumWord.Of(numbers) : null }.ToJsonString();

    /// <summary>Reads such a note. Error: one of another program.</summary>
    /// <param name="note">The note; null for none.</param>
    /// <param name="name">Where it is from.</param>
    public static Either<Failure, SeenAs> Read(string? note, string name)
    {
        if (note is null) return new SeenAs(ColourTransform.None, null, null);
        try
        {
            if (JsonNode.Parse(note) is JsonObject { Count: 4 } said && Word<ColourTransform>(said["colour"]) is { } colour and not ColourTransform.YCoCg
                && Size(said["patch"], out var patch) && Size(said["image"], out var image) && patch is null == image is null
                && (said["numbers"] is not { } numbers || Word<ArrayNumberType>(numbers) is not null))
                return new SeenAs(colour, patch, image) { Numbers = said["numbers"] is { } known ? Word<ArrayNumberType>(known) : null };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // As for what is JSON, but no such note.
        }

        return new Failure($"'{name}' cannot be read: its note of how images are seen is of another program, or damaged; expected a file that 'compress' wrote");
    }

    /// <summary>How many rows an image has.</summary>
    public int RowsAnImage => Patch is { } patch && Image is { } image ? Math.Max(1, image.Height / Math.Max(1, patch.Height) * (image.Width / Math.Max(1, patch.Width))) : 1;

    /// <summary>Rows as the model sees them, of rows as they are. Error: rows of another kind.</summary>
    public Either<Failure, Dataset> See(Dataset rows, string path, RowForm form) => SeenRows.Of(new() { Colour = Colour, Patch = Patch }, rows, path, Dataset.Empty(path, form));

    /// <summary>Rows as they are, of rows as the model sees them. Error: patches that make no images.</summary>
    public Either<Failure, Dataset> Restore(Dataset rows) =>
        (from plain in Numerics.Colour.Undo(Colour, rows)
         from whole in Image is { } image ? Patches.Join(plain, image.Height, image.Width) : plain
         select whole).MapLeft(Failure.Of);

    private static T? Word<T>(JsonNode? node)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => (T?)value).FirstOrDefault(value => EnumWord.Of(value!.Value) == node?.GetValue<string>());

    private static bool Size(JsonNode? node, out PictureSize? size)
    {
        size = node is null ? null : PictureSize.Parse(node.GetValue<string>());
        return node is null || size is { Height: > 0, Width: > 0 };
    }
}
