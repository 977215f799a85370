namespace Pics.Numerics;

/// <summary>The tensors of a <see cref="TrainingState"/>: their names, and the ways from and to a run.</summary>
internal static class TrainingTensors
{
    private const string Steps = "steps";

    /// <summary>Fresh tensors on the CPU, named, shaped and typed as those of a state of some parameters; owned by the caller.</summary>
    public static ImmutableArray<(string Name, Tensor Tensor)> Empty(ICircuitParameters parameters, OptimiserKind kind)
    {
        using var scope = NewDisposeScope();
        return [.. Layout(parameters, kind).Select(entry => (entry.Name, zeros(entry.Shape, entry.Type, CPU).DetachFromDisposeScope()))];
    }

    /// <summary>The first tensor in which a state is not one of some parameters, as it is and as it should be, for people; null if there is none.</summary>
    public static (string Found, string Expected)? FindDifference(TrainingState state, ICircuitParameters parameters, OptimiserKind kind)
    {
        var found = state.Tensors.Select(entry => Show(entry.Name, entry.Tensor.dtype, entry.Tensor.shape)).ToList();
        var expected = Layout(parameters, kind).Select(entry => Show(entry.Name, entry.Type, entry.Shape)).ToList();
        var same = found.Zip(expected, (one, other) => one == other).TakeWhile(isSame => isSame).Count();
        return same == found.Count && same == expected.Count ? null : (found.ElementAtOrDefault(same) ?? "nothing", expected.ElementAtOrDefault(same) ?? "nothing");
    }

    /// <summary>The tensors of a run as they are, in its own memory; the handles are owned by the caller.</summary>
    public static ImmutableArray<(string Name, Tensor Tensor)> Of(ICircuitParameters parameters, ParameterSnapshot best, IOptimiser optimizer)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return [.. Parameters(parameters)
            .Concat(Best(best.Copies))
            .Concat(optimizer.Named)
            .Select(entry => (entry.Name, entry.Tensor.detach().DetachFromDisposeScope()))
            .Append((Steps, tensor([.. optimizer.Steps], ScalarType.Int64).DetachFromDisposeScope()))];
    }

    /// <summary>Copies what a state has of parameters; to be done before anything is computed from them.</summary>
    public static void Restore(TrainingState state, ICircuitParameters parameters) => Copy(state, Parameters(parameters));

    /// <summary>Copies the best parameters that a state has.</summary>
    public static void RestoreBest(TrainingState state, ICircuitParameters parameters) => Copy(state, Best(parameters.Trainable));

    /// <summary>Copies what else a state has.</summary>
    public static void Restore(TrainingState state, ParameterSnapshot best, IOptimiser optimizer)
    {
        Copy(state, Best(best.Copies).Concat(optimizer.Named));
        optimizer.Resume(state.Tensors.First(entry => entry.Name == Steps).Tensor.data<long>());
    }

    /// <summary>What the optimiser keeps.</summary>
    private static IEnumerable<(string Name, ScalarType Type, long[] Shape)> Kept(ICircuitParameters parameters, OptimiserKind kind) => kind == OptimiserKind.Em && parameters is FreeWeights free
        ? Em.Shapes(free).Select((shape, index) => (Em.NameOf(index), parameters.Trainable[index].dtype, shape))
        : Adam.Name(parameters.Trainable.Select(parameter => ((Tensor)parameter, (Tensor)parameter))).Select(entry => (entry.Name, entry.Tensor.dtype, entry.Tensor.shape));

    private static IEnumerable<(string Name, ScalarType Type, long[] Shape)> Layout(ICircuitParameters parameters, OptimiserKind kind) => Parameters(parameters)
        .Concat(Best(parameters.Trainable))
        .Select(entry => (entry.Name, entry.Tensor.dtype, entry.Tensor.shape))
        .Concat(Kept(parameters, kind))
        .Append((Steps, ScalarType.Int64, [parameters.Trainable.Count]));

    private static string Show(string name, ScalarType type, long[] shape) => $"tensor '{name}' of {type} [{string.Join(", ", shape)}]";

    private static IEnumerable<(string Name, Tensor Tensor)> Parameters(ICircuitParameters parameters) =>
        parameters.Named.Select(entry => ($"parameters.{entry.Name}", entry.Tensor));

    private static IEnumerable<(string Name, Tensor Tensor)> Best(IEnumerable<Tensor> tensors) => tensors.Select((tensor, index) => ($"best.{index}", tensor));

    private static void Copy(TrainingState state, IEnumerable<(string Name, Tensor Tensor)> targets)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var kept = state.Tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        foreach (var (name, target) in targets) target.copy_(kept[name]);
    }
}
