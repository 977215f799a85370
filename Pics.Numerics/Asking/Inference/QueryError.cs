using System.Globalization;

namespace Pics.Numerics;

/// <summary>Why a query has no answer.</summary>
public abstract record QueryError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument);

    /// <summary>The same error with rows counted from another one.</summary>
    /// <param name="first">The number of the first of the rows among all rows.</param>
    public QueryError From(long first) => this switch
    {
        Impossible impossible => impossible with { Row = first + impossible.Row },
        BadValue bad => bad with { Row = first + bad.Row },
        Twice twice => twice with { Row = first + twice.Row },
        _ => this,
    };

    /// <summary>Evidence of the wrong shape or type.</summary>
    public sealed record BadShape(Arr<long> Shape, string Type, int Variables, int Channels) : QueryError
    {
        internal override string Sentence =>
            $"evidence is [{string.Join(", ", Shape)}]{(Type.Length > 0 ? $" of {Type}" : string.Empty)}; expected [rows, at least {Variables} variables, {Channels} channel(s)]{(Type.Length > 0 ? " of Int64 or Float64" : string.Empty)}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => badShape(this);
    }

    /// <summary>A value that a variable cannot have.</summary>
    public sealed record BadValue(long Row, int Variable, double Value, InputFamily Family) : QueryError
    {
        internal override string Sentence => $"row {Row}: {new EvidenceError.BadEvidence(Variable, Arr.create(Value), Family).Explain()}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => badValue(this);
    }

    /// <summary>Evidence of probability zero: nothing can be said given it.</summary>
    public sealed record Impossible(long Row) : QueryError
    {
        internal override string Sentence => $"row {Row}: the evidence has probability zero under the model, so nothing is defined given it; observe less";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => impossible(this);
    }

    /// <summary>A variable is asked for and given at once.</summary>
    public sealed record Twice(long Row, int Variable) : QueryError
    {
        internal override string Sentence => $"row {Row}: variable {Variable} is in the query and in the evidence; it must be in one of them";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => twice(this);
    }

    /// <summary>The model has no such variable or channel.</summary>
    public sealed record NoVariable(int Variable, int Channel, Scope Scope, int Channels) : QueryError
    {
        internal override string Sentence => $"there is no channel {Channel} of variable {Variable} in the model; it has the variables {Scope} of {Channels} channel(s), counted from 0";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => noVariable(this);
    }

    /// <summary>A variable without a largest value has no table of probabilities.</summary>
    public sealed record Endless(int Variable, InputFamily Family) : QueryError
    {
        internal override string Sentence => $"variable {Variable} is {Family.Label}, which has no largest value and so no table of probabilities; ask for its mean, its variance or the density at a value";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => endless(this);
    }

    /// <summary>A number out of its range.</summary>
    public sealed record Argument(string Name, double Value, string Allowed) : QueryError
    {
        internal override string Sentence => string.Create(CultureInfo.InvariantCulture, $"{Name} is {Value}; it must be {Allowed}");

        /// <inheritdoc/>
        public override T Match<T>(Func<BadShape, T> badShape, Func<BadValue, T> badValue, Func<Impossible, T> impossible, Func<Twice, T> twice, Func<NoVariable, T> noVariable, Func<Endless, T> endless, Func<Argument, T> argument) => argument(this);
    }
}
