using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pics.Host;

/// <summary>What a verb prints for other programs: one JSON document on standard output and nothing else there.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Json = new(RunSettings.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // read by programs and people, never as a part of a page

    public static void Print(object document) => Console.Out.WriteLine(Text(document));

    /// <summary>The document as a text.</summary>
    public static string Text(object document) => JsonSerializer.Serialize(document, document.GetType(), Json);

    /// <summary>A number that may not be known; null for NaN.</summary>
    public static double? Known(double value) => double.IsNaN(value) ? null : value;
}

/// <summary>The size of images.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
internal sealed record ImageSize(int Height, int Width)
{
    /// <summary>That of a data set; null where its rows are no images.</summary>
    public static ImageSize? Of(Dataset data) => data.Image is var (height, width) ? new(height, width) : null;

    /// <summary>That of the patches into which images are cut; null where they are whole.</summary>
    public static ImageSize? Of(DataSettings settings) => settings.Patch is { } patch ? new(patch.Height, patch.Width) : null;
}
