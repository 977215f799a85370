using LanguageExt;

namespace Pics.Numerics;

/// <summary>One channel of a variable.</summary>
/// <param name="Variable">Its number, from 0.</param>
/// <param name="Channel">The channel's number, from 0.</param>
internal readonly record struct Term(int Variable, int Channel);

/// <summary>A channel of a variable has a value.</summary>
/// <param name="Variable">Its number, from 0.</param>
/// <param name="Channel">The channel's number, from 0.</param>
/// <param name="Value">As data sets hold it: the number of a category, a count, a real number centred and scaled, or a number in bins as it is.</param>
internal readonly record struct Assignment(int Variable, int Channel, double Value)
{
    public Term Term => new(Variable, Channel);
}

/// <summary>What is asked of a model.</summary>
internal abstract record Question
{
    /// <summary>What is known; may be nothing. No channel of which the value is known is asked for.</summary>
    public abstract Arr<Constraint> Given { get; init; }

    /// <summary>Takes the query apart, one function per case.</summary>
    public abstract T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next);

    /// <summary>The probability that all of some conditions hold; a density where one is the value of a real variable.</summary>
    /// <param name="Event">At least one.</param>
    /// <param name="Given">What is known.</param>
    public sealed record Probability(Arr<Constraint> Event, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => probability(this);
    }

    /// <summary>The probability of every value of a variable.</summary>
    public sealed record Distribution(Term Of, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => distribution(this);
    }

    /// <summary>The mean of a variable of numbers.</summary>
    public sealed record Mean(Term Of, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => mean(this);
    }

    /// <summary>The variance of a variable of numbers.</summary>
    public sealed record Variance(Term Of, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => variance(this);
    }

    /// <summary>The least value of a variable, in its order, whose distribution function is at least a part.</summary>
    /// <param name="Of">The variable.</param>
    /// <param name="Part">Above 0 and below 1.</param>
    /// <param name="Given">What is known.</param>
    public sealed record Quantile(Term Of, double Part, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => quantile(this);
    }

    /// <summary>The values of some variables that are the most probable together.</summary>
    /// <param name="Of">At least one, each once.</param>
    /// <param name="Given">What is known.</param>
    public sealed record MostProbable(Arr<Term> Of, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => mostProbable(this);
    }

    /// <summary>Which of the variables that nothing is known of says most about a variable.</summary>
    public sealed record Next(Term Of, Arr<Constraint> Given) : Question
    {
        public override Arr<Constraint> Given { get; init; } = Given;

        public override T Match<T>(Func<Probability, T> probability, Func<Distribution, T> distribution, Func<Mean, T> mean, Func<Variance, T> variance, Func<Quantile, T> quantile, Func<MostProbable, T> mostProbable, Func<Next, T> next) => next(this);
    }
}
