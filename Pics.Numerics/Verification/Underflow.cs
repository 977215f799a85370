namespace Pics.Numerics;

/// <summary>Tells a law that is violated from evidence that is too improbable for the precision.</summary>
/// <remarks>
/// Fast engines round a value to zero that is less than the smallest normal number times the largest of its fold and row. On a sample of the
/// model that cannot lose anything that counts: that units give it such different values has itself such a small probability. On
/// evidence that is as much less probable than samples it can.
/// </remarks>
internal static class Underflow
{
    private const double Single = 60, Double = 600; // nats: the logarithms of the smallest normal numbers less those of the precision and of the size of large circuits
    private const int Samples = 4;

    /// <summary>Why a violation is none; null if it is one.</summary>
    /// <param name="law">The law, violated.</param>
    /// <param name="subject">The model.</param>
    /// <param name="given">The case.</param>
    public static LawOutcome? Excuse(Law law, LawSubject subject, LawCase given)
    {
        var isDouble = subject.Model.Settings.Double;
        var exact = isDouble ? subject : subject.Twin;
        var distance = exact.At(given.Rule).Match(held => Distance(held.Asked, given), _ => 0);
        return isDouble
            ? distance > Double ? new LawOutcome.Skipped("the evidence is so improbable that 64 bits underflow") : null
            : distance > Single && !law.Check(exact, given).IsViolation ? new LawOutcome.Skipped("the evidence is so improbable that 32 bits underflow, and 64 bits hold") : null;
    }

    /// <summary>How much less probable a row is than the least probable of some samples with the same places observed, in nats.</summary>
    private static double Distance(AskedCircuit model, LawCase given) => Sampling.Unconditional(model, Samples, given.Seed).Match(
        samples =>
        {
            var circuit = model.Circuit.Unfold();
            double Of(IEnumerable<double> row) => ConstantVectors.OfRow(circuit, model.Numbers, [.. row]);
            return samples.Arrays().Min(sample => Of(sample.Select((value, place) => double.IsNaN(given.Row[place]) ? double.NaN : value))) - Of(given.Row);
        },
        _ => 0);
}
