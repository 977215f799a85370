namespace Pics.Host;

/// <summary>Light fills with dark borders of the same hue, apart for most eyes, on a light ground.</summary>
internal static class Palette
{
    public const string Ground = "#ffffff";
    public const string Frame = "#e2e8f0";
    public const string Ink = "#1e293b";
    public const string Pale = "#64748b"; // notes
    public const string Thread = "#94a3b8"; // lines

    private static readonly (string Fill, string Border)[] Hues =
    [
        ("#dbeafe", "#2563eb"), ("#ffedd5", "#ea580c"), ("#d1fae5", "#059669"), ("#f3e8ff", "#9333ea"), ("#fef3c7", "#b45309"), ("#cffafe", "#0891b2"), ("#fce7f3", "#db2777"), ("#ecfccb", "#4d7c0f"),
    ];

    /// <summary>The colours of a number; neither blue nor any other where there is none.</summary>
    public static (string Fill, string Border) Of(int? colour) => colour is { } number ? Hues[number % Hues.Length] : ("#f8fafc", "#475569");
}
