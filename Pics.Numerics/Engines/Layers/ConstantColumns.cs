namespace Pics.Numerics;

/// <summary>The fixed and hidden inputs of a circuit as evidence: each fixed value, and 'not observed', is a column past those of the variables.</summary>
/// <remarks>So engines read every input from the evidence. Rows are equal in a constant column, so an engine may evaluate it once.</remarks>
internal sealed class ConstantColumns
{
    private const double MostWhole = 1L << 53; // larger numbers are kept as float64

    private readonly ImmutableArray<Observation> constants;
    private readonly bool areWhole;

    /// <summary>The constants of a circuit.</summary>
    public ConstantColumns(FoldedQpc circuit)
    {
        Variables = circuit.Scope.Columns;
        constants = [.. circuit.Layers.OfType<FoldedLayer.Input>().SelectMany(layer => layer.Observations).Where(observation => observation is not Observation.Open).Distinct()];
        areWhole = constants.OfType<Observation.Known>().All(known => double.IsInteger(known.Value) && Math.Abs(known.Value) <= MostWhole && known.Value >= 0);
        Layers = constants.IsEmpty ? circuit.Layers : [.. circuit.Layers.Select(layer => layer is FoldedLayer.Input input ? Place(input) : layer)];
    }

    /// <summary>The columns that evidence must have.</summary>
    public int Variables { get; }

    /// <summary>The columns that evidence has in the end.</summary>
    public int Columns => Variables + constants.Length;

    /// <summary>The layers with every input open, to its variable or to the column of a constant.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>Evidence with the constants, [B, columns, C]: int64 if all is whole, else float64; a new tensor in every case.</summary>
    public Tensor Extend(Tensor evidence)
    {
        if (constants.IsEmpty) return evidence.alias();
        if (evidence.dim() != 3 || evidence.shape[1] < Variables)
            throw new ArgumentException($"evidence must be [rows, at least {Variables} variables, channels]", nameof(evidence));
        using var scope = NewDisposeScope();
        var given = evidence.narrow(1, 0, Variables);
        if (!areWhole && given.dtype == ScalarType.Int64) given = given.to(ScalarType.Float64).masked_fill(given.lt(Held.Of(0)), Held.Of(double.NaN));
        var nothing = given.dtype == ScalarType.Int64 ? -1 : double.NaN;
        var values = constants.Select(constant => constant is Observation.Known known ? known.Value : nothing).ToArray();
        var columns = tensor(values, device: evidence.device).to(given.dtype).view(1, -1, 1).expand(evidence.shape[0], -1, evidence.shape[2]);
        return cat([given, columns], 1).MoveToOuterDisposeScope();
    }

    private FoldedLayer.Input Place(FoldedLayer.Input layer) => new(
        layer.Width,
        layer.Variables.Zip(layer.Observations, (variable, observation) => observation is Observation.Open ? variable : Variables + constants.IndexOf(observation)).ToArr(),
        layer.Functions);
}
