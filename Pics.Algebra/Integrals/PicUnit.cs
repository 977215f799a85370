namespace Pics.Algebra;

/// <summary>A unit of a probabilistic integral circuit: a function of observed variables and of an ordered list of latents.</summary>
/// <remarks>Latents have no names: they are known by their place in the unit's list, and an integral binds all of its input's.</remarks>
public abstract record PicUnit : IUnit<PicUnit>, ICircuitUnit<PicUnit>
{
    /// <inheritdoc/>
    public abstract Arr<UnitId> Children { get; }

    /// <summary>The function of an input or integral unit.</summary>
    public abstract Option<FunctionSpec> Function { get; }

    internal abstract string Label { get; }

    /// <inheritdoc/>
    public abstract PicUnit MapChildren(Func<UnitId, UnitId> map);

    /// <summary>Takes the unit apart, one function a case.</summary>
    public abstract T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Integral, T> integral, Func<Mixture, T> mixture);

    CircuitForm ICircuitUnit<PicUnit>.Form(Func<int, int> size) => Match(
        input => CircuitForm.Leaf(input.Variable, input.Observation, input.Density, size),
        _ => new CircuitForm(FormKind.Hadamard),
        _ => new CircuitForm(FormKind.Kronecker),
        integral => CircuitForm.Linear(integral.Kernel, size),
        mixture => new CircuitForm(FormKind.Mixture, Weights: mixture.Weights));

    PicUnit ICircuitUnit<PicUnit>.Observe(Observation observation) => this is Input input ? input with { Observation = observation } : this;

    PicUnit ICircuitUnit<PicUnit>.Over(Arr<UnitId> inputs, Arr<double> weights) => Match<PicUnit>(
        input => input, _ => new Hadamard(inputs), _ => new Kronecker(inputs), integral => integral with { Integrand = inputs[0] }, _ => new Mixture(inputs, weights));

    /// <summary>An input unit p(x | z) of one variable.</summary>
    /// <param name="Variable">The variable; it is in the unit's scope where it is open.</param>
    /// <param name="Density">The function p.</param>
    /// <param name="Observation">Whether x is read from the data, fixed or summed out.</param>
    public sealed record Input(int Variable, FunctionSpec Density, Observation Observation) : PicUnit
    {
        /// <summary>An input unit that is read from the data.</summary>
        public Input(int variable, FunctionSpec density)
            : this(variable, density, new Observation.Open())
        {
        }

        /// <inheritdoc/>
        public override Arr<UnitId> Children => Arr<UnitId>.Empty;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Density;

        internal override string Label => $"input x{Variable}{Observation.Label} {Density.Label}";

        /// <inheritdoc/>
        public override PicUnit MapChildren(Func<UnitId, UnitId> map) => this;

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Integral, T> integral, Func<Mixture, T> mixture) => input(this);
    }

    /// <summary>A product over inputs with the same latents.</summary>
    public sealed record Hadamard(Arr<UnitId> Factors) : PicUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Factors;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Option<FunctionSpec>.None;

        internal override string Label => "hadamard";

        /// <inheritdoc/>
        public override PicUnit MapChildren(Func<UnitId, UnitId> map) => new Hadamard(Factors.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Integral, T> integral, Func<Mixture, T> mixture) => hadamard(this);
    }

    /// <summary>A product over inputs with different latents; its latents are theirs in order.</summary>
    public sealed record Kronecker(Arr<UnitId> Factors) : PicUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Factors;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Option<FunctionSpec>.None;

        internal override string Label => "kronecker";

        /// <inheritdoc/>
        public override PicUnit MapChildren(Func<UnitId, UnitId> map) => new Kronecker(Factors.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Integral, T> integral, Func<Mixture, T> mixture) => kronecker(this);
    }

    /// <summary>The integral of f(z_out, z_in) times the input over all latents z_in of the input, with f as a density in z_in.</summary>
    public sealed record Integral(UnitId Integrand, FunctionSpec Kernel) : PicUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Arr.create(Integrand);

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Kernel;

        internal override string Label => $"integral {Kernel.Label}";

        /// <inheritdoc/>
        public override PicUnit MapChildren(Func<UnitId, UnitId> map) => new Integral(map(Integrand), Kernel);

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Integral, T> integral, Func<Mixture, T> mixture) => integral(this);
    }

    /// <summary>A convex combination of inputs with the same scope and latents.</summary>
    public sealed record Mixture(Arr<UnitId> Inputs, Arr<double> Weights) : PicUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Inputs;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Option<FunctionSpec>.None;

        internal override string Label => "mixture";

        /// <inheritdoc/>
        public override PicUnit MapChildren(Func<UnitId, UnitId> map) => new Mixture(Inputs.Map(map), Weights);

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Integral, T> integral, Func<Mixture, T> mixture) => mixture(this);
    }
}
