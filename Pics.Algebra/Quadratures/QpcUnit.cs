namespace Pics.Algebra;

/// <summary>A unit of a quadrature circuit: a vector of functions of observed variables, one entry a combination of quadrature nodes.</summary>
/// <remarks>The last latent varies fastest among the entries.</remarks>
public abstract record QpcUnit : IUnit<QpcUnit>, ICircuitUnit<QpcUnit>
{
    /// <inheritdoc/>
    public abstract Arr<UnitId> Children { get; }

    /// <summary>The function of an input or sum unit.</summary>
    public abstract Option<FunctionSpec> Function { get; }

    internal abstract string Label { get; }

    /// <inheritdoc/>
    public abstract QpcUnit MapChildren(Func<UnitId, UnitId> map);

    /// <summary>Takes the unit apart, one function a case.</summary>
    public abstract T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Sum, T> sum, Func<Mixing, T> mixing);

    CircuitForm ICircuitUnit<QpcUnit>.Form(Func<int, int> size) => Match(
        input => CircuitForm.Leaf(input.Variable, input.Observation, input.Density, size),
        _ => new CircuitForm(FormKind.Hadamard),
        _ => new CircuitForm(FormKind.Kronecker),
        sum => CircuitForm.Linear(sum.Kernel, size),
        mixing => new CircuitForm(FormKind.Mixture, Weights: mixing.Weights));

    QpcUnit ICircuitUnit<QpcUnit>.Observe(Observation observation) => this is Input input ? input with { Observation = observation } : this;

    QpcUnit ICircuitUnit<QpcUnit>.Over(Arr<UnitId> inputs, Arr<double> weights) => Match<QpcUnit>(
        input => input, _ => new Hadamard(inputs), _ => new Kronecker(inputs), sum => sum with { Summand = inputs[0] }, _ => new Mixing(inputs, weights));

    /// <summary>K values of an input unit: p(x | z_k) of one variable at every node.</summary>
    /// <param name="Variable">The variable; it is in the unit's scope where it is open.</param>
    /// <param name="Density">The function p.</param>
    /// <param name="Observation">Whether x is read from the data, fixed or summed out.</param>
    public sealed record Input(int Variable, FunctionSpec Density, Observation Observation) : QpcUnit
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
        public override QpcUnit MapChildren(Func<UnitId, UnitId> map) => this;

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Sum, T> sum, Func<Mixing, T> mixing) => input(this);
    }

    /// <summary>The entrywise product of vectors of the same width.</summary>
    public sealed record Hadamard(Arr<UnitId> Factors) : QpcUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Factors;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Option<FunctionSpec>.None;

        internal override string Label => "hadamard";

        /// <inheritdoc/>
        public override QpcUnit MapChildren(Func<UnitId, UnitId> map) => new Hadamard(Factors.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Sum, T> sum, Func<Mixing, T> mixing) => hadamard(this);
    }

    /// <summary>The outer product of vectors, flattened with the last one fastest.</summary>
    public sealed record Kronecker(Arr<UnitId> Factors) : QpcUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Factors;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Option<FunctionSpec>.None;

        internal override string Label => "kronecker";

        /// <inheritdoc/>
        public override QpcUnit MapChildren(Func<UnitId, UnitId> map) => new Kronecker(Factors.Map(map));

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Sum, T> sum, Func<Mixing, T> mixing) => kronecker(this);
    }

    /// <summary>A sum layer W u with W[i, j] = w_j f(z_i, z_j) / sum over j' of w_j' f(z_i, z_j'); i and j run over combinations of nodes.</summary>
    public sealed record Sum(UnitId Summand, FunctionSpec Kernel) : QpcUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Arr.create(Summand);

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Kernel;

        internal override string Label => $"sum {Kernel.Label}";

        /// <inheritdoc/>
        public override QpcUnit MapChildren(Func<UnitId, UnitId> map) => new Sum(map(Summand), Kernel);

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Sum, T> sum, Func<Mixing, T> mixing) => sum(this);
    }

    /// <summary>The entrywise convex combination of vectors of the same scope and width.</summary>
    public sealed record Mixing(Arr<UnitId> Inputs, Arr<double> Weights) : QpcUnit
    {
        /// <inheritdoc/>
        public override Arr<UnitId> Children => Inputs;

        /// <inheritdoc/>
        public override Option<FunctionSpec> Function => Option<FunctionSpec>.None;

        internal override string Label => "mixing";

        /// <inheritdoc/>
        public override QpcUnit MapChildren(Func<UnitId, UnitId> map) => new Mixing(Inputs.Map(map), Weights);

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Sum, T> sum, Func<Mixing, T> mixing) => mixing(this);
    }
}
