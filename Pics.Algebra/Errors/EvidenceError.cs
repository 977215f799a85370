using System.Globalization;

namespace Pics.Algebra;

/// <summary>Why variables of a circuit cannot be fixed at values or summed out.</summary>
public abstract record EvidenceError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence);

    /// <summary>A variable that is to be fixed or summed out is not open to the data.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Open">The variables that are open.</param>
    /// <param name="Found">What the variable is instead; none where the circuit does not have it.</param>
    public sealed record NotOpen(int Variable, Scope Open, Option<Observation> Found) : EvidenceError
    {
        internal override string Sentence =>
            $"{Found.Match(Describe, () => $"the circuit has no variable {Variable}")}; the variables that can be fixed or summed out are {Open}";

        /// <inheritdoc/>
        public override T Match<T>(Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => notOpen(this);

        private string Describe(Observation found) => found is Observation.Known known
            ? $"variable {Variable} is fixed at {Text(known.Value)} already"
            : $"variable {Variable} is summed out already";
    }

    /// <summary>A variable is given several values, or one that its family does not have.</summary>
    public sealed record BadEvidence(int Variable, Arr<double> Values, InputFamily Family) : EvidenceError
    {
        internal override string Sentence => Values.Count == 1
            ? $"variable {Variable} cannot be {Text(Values[0])}; {Family.Label} has {Family.Support}"
            : $"variable {Variable} is given the values {string.Join(", ", Values.Map(Text))}; evidence has one value per variable";

        /// <inheritdoc/>
        public override T Match<T>(Func<NotOpen, T> notOpen, Func<BadEvidence, T> badEvidence) => badEvidence(this);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
