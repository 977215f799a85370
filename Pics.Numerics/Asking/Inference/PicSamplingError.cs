using System.Globalization;

namespace Pics.Numerics;

/// <summary>Why a PIC cannot be sampled.</summary>
public abstract record PicSamplingError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<BadSetting, T> badSetting,
        Func<BadDomain, T> badDomain,
        Func<FixedVariable, T> fixedVariable,
        Func<OtherNets, T> otherNets,
        Func<NotFinite, T> notFinite,
        Func<TooFine, T> tooFine);

    /// <summary>A number is out of range.</summary>
    public sealed record BadSetting(string Name, long Value, long Least, long Most) : PicSamplingError
    {
        internal override string Sentence => $"{Name} is {Value}; it must be {(Most == long.MaxValue ? $"at least {Least}" : $"from {Least} to {Most}")}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<BadDomain, T> badDomain, Func<FixedVariable, T> fixedVariable, Func<OtherNets, T> otherNets, Func<NotFinite, T> notFinite, Func<TooFine, T> tooFine) => badSetting(this);
    }

    /// <summary>The measure of a rule's domain is not known.</summary>
    public sealed record BadDomain(string Rule, double From, double To) : PicSamplingError
    {
        internal override string Sentence => string.Create(
            CultureInfo.InvariantCulture,
            $"the {Rule} rule has the domain [{From}, {To}]; latents can be drawn from a bounded interval or, with the standard normal measure, from the whole line");

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<BadDomain, T> badDomain, Func<FixedVariable, T> fixedVariable, Func<OtherNets, T> otherNets, Func<NotFinite, T> notFinite, Func<TooFine, T> tooFine) => badDomain(this);
    }

    /// <summary>An input unit is fixed at a value, so latents would have to be drawn given what is below them.</summary>
    public sealed record FixedVariable(UnitId Unit, int Variable, double Value) : PicSamplingError
    {
        internal override string Sentence => string.Create(
            CultureInfo.InvariantCulture,
            $"{Unit} fixes variable {Variable} at {Value}; latents are drawn from above, which does not see what is fixed below, so sample a circuit without fixed variables, or its QPC");

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<BadDomain, T> badDomain, Func<FixedVariable, T> fixedVariable, Func<OtherNets, T> otherNets, Func<NotFinite, T> notFinite, Func<TooFine, T> tooFine) => fixedVariable(this);
    }

    /// <summary>The nets are those of another circuit.</summary>
    public sealed record OtherNets(int Group) : PicSamplingError
    {
        internal override string Sentence => $"the nets do not give the functions of group {Group} of the circuit; they must be those of the circuit, or of one that it was made of";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<BadDomain, T> badDomain, Func<FixedVariable, T> fixedVariable, Func<OtherNets, T> otherNets, Func<NotFinite, T> notFinite, Func<TooFine, T> tooFine) => otherNets(this);
    }

    /// <summary>A net has parameters that are not numbers.</summary>
    public sealed record NotFinite(int Group) : PicSamplingError
    {
        internal override string Sentence => $"the net of group {Group} has parameters that are not finite numbers; nothing can be drawn from its functions";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<BadDomain, T> badDomain, Func<FixedVariable, T> fixedVariable, Func<OtherNets, T> otherNets, Func<NotFinite, T> notFinite, Func<TooFine, T> tooFine) => notFinite(this);
    }

    /// <summary>The grid of an integral unit has too many points.</summary>
    public sealed record TooFine(UnitId Unit, int Latents, int Points, long Most) : PicSamplingError
    {
        internal override string Sentence => $"{Unit} integrates {Latents} latents, whose grid of {Points} points each has more than {Most} points; use fewer";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<BadDomain, T> badDomain, Func<FixedVariable, T> fixedVariable, Func<OtherNets, T> otherNets, Func<NotFinite, T> notFinite, Func<TooFine, T> tooFine) => tooFine(this);
    }
}
