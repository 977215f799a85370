namespace Pics.Numerics;

/// <summary>A type of numbers that is stored.</summary>
/// <param name="Label">F32, F64 or I64.</param>
/// <param name="Bytes">Of a number.</param>
internal sealed record SafetensorsType(string Label, int Bytes)
{
    /// <summary>Whole numbers of 64 bits.</summary>
    public const string Whole = "I64";

    /// <summary>Real numbers of 64 bits.</summary>
    public const string Double = "F64";

    /// <summary>Real numbers of 32 bits.</summary>
    public const string Single = "F32";

    private static readonly ImmutableArray<SafetensorsType> All = [new(Double, 8), new(Whole, 8), new(Single, 4)];

    /// <summary>The type of a label, or null for one that is not stored.</summary>
    public static SafetensorsType? Find(string label) => All.FirstOrDefault(entry => entry.Label == label);

    /// <summary>The label of the numbers of a table.</summary>
    public static string Of(bool isDouble) => isDouble ? Double : Single;
}
