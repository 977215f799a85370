namespace Pics.Numerics;

/// <summary>A folded circuit on tensors.</summary>
/// <typeparam name="TValues">How an engine holds the values of a layer.</typeparam>
/// <param name="Layers">The layers, each after those it reads.</param>
/// <param name="Constants">What the evidence is extended with.</param>
internal sealed record TensorLayers<TValues>(ImmutableArray<Layer<TValues>> Layers, ConstantColumns Constants);
