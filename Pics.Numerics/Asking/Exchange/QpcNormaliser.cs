namespace Pics.Numerics;

/// <summary>log Z of a circuit of fixed numbers in plain memory.</summary>
internal static class QpcNormaliser
{
    /// <summary>log Z in nats; zero where the rows of the kernels sum to one. Error: <see cref="PicsError"/>.</summary>
    public static Either<PicsError, double> LogZ(HostModel model, QuadratureRule rule) => AskedCircuit.Of(model, rule).Map(asked =>
    {
        using (asked) return asked.LogZ;
    });
}
