namespace Pics.Host;

/// <summary>A model of images that is no circuit, to compare with.</summary>
internal enum BaselineKind
{
    /// <summary>A variational autoencoder, whose likelihood is known by a bound.</summary>
    Vae,

    /// <summary>A normalizing flow of dequantised pixels, whose probability of whole values is known by a bound.</summary>
    Flow,

    /// <summary>A net for each pixel given those before it, whose likelihood is exact.</summary>
    Autoregressive,
}
