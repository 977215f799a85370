namespace Pics.Algebra;

/// <summary>The family of distributions of one observed variable given its latent.</summary>
/// <remarks>The channels of a variable, for example red, green and blue, are independent given the latent and of one family.</remarks>
/// <param name="Channels">Channels of the variable, at least one.</param>
public abstract record InputFamily(int Channels)
{
    /// <summary>How many numbers per net must give to fix the distribution of one channel.</summary>
    public abstract int ParametersAChannel { get; }

    /// <summary>How many numbers per net must give to fix one distribution of the family: those of all channels.</summary>
    public int Parameters => Channels * ParametersAChannel;

    /// <summary>The values of a channel are 0, 1, ... up to this number less one; none where there is no largest value.</summary>
    public abstract Option<int> Values { get; }

    internal abstract string Name { get; }

    internal abstract bool IsPossible { get; }

    /// <summary>Whether a channel can have the value.</summary>
    public bool Takes(double value) => this is Gaussian
        ? double.IsFinite(value)
        : double.IsInteger(value) && value >= 0 && Values.ForAll(values => value < values);

    internal string Support => this is Gaussian ? "all finite numbers" : $"the whole numbers from 0{Values.Match(values => $" to {values - 1}", () => string.Empty)}";

    /// <summary>For example <c>categorical(3 x 256)</c>.</summary>
    public string Label => (Channels, Values.ToNullable()) switch
    {
        (1, null) => Name,
        (1, { } values) => $"{Name}({values})",
        (_, null) => $"{Name}({Channels} channels)",
        (_, { } values) => $"{Name}({Channels} x {values})",
    };

    /// <summary>Takes the family apart, one function per case.</summary>
    public abstract T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson);

    /// <summary>One of the categories 0, 1, ... with probabilities softmax of its logits.</summary>
    /// <param name="Channels">Channels of the variable.</param>
    /// <param name="Categories">Values of a channel.</param>
    public sealed record Categorical(int Channels, int Categories) : InputFamily(Channels)
    {
        /// <inheritdoc/>
        public override int ParametersAChannel => Categories;

        /// <inheritdoc/>
        public override Option<int> Values => Categories;

        internal override string Name => "categorical";

        internal override bool IsPossible => Channels > 0 && Categories > 0;

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson) => categorical(this);
    }

    /// <summary>Zero or one, with probability sigmoid(logit) of one.</summary>
    /// <param name="Channels">Channels of the variable.</param>
    public sealed record Bernoulli(int Channels) : InputFamily(Channels)
    {
        /// <inheritdoc/>
        public override int ParametersAChannel => 1;

        /// <inheritdoc/>
        public override Option<int> Values => 2;

        internal override string Name => "bernoulli";

        internal override bool IsPossible => Channels > 0;

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson) => bernoulli(this);
    }

    /// <summary>The number of successes in independent trials, each with probability sigmoid(logit).</summary>
    /// <param name="Channels">Channels of the variable.</param>
    /// <param name="Trials">The largest value.</param>
    public sealed record Binomial(int Channels, int Trials) : InputFamily(Channels)
    {
        /// <inheritdoc/>
        public override int ParametersAChannel => 1;

        /// <inheritdoc/>
        public override Option<int> Values => Trials + 1;

        internal override string Name => "binomial";

        internal override bool IsPossible => Channels > 0 && Trials is > 0 and < int.MaxValue;

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson) => binomial(this);
    }

    /// <summary>A real number with the normal density of a mean and a variance squashed into [1e-4, 10].</summary>
    /// <remarks>Meant for standardised values: the variance cannot leave its range.</remarks>
    /// <param name="Channels">Channels of the variable.</param>
    public sealed record Gaussian(int Channels) : InputFamily(Channels)
    {
        /// <inheritdoc/>
        public override int ParametersAChannel => 2;

        /// <inheritdoc/>
        public override Option<int> Values => Option<int>.None;

        internal override string Name => "gaussian";

        internal override bool IsPossible => Channels > 0;

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson) => gaussian(this);
    }

    /// <summary>The mass that a logistic density gives to each of equal cells of [-1, 1], the first and the last cell reaching to infinity.</summary>
    /// <remarks>Few numbers for many ordered values, as grey levels are. Each value has the difference of two sigmoids, so the masses sum to one.</remarks>
    /// <param name="Channels">Channels of the variable.</param>
    /// <param name="Levels">Values of a channel.</param>
    public sealed record DiscretisedLogistic(int Channels, int Levels) : InputFamily(Channels)
    {
        /// <inheritdoc/>
        public override int ParametersAChannel => 2;

        /// <inheritdoc/>
        public override Option<int> Values => Levels;

        internal override string Name => "discretised logistic";

        internal override bool IsPossible => Channels > 0 && Levels > 0;

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson) => logistic(this);
    }

    /// <summary>A count 0, 1, ... without a largest value, with rate exp(log-rate).</summary>
    /// <param name="Channels">Channels of the variable.</param>
    public sealed record Poisson(int Channels) : InputFamily(Channels)
    {
        /// <inheritdoc/>
        public override int ParametersAChannel => 1;

        /// <inheritdoc/>
        public override Option<int> Values => Option<int>.None;

        internal override string Name => "poisson";

        internal override bool IsPossible => Channels > 0;

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Bernoulli, T> bernoulli, Func<Binomial, T> binomial, Func<Gaussian, T> gaussian, Func<DiscretisedLogistic, T> logistic, Func<Poisson, T> poisson) => poisson(this);
    }
}
