namespace Pics.Numerics;

/// <summary>How far two computations of the same number may be apart, by the precision and the size of the circuit, and why.</summary>
/// <param name="Roundoff">Half the distance from one to the next number of the precision.</param>
/// <param name="Places">Variables times channels: about half of the sums and products on an induced tree.</param>
internal sealed record LawTolerances(double Roundoff, int Places)
{
    /// <summary>
    /// Roundings a place or nat. Each sum and product on a tree adds a few relative roundings to a likelihood, and each logarithm
    /// in log space a rounding of its own size at every depth; an eighth of this was seen to be needed.
    /// </summary>
    private const double Slack = 32;

    /// <summary>How much more two precisions may differ: then the nets round too, and what they give is the argument of an exponential.</summary>
    private const double NetSlack = 4;

    /// <summary>How much more the entries of a gradient may differ, relative to the largest of its group: products and quotients of such numbers.</summary>
    private const double GradientSlack = 4;

    /// <summary>How often a check of samples may fail though the sampler is right: one in a million, by bounds that hold exactly.</summary>
    public const double FalseAlarm = 1e-6;

    /// <summary>The tolerances of a model.</summary>
    public static LawTolerances Of(QpcModel model) => new(model.Type == ScalarType.Float64 ? Math.Pow(2, -53) : Math.Pow(2, -24), model.Circuit.Scope.Count * model.Channels);

    /// <summary>Absolute, of a log-likelihood in nats; also relative, of a probability made from such.</summary>
    public double LogLikelihood(double value) => Slack * Roundoff * (1 + Places + (double.IsFinite(value) ? Math.Abs(value) : 0));

    /// <summary>Absolute, of a log-likelihood in two precisions.</summary>
    public double Precisions(double value) => NetSlack * LogLikelihood(value);

    /// <summary>Relative to the largest entry of the group.</summary>
    public double Gradient(double logLikelihood) => GradientSlack * LogLikelihood(logLikelihood);
}
