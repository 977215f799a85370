namespace Pics.Numerics;

/// <summary>What a stored model is apart from its parameters.</summary>
public interface IStoredModel : IDisposable
{
    /// <summary>The circuit.</summary>
    Pic Pic { get; }

    /// <summary>The size and precision of the nets.</summary>
    NetSettings Settings { get; }

    /// <summary>The quadrature rule that it was trained with.</summary>
    StoredRule Rule { get; }

    /// <summary>K in training.</summary>
    int Nodes { get; }

    /// <summary>Whether there are free weights or fixed parameters instead of nets; then K and rule cannot be changed.</summary>
    bool IsPlain { get; }

    /// <summary>Whether the parameters of the circuit are all that there is, as of an imported one.</summary>
    bool IsFixed { get; }

    /// <summary>What the model is, for people.</summary>
    string Kind { get; }

    /// <summary>How many numbers are learned, or fixed.</summary>
    long Count { get; }
}
