using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>How far an engine's results are from those of the reference engine in double precision, with equal parameters on the same rows.</summary>
/// <param name="LogLikelihood">The largest difference of a row's log-likelihood, relative to it or to one nat where that is more.</param>
/// <param name="Circuit">The largest difference of a gradient by a number of the circuit, relative to the largest of its group.</param>
/// <param name="Gradient">The largest difference of a gradient by a parameter, relative to the largest of all parameters.</param>
/// <param name="GradientOf">The parameters where that is.</param>
/// <param name="Rows">How many rows were compared.</param>
/// <param name="Tolerance">What <paramref name="Circuit"/> may be; log-likelihoods a hundredth, gradients by parameters, where more cancels, ten times as much.</param>
/// <remarks>
/// Normalised weights make many gradients of fresh nets cancel, near the root to nothing but rounding errors. So gradients are
/// compared group by group before they reach the nets, and after that on one scale for all.
/// </remarks>
internal sealed record Agreement(double LogLikelihood, double Circuit, double Gradient, string GradientOf, int Rows, double Tolerance)
{
    private const double Single = 1e-3, Double = 1e-8; // several times the rounding of log space, where values are in the thousands
    private const int MostRows = 64; // enough to meet every unit, few enough for twice the precision
    private const double LikelihoodShare = 0.01, ParameterShare = 10;

    public static Either<Failure, Agreement> Check(RunSettings run, Road road, EngineKind kind, Dataset data, Device device, double? tolerance)
    {
        var rows = RowsThatFit(run, road, kind);
        using var scope = NewDisposeScope();
        using var step = new MeasuredStep(run, road, kind, data, device);
        using var reference = new MeasuredStep(run with { Model = run.Model with { Double = true }, Machine = run.Machine with { Precision = null } }, road, EngineKind.Reference, data, device);
        using (no_grad())
            foreach (var (from, to) in step.Parameters.Named.Zip(reference.Parameters.Named)) to.Tensor.copy_(from.Tensor);
        var agreement = Between(step, reference, rows, tolerance ?? (run.Model.Double ? Double : Single));
        return agreement.Refusal(kind) is { } sentence ? new Failure($"{Cases.Name(run)}: {sentence}") : agreement;
    }

    /// <summary>The differences between two steps with equal parameters; whatever is not a number counts as infinite.</summary>
    public static Agreement Between(MeasuredStep step, MeasuredStep reference, int rows, double tolerance)
    {
        using var scope = NewDisposeScope();
        var (found, expected) = (step.Results(rows), reference.Results(rows));
        var circuit = found.Circuit.Zip(expected.Circuit, (one, other) => Difference(one, other) / Scale(Largest(other))).Max();
        var truth = expected.LogLikelihood.to(ScalarType.Float64);
        var likelihood = ((found.LogLikelihood.to(ScalarType.Float64) - truth).abs() / truth.abs().clamp_min(1)).max().item<double>();
        var scale = Scale(expected.Parameters.Max(entry => Largest(entry.Gradient)));
        var worst = found.Parameters.Zip(expected.Parameters, (one, other) => (one.Name, Difference: Difference(one.Gradient, other.Gradient) / scale)).MaxBy(entry => entry.Difference);
        return new(double.IsNaN(likelihood) ? double.PositiveInfinity : likelihood, circuit, worst.Difference, worst.Name, rows, tolerance);
    }

    /// <summary>Why results differ too much, if they do.</summary>
    public string? Refusal(EngineKind kind)
    {
        string Sentence(string what, double found, string of, double tolerated) => string.Create(
            CultureInfo.InvariantCulture,
            $"{what} of the {EngineChoice.Word(kind)} engine differ from the reference engine's by {found:E1} of {of}; {tolerated:E1} is tolerated, so it is not timed");
        if (LogLikelihood > Tolerance * LikelihoodShare) return Sentence("log-likelihoods", LogLikelihood, "their size", Tolerance * LikelihoodShare);
        if (Circuit > Tolerance) return Sentence("gradients by the parameters of the circuit", Circuit, "the largest of their group", Tolerance);
        return Gradient > Tolerance * ParameterShare ? Sentence($"gradients by '{GradientOf}'", Gradient, "the largest of all parameters", Tolerance * ParameterShare) : null;
    }

    private static double Difference(Tensor found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        var largest = (found.to(ScalarType.Float64) - expected.to(ScalarType.Float64)).abs().max().item<double>();
        return double.IsNaN(largest) ? double.PositiveInfinity : largest;
    }

    private static double Largest(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.abs().max().to(ScalarType.Float64).item<double>();
    }

    private static double Scale(double largest) => largest == 0 ? 1 : largest;

    /// <summary>Whether there is memory to compare a single row.</summary>
    public static bool Fits(RunSettings run, Road road, EngineKind kind) => RowsThatFit(run, road, kind) > 0;

    /// <summary>Some rows of the batch, or as many as both engines have memory for.</summary>
    private static int RowsThatFit(RunSettings run, Road road, EngineKind kind)
    {
        var (rows, available) = (Math.Min(MostRows, run.Learning.BatchSize), ResidentMemory.Available());
        while (rows > 0 && StepBench.Estimate(run with { Learning = run.Learning with { BatchSize = rows }, Model = run.Model with { Double = true } }, road, kind, EngineKind.Reference) > available) rows /= 2;
        return rows;
    }
}
