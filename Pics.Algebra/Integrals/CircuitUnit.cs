namespace Pics.Algebra;

/// <summary>A unit of a circuit: the syntax that PICs and QPCs share.</summary>
/// <remarks>
/// Read in a PIC, a unit is a function of observed variables and of an ordered list of latents. Latents have no names: they are known by their
/// place in the unit's list, and a linear unit binds all of its operand's. Read in a QPC, the same unit is the vector of that function's values, one entry
/// a combination of quadrature nodes, the last latent fastest. The two readings differ in the linear unit alone: an integral there, a sum here.
/// </remarks>
public abstract record CircuitUnit : IUnit<CircuitUnit>
{
    /// <inheritdoc/>
    public abstract Arr<UnitId> Children { get; }

    /// <summary>The function of an input or linear unit.</summary>
    public virtual Option<FunctionSpec> Function => Option<FunctionSpec>.None;

    /// <inheritdoc/>
    public abstract CircuitUnit MapChildren(Func<UnitId, UnitId> map);

    /// <summary>Takes the unit apart, one function per case.</summary>
    public abstract T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Linear, T> linear, Func<Mixture, T> mixture);

    /// <summary>The same unit with another function, where it has one.</summary>
    internal abstract CircuitUnit MapFunction(Func<FunctionSpec, FunctionSpec> map);

    /// <summary>An input unit p(x | z) of one variable.</summary>
    /// <param name="Variable">The variable; it is in the unit's scope where it is open.</param>
    /// <param name="Density">The function p.</param>
    /// <param name="Observation">Whether x is read from the data, fixed or summed out.</param>
    public sealed record Input(int Variable, FunctionSpec Density, Observation Observation) : CircuitUnit
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

        internal override CircuitUnit MapFunction(Func<FunctionSpec, FunctionSpec> map) => this with { Density = map(Density) };

        /// <inheritdoc/>
        public override CircuitUnit MapChildren(Func<UnitId, UnitId> map) => this;

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Linear, T> linear, Func<Mixture, T> mixture) => input(this);
    }

    /// <summary>A product over factors with the same latents: the entrywise product of vectors of one width.</summary>
    public sealed record Hadamard(Arr<UnitId> Factors) : CircuitUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Factors;

        internal override CircuitUnit MapFunction(Func<FunctionSpec, FunctionSpec> map) => this;

        /// <inheritdoc/>
        public override CircuitUnit MapChildren(Func<UnitId, UnitId> map) => new Hadamard(Factors.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Linear, T> linear, Func<Mixture, T> mixture) => hadamard(this);
    }

    /// <summary>A product over factors with different latents, which are its own in order: the outer product of vectors, flattened with the last one fastest.</summary>
    public sealed record Kronecker(Arr<UnitId> Factors) : CircuitUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Factors;

        internal override CircuitUnit MapFunction(Func<FunctionSpec, FunctionSpec> map) => this;

        /// <inheritdoc/>
        public override CircuitUnit MapChildren(Func<UnitId, UnitId> map) => new Kronecker(Factors.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Linear, T> linear, Func<Mixture, T> mixture) => kronecker(this);
    }

    /// <summary>A kernel applied to the operand: an integral unit of a PIC, a sum unit of a QPC.</summary>
    /// <remarks>
    /// In a PIC the integral of f(z_out, z_in) times the operand over all latents z_in of the operand, with f as a density in z_in. In a QPC the
    /// product W u with W[i, j] = w_j f(z_i, z_j) / sum over j' of w_j' f(z_i, z_j'); i and j run over combinations of nodes.
    /// </remarks>
    /// <param name="Operand">The integrand, or the summand.</param>
    /// <param name="Kernel">The function f.</param>
    public sealed record Linear(UnitId Operand, FunctionSpec Kernel) : CircuitUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Arr.create(Operand);

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Kernel;

        internal override CircuitUnit MapFunction(Func<FunctionSpec, FunctionSpec> map) => this with { Kernel = map(Kernel) };

        /// <inheritdoc/>
        public override CircuitUnit MapChildren(Func<UnitId, UnitId> map) => new Linear(map(Operand), Kernel);

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Linear, T> linear, Func<Mixture, T> mixture) => linear(this);
    }

    /// <summary>A convex combination of inputs with the same scope and latents, entry by entry.</summary>
    public sealed record Mixture(Arr<UnitId> Inputs, Arr<double> Weights) : CircuitUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Inputs;

        internal override CircuitUnit MapFunction(Func<FunctionSpec, FunctionSpec> map) => this;

        /// <inheritdoc/>
        public override CircuitUnit MapChildren(Func<UnitId, UnitId> map) => new Mixture(Inputs.Map(map), Weights);

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Linear, T> linear, Func<Mixture, T> mixture) => mixture(this);
    }
}
