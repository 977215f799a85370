namespace Pics.Algebra;

/// <summary>What a unit of a PIC and a unit of a QPC have in common: enough to check either.</summary>
/// <remarks>The size of a unit is its number of latents in a PIC and its number of quadrature values in a QPC.</remarks>
internal enum FormKind
{
    Leaf,
    Hadamard,
    Kronecker,
    Linear,
    Mixture,
}

/// <param name="Kind">Which kind of unit.</param>
/// <param name="Variable">The variable of a leaf.</param>
/// <param name="Observation">What a leaf takes for its variable.</param>
/// <param name="Size">The size that a leaf or a linear unit gives.</param>
/// <param name="InputSize">The size that a linear unit takes.</param>
/// <param name="Weights">The weights of a mixture.</param>
/// <param name="Function">The function of a leaf or a linear unit.</param>
/// <param name="Fits">Whether the function is of the right sort for the unit.</param>
internal sealed record CircuitForm(
    FormKind Kind, int Variable = -1, Observation? Observation = null, int Size = 0, int InputSize = 0, Arr<double> Weights = default, FunctionSpec? Function = null, bool Fits = true)
{
    /// <summary>An input unit.</summary>
    public static CircuitForm Leaf(int variable, Observation observation, FunctionSpec function, Func<int, int> size) => function.Signature.Match(
        density => new CircuitForm(FormKind.Leaf, variable, observation, size(Math.Max(0, density.Given)), Function: function),
        _ => new CircuitForm(FormKind.Leaf, variable, observation, Function: function, Fits: false));

    /// <summary>An integral or sum unit.</summary>
    public static CircuitForm Linear(FunctionSpec function, Func<int, int> size) => function.Signature.Match(
        _ => new CircuitForm(FormKind.Linear, Function: function, Fits: false),
        kernel => new CircuitForm(FormKind.Linear, Size: size(Math.Max(0, kernel.Outputs)), InputSize: size(Math.Max(0, kernel.Inputs)), Function: function));
}
