using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>Gradients of the parameters of nets, part by part of a batch, added in the tree of the parts. Owns copies.</summary>
/// <param name="parameters">Whose gradients; not owned.</param>
internal sealed class NetGradients(ICircuitParameters parameters) : IDisposable
{
    private readonly BalancedTree<ImmutableArray<Tensor>> tree = new(Add);
    private ImmutableArray<Tensor> sum;

    /// <summary>The gradient of a parameter, zeros where there was none.</summary>
    public static Tensor Of(Parameter parameter)
    {
        using var untracked = no_grad();
        if (parameter.grad is { } known) return known;
        var fresh = zeros_like(parameter);
        parameter.grad = fresh; // held by the parameter from then on
        return fresh;
    }

    /// <summary>Makes all gradients zero, for a part.</summary>
    public void Begin()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var parameter in parameters.Trainable) Of(parameter).zero_();
    }

    /// <summary>Takes the gradients of a part.</summary>
    public void End()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        tree.Give([.. parameters.Trainable.Select(parameter => Of(parameter).clone().DetachFromDisposeScope())]);
    }

    /// <summary>Puts the sums of all parts into the place of the gradients; zeros where there was no part.</summary>
    public void Place()
    {
        Begin();
        if (tree.IsEmpty) return;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        sum = tree.Take();
        foreach (var (parameter, gradient) in parameters.Trainable.Zip(sum)) Of(parameter).copy_(gradient);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (sum.IsDefault) return;
        foreach (var gradient in sum) gradient.Dispose();
    }

    private static ImmutableArray<Tensor> Add(ImmutableArray<Tensor> one, ImmutableArray<Tensor> other)
    {
        foreach (var (sum, next) in one.Zip(other))
        {
            sum.Plus_(next);
            next.Dispose();
        }

        return one;
    }
}
