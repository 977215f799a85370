namespace Pics.Algebra;

/// <summary>The family of distributions of one observed variable given its latent.</summary>
public abstract record InputFamily
{
    /// <summary>How many numbers a net must give to fix one distribution of the family.</summary>
    public abstract int Parameters { get; }

    internal abstract string Label { get; }

    /// <summary>Takes the family apart, one function a case.</summary>
    public abstract T Match<T>(Func<Categorical, T> categorical);

    /// <summary>Independent channels, each one of the categories 0, 1, ... with probabilities softmax of its logits.</summary>
    /// <param name="Channels">Channels of the variable, for example three for red, green and blue.</param>
    /// <param name="Categories">Values of a channel.</param>
    public sealed record Categorical(int Channels, int Categories) : InputFamily
    {
        /// <inheritdoc/>
        public override int Parameters => Channels * Categories;

        internal override string Label => Channels == 1 ? $"categorical({Categories})" : $"categorical({Channels} x {Categories})";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical) => categorical(this);
    }
}
