namespace Pics.Numerics;

/// <summary>An input unit whose flows are known.</summary>
/// <param name="Function">Its function.</param>
/// <param name="Variable">Its variable.</param>
/// <param name="Family">Its family.</param>
/// <param name="Nodes">K, or one without a latent.</param>
internal readonly record struct FlowUnit(FunctionSpec Function, int Variable, InputFamily Family, int Nodes);

/// <summary>The probability of each node of some input units given the evidence of rows.</summary>
internal interface IShares
{
    /// <summary>The units, of open variables.</summary>
    ImmutableArray<FlowUnit> Units { get; }

    /// <summary>How many rows.</summary>
    int Rows { get; }

    /// <summary>The probability of unit and node given the evidence, [rows, K].</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="shares">Where they go.</param>
    void Shares(int unit, Span<double> shares);
}

/// <summary>How the log-likelihood of each row depends on each input unit of some variables: one forward and one backward pass.</summary>
/// <remarks>
/// The likelihood is linear in the values u[f, k] of the units of one variable, so d log p / d u times u is the probability, given the
/// evidence, that x was drawn by that unit at that node, and the sum of d p / d u over the units of a variable is the likelihood
/// without it (Darwiche, 2003). Of rows that are possible; rows that are equal have one number here. In the working memory of the engine:
/// of no use after the next question.
/// </remarks>
internal abstract class Flows : IShares
{
    /// <inheritdoc/>
    public abstract ImmutableArray<FlowUnit> Units { get; }

    /// <summary>How many rows differ.</summary>
    public abstract int Rows { get; }

    /// <summary>The number here of a row of the evidence.</summary>
    public abstract int RowOf(int row);

    /// <inheritdoc/>
    public abstract void Shares(int unit, Span<double> shares);

    /// <summary>The logarithm of the sum over nodes of d log p / d u, [rows], and powers of two between its least and its largest u.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="logSlopes">Where the logarithms go.</param>
    /// <param name="least">The logarithm to base 2 of the least u; where it is nearly that of the largest, no slope was lost.</param>
    /// <param name="most">The same of the largest u.</param>
    public abstract void LogSlopes(int unit, Span<double> logSlopes, Span<double> least, Span<double> most);

    /// <summary>The logarithm of d log p / d u of each node, [rows, K]; minus infinity where it is nothing beside that of another.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="logs">Where the logarithms go.</param>
    public abstract void LogNodes(int unit, Span<double> logs);

    /// <summary>The flows of evidence that was checked, and the log-likelihood of each row, [B].</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="variables">Of which variables units are wanted.</param>
    public static (Flows Flows, double[] LogLikelihood) Of(AskedCircuit circuit, EvidenceRows evidence, FlowVariables variables) =>
        circuit.Passes.Flow(evidence, IsWanted(circuit, evidence, variables));

    private static bool[] IsWanted(AskedCircuit circuit, EvidenceRows evidence, FlowVariables variables)
    {
        var (isWanted, channels) = (new bool[circuit.Variables], circuit.Channels);
        foreach (var variable in circuit.Families.Keys)
        {
            isWanted[variable] = variables == FlowVariables.All;
            for (var row = 0; row < evidence.Rows && !isWanted[variable]; row++)
                for (var channel = 0; channel < channels; channel++)
                    isWanted[variable] |= double.IsNaN(evidence[row, (variable * channels) + channel]) == (variables == FlowVariables.Hidden);
        }

        return isWanted;
    }
}

/// <summary>Of which variables flows are asked for.</summary>
internal enum FlowVariables
{
    /// <summary>Of all.</summary>
    All,

    /// <summary>Of those that a row does not observe.</summary>
    Hidden,

    /// <summary>Of those that a row observes.</summary>
    Observed,
}
