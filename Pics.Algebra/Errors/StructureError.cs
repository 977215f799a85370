using System.Globalization;

namespace Pics.Algebra;

/// <summary>Why a structure cannot be built, or a region graph not be changed.</summary>
public abstract record StructureError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Argument, T> argument,
        Func<TooLarge, T> tooLarge,
        Func<BadSplit, T> badSplit,
        Func<BadTree, T> badTree,
        Func<BadInformation, T> badInformation,
        Func<DifferentScopes, T> differentScopes,
        Func<Outside, T> outside);

    /// <summary>A number that a structure is built from is out of range.</summary>
    public sealed record Argument(string Structure, string Name, int Value, int Least, int Most) : StructureError
    {
        internal override string Sentence =>
            $"a {Structure} with {Name} {Value} cannot be built; it must be {(Most == int.MaxValue ? $"at least {Least}" : $"from {Least} to {Most}")}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => argument(this);
    }

    /// <summary>A structure would have too many partitions, or regions that are too large together.</summary>
    public sealed record TooLarge(string Structure, string Counted, int Most) : StructureError
    {
        internal override string Sentence =>
            $"a {Structure} like this has more than {Most} {Counted}; use larger cut distances or a smaller image";

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => tooLarge(this);
    }

    /// <summary>A scope is split into parts that are not a partition of it.</summary>
    public sealed record BadSplit(Scope Scope, Arr<Scope> Parts) : StructureError
    {
        internal override string Sentence =>
            $"{Scope} was split into {(Parts.IsEmpty ? "nothing" : string.Join(", ", Parts))}; the parts must be two or more, not empty, disjoint, and together the whole";

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => badSplit(this);
    }

    /// <summary>The parents of variables are not those of a tree.</summary>
    public sealed record BadTree(int Variable, int Parent, int Variables) : StructureError
    {
        internal override string Sentence =>
            Variables == 0
                ? "a tree over no variables cannot be built; it needs at least one"
                : $"variable {Variable} of {Variables} has the parent {Parent}; parents must lead to one root without a cycle, and the root alone has the parent -1";

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => badTree(this);
    }

    /// <summary>A mutual information is not a number.</summary>
    public sealed record BadInformation(int First, int Second, double Value) : StructureError
    {
        internal override string Sentence =>
            string.Create(CultureInfo.InvariantCulture, $"the mutual information of variables {First} and {Second} is {Value}; it must be a number");

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => badInformation(this);
    }

    /// <summary>Region graphs over different variables cannot be united.</summary>
    public sealed record DifferentScopes(int Graph, Scope Found, Scope Expected) : StructureError
    {
        internal override string Sentence =>
            Expected.IsEmpty
                ? "a union of no region graphs cannot be built; it needs at least one"
                : $"region graph {Graph} of a union is over {Found} where the first is over {Expected}; all must be over the same variables";

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => differentScopes(this);
    }

    /// <summary>A scope has no variable of a region graph.</summary>
    public sealed record Outside(Scope Wanted, Scope Graph) : StructureError
    {
        internal override string Sentence =>
            $"a region graph over {Graph} cannot be restricted to {Wanted}; at least one variable must be in both";

        /// <inheritdoc/>
        public override T Match<T>(Func<Argument, T> argument, Func<TooLarge, T> tooLarge, Func<BadSplit, T> badSplit, Func<BadTree, T> badTree, Func<BadInformation, T> badInformation, Func<DifferentScopes, T> differentScopes, Func<Outside, T> outside) => outside(this);
    }
}
