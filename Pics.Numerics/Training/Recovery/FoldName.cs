namespace Pics.Numerics;

/// <summary>A fold of a circuit as people know it.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Kind">The kind of its layer, for example <c>CP</c>.</param>
/// <param name="Units">The units that it stands for and their region, for example <c>integral units of region {0-3}</c>.</param>
public sealed record FoldName(FoldAddress Address, string Kind, string Units)
{
    private const int Longest = 60; // letters of a region

    /// <summary>The name of a fold.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="address">The fold.</param>
    /// <param name="isPlain">Whether the circuit is a plain one, with sums where a PIC has integrals.</param>
    internal static FoldName Of(FoldedQpc circuit, FoldAddress address, bool isPlain)
    {
        var layer = circuit.Layers[address.Layer];
        var region = Region(circuit.Scopes[address.Layer][address.Fold]);
        var sums = $"{(isPlain ? "sum" : "integral")} units of region {region}";
        var (kind, units) = layer.Match(
            input => ("input", $"input unit of variable {input.Variables[address.Fold]}"),
            _ => ("CP", sums),
            _ => ("Tucker", sums),
            _ => ("Hadamard", $"product unit of region {region}"),
            _ => ("Kronecker", $"product unit of region {region}"),
            _ => ("mixing", $"mixture of region {region}"));
        return new(address, kind, units);
    }

    /// <summary>For example <c>CP fold 3 of layer 5 (integral units of region {0-3})</c>.</summary>
    public override string ToString() => $"{Kind} fold {Address.Fold} of layer {Address.Layer} ({Units})";

    private static string Region(Scope scope)
    {
        var text = scope.ToString();
        return text.Length <= Longest ? text : $"{text[..text.LastIndexOf(", ", Longest, StringComparison.Ordinal)]}, ...}} of {scope.Count} variables";
    }
}
