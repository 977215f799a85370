using System.Globalization;
using MathNet.Numerics;

namespace Pics.Laws;

/// <summary>What the functions of a circuit mean, and a row of evidence, as a value: it prints and shrinks, which an interpretation does not.</summary>
/// <remarks>
/// Functions are pseudo-random and far from flat, so that variables depend strongly on each other: those of nets that were never trained are
/// nearly constant, and a wrong pass would show little. Densities of every family sum or integrate to one.
/// </remarks>
/// <param name="Seed">Of the functions.</param>
/// <param name="Row">[variables], as the circuit sees them: a value a variable, NaN where it is not observed; variables after the last are not observed.</param>
public sealed record Meaning(int Seed, Arr<double> Row)
{
    private const double KernelContrast = 4, LogitContrast = 4; // e to these is the largest quotient of two values

    /// <summary>The interpretation.</summary>
    public Interpretation Interpretation => new(Kernel, Density, variable => variable < 0 || variable >= Row.Count || double.IsNaN(Row[variable]) ? Option<double>.None : Row[variable]);

    /// <summary>The same functions with nothing observed.</summary>
    public Meaning Unobserved => this with { Row = Row.Map(_ => double.NaN) };

    /// <summary>Less observed, values and seed nearer to zero.</summary>
    public IEnumerable<Meaning> Shrink()
    {
        var observed = Enumerable.Range(0, Row.Count).Where(place => !double.IsNaN(Row[place])).ToList();
        if (observed.Count > 1) yield return Unobserved;
        foreach (var place in observed) yield return this with { Row = Row.SetItem(place, double.NaN) };
        foreach (var place in observed.Where(place => Row[place] != 0)) yield return this with { Row = Row.SetItem(place, 0) };
        if (Seed != 0) yield return this with { Seed = 0 };
    }

    /// <summary>Equal where seed and row are, what is not observed too.</summary>
    public bool Equals(Meaning? other) => other is not null && Seed == other.Seed && Row.AsEnumerable().SequenceEqual(other.Row);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Row.Count);

    /// <summary>For example <c>row: 0 = 1, 2 = 0; functions of seed 7</c>.</summary>
    public override string ToString()
    {
        var observed = Enumerable.Range(0, Row.Count).Where(place => !double.IsNaN(Row[place])).Select(place => string.Create(CultureInfo.InvariantCulture, $"{place} = {Row[place]:R}")).ToList();
        return $"row: {(observed.Count == 0 ? "nothing observed" : string.Join(", ", observed))}; functions of seed {Seed}";
    }

    private double Hash(FunctionSpec function, double more, Arr<double> latents) => Meanings.Hash([Seed, function.Group, function.Head, more, .. latents]);

    private double Kernel(FunctionSpec function, Arr<double> latents) => Math.Exp(KernelContrast * Hash(function, -1, latents));

    private double Density(FunctionSpec function, double x, Arr<double> latents)
    {
        double Entry(int number) => Hash(function, number, latents);
        double Table(int values)
        {
            var weights = Enumerable.Range(0, values).Select(value => Math.Exp(LogitContrast * Entry(value))).ToArray();
            return weights[(int)x] / weights.Sum();
        }

        return function.Signature.Match(
            density => !density.Family.Takes(x) ? 0 : Math.Pow(density.Family.Values.Match(Table, () => density.Family is InputFamily.Gaussian ? Normal(x, Entry(0), Entry(1)) : Count(x, Entry(0))), density.Family.Channels),
            _ => double.NaN);
    }

    private static double Normal(double x, double first, double second)
    {
        var (mean, deviation) = ((4 * first) - 2, 0.5 + second);
        return Math.Exp(-0.5 * Math.Pow((x - mean) / deviation, 2)) / (deviation * Constants.Sqrt2Pi);
    }

    private static double Count(double x, double first)
    {
        var logRate = 2 * first;
        return Math.Exp((x * logRate) - Math.Exp(logRate) - SpecialFunctions.GammaLn(x + 1));
    }
}
