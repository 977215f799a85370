namespace Pics.Numerics;

/// <summary>Whether the parameters of a function group can be those of a circuit.</summary>
public static class ParameterChecks
{
    /// <summary>What is wrong with parameters, if something is. Cost: a few passes over them.</summary>
    /// <param name="signature">What they are the parameters of.</param>
    /// <param name="numbers">As in <see cref="CircuitTensors"/>.</param>
    /// <param name="mustSumToOne">Whether the rows of kernels must sum to one; the probabilities of values always do.</param>
    internal static string? FindFault(FunctionSignature signature, Tensor numbers, bool mustSumToOne) => TableOf(numbers, table => NumberChecks.FindFault(signature, table, mustSumToOne));

    /// <summary>The first number that is not finite, if there is one.</summary>
    public static string? FindNotFinite(Tensor numbers) => TableOf(numbers, NumberChecks.FindNotFinite);

    /// <summary>Looks at the numbers of a tensor of any type and on any device.</summary>
    private static string? TableOf(Tensor numbers, Func<NumberTable, string?> look)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var type = numbers.dtype == ScalarType.Float32 ? ScalarType.Float32 : ScalarType.Float64;
        var host = numbers.detach().to(type).cpu().contiguous();
        using var table = TensorTables.Over(host);
        var fault = look(table);
        GC.KeepAlive(host);
        return fault;
    }
}
