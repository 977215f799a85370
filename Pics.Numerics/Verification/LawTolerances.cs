namespace Pics.Numerics;

/// <summary>How far two computations of the same number may be apart, by the precision and the size of the circuit, and why.</summary>
/// <param name="Roundoff">Half the distance from one to the next number of the precision.</param>
/// <param name="Places">Variables times channels: about half of the sums and products on an induced tree.</param>
/// <param name="Terms">The sizes of terms that cancel in log-densities, nats: of a count x log(rate) and the rate, of a binomial the logarithm of a choice.</param>
/// <param name="Steepness">Nats by which normal log-densities change with a relative change of their means: the means over the deviations.</param>
internal sealed record LawTolerances(double Roundoff, int Places, double Terms, double Steepness)
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
    public static LawTolerances Of(AskedCircuit model) => new(
        model.IsDouble ? Math.Pow(2, -53) : Math.Pow(2, -24),
        model.Circuit.Scope.Count * model.Channels,
        Sum(model, Term),
        Sum(model, (family, unit) => family is InputFamily.Gaussian ? (1 + Math.Abs(unit[0])) / Math.Exp(unit[1]) : 0));

    /// <summary>Absolute, of a log-likelihood in nats; also relative, of a probability made from such.</summary>
    public double LogLikelihood(double value) => Slack * Roundoff * (1 + Places + Terms + (double.IsFinite(value) ? Math.Abs(value) : 0));

    /// <summary>Absolute, of a log-likelihood in two precisions.</summary>
    public double Precisions(double value) => NetSlack * (LogLikelihood(value) + (Slack * Roundoff * Steepness));

    /// <summary>Relative to the largest entry of the group.</summary>
    public double Gradient(double logLikelihood) => GradientSlack * LogLikelihood(logLikelihood);

    private static double Term(InputFamily family, double[] unit) => family.Match(
        _ => 0,
        _ => 0,
        binomial => binomial.Trials,
        _ => 0,
        _ => 0,
        _ => Math.Exp(unit[0]) * (1 + Math.Abs(unit[0])));

    /// <summary>The sum over all places of the largest of their units.</summary>
    private static double Sum(AskedCircuit model, Func<InputFamily, double[], double> of) => model.Families
        .Where(entry => entry.Value is InputFamily.Gaussian or InputFamily.Poisson or InputFamily.Binomial)
        .Sum(entry => Enumerable.Range(0, model.Channels).Sum(channel => Support.Parameters(model, entry.Key, channel).Max(unit => of(entry.Value, unit))));
}
