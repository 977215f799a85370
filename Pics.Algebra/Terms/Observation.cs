using System.Globalization;

namespace Pics.Algebra;

/// <summary>What an input unit takes for its variable: what the data say, a fixed value, or nothing.</summary>
public abstract record Observation
{
    internal abstract string Label { get; }

    /// <summary>Takes the observation apart, one function per case.</summary>
    public abstract T Match<T>(Func<Open, T> open, Func<Known, T> known, Func<Hidden, T> hidden);

    /// <summary>The value is read from the data; where those have none, the unit is the constant one.</summary>
    public sealed record Open() : Observation
    {
        internal override string Label => string.Empty;

        /// <inheritdoc/>
        public override T Match<T>(Func<Open, T> open, Func<Known, T> known, Func<Hidden, T> hidden) => open(this);
    }

    /// <summary>The value is fixed: the unit is the function z -> p(x = value | z) and has no variable left.</summary>
    /// <param name="Value">The value of every channel.</param>
    public sealed record Known(double Value) : Observation
    {
        internal override string Label => $" = {Value.ToString(CultureInfo.InvariantCulture)}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Open, T> open, Func<Known, T> known, Func<Hidden, T> hidden) => known(this);
    }

    /// <summary>The variable is summed out: the unit is the constant one and has no variable left.</summary>
    public sealed record Hidden() : Observation
    {
        internal override string Label => " hidden";

        /// <inheritdoc/>
        public override T Match<T>(Func<Open, T> open, Func<Known, T> known, Func<Hidden, T> hidden) => hidden(this);
    }
}
