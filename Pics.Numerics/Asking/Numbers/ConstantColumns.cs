namespace Pics.Numerics;

/// <summary>The fixed and hidden inputs of a circuit as evidence: each fixed value, and 'not observed', is a column past those of the variables.</summary>
/// <remarks>So engines read every input from the evidence. Rows are equal in a constant column, so an engine may evaluate it once.</remarks>
internal sealed class ConstantColumns
{
    private const double MostWhole = 1L << 53; // larger numbers are kept as float64

    private readonly ImmutableArray<Observation> constants;

    /// <summary>The constants of a circuit.</summary>
    public ConstantColumns(FoldedQpc circuit)
    {
        Variables = circuit.Scope.Columns;
        constants = [.. circuit.Layers.OfType<FoldedLayer.Input>().SelectMany(layer => layer.Observations).Where(observation => observation is not Observation.Open).Distinct()];
        AreWhole = constants.OfType<Observation.Known>().All(known => double.IsInteger(known.Value) && Math.Abs(known.Value) <= MostWhole && known.Value >= 0);
        Layers = constants.IsEmpty ? circuit.Layers : [.. circuit.Layers.Select(layer => layer is FoldedLayer.Input input ? Place(input) : layer)];
    }

    /// <summary>The columns that evidence must have.</summary>
    public int Variables { get; }

    /// <summary>The columns that evidence has in the end.</summary>
    public int Columns => Variables + constants.Length;

    /// <summary>The layers with every input open, to its variable or to the column of a constant.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>The values of the constants in their columns; null where nothing is observed.</summary>
    public IEnumerable<double?> Values => constants.Select(constant => constant is Observation.Known known ? known.Value : (double?)null);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => constants.IsEmpty;

    /// <summary>Whether all constants are whole numbers that are not negative.</summary>
    public bool AreWhole { get; }

    /// <summary>Evidence with the constants, [B, columns, C]; the same where there are none.</summary>
    public EvidenceRows Extend(EvidenceRows evidence)
    {
        if (evidence.Variables < Variables) throw new ArgumentException($"evidence has {evidence.Variables} variables; expected at least {Variables}", nameof(evidence));
        if (IsEmpty) return evidence;
        var all = EvidenceRows.Nothing(evidence.Rows, Columns, evidence.Channels);
        double[] values = [.. Values.SelectMany(value => Enumerable.Repeat(value ?? double.NaN, evidence.Channels))];
        for (var row = 0; row < evidence.Rows; row++)
        {
            evidence.Row(row)[..(Variables * evidence.Channels)].CopyTo(all.Row(row));
            values.CopyTo(all.Row(row)[(Variables * evidence.Channels)..]);
        }

        return all;
    }

    private FoldedLayer.Input Place(FoldedLayer.Input layer) => new(
        layer.Width,
        layer.Variables.Zip(layer.Observations, (variable, observation) => observation is Observation.Open ? variable : Variables + constants.IndexOf(observation)).ToArr(),
        layer.Functions);
}
