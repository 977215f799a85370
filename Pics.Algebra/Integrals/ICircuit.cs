namespace Pics.Algebra;

/// <summary>What a PIC and a QPC have in common: enough for a pass on either.</summary>
/// <typeparam name="TSelf">The circuit itself.</typeparam>
/// <typeparam name="TUnit">Its units.</typeparam>
internal interface ICircuit<TSelf, TUnit>
    where TUnit : class, ICircuitUnit<TUnit>
{
    /// <summary>The units, inputs before outputs.</summary>
    Dag<TUnit> Units { get; }

    /// <summary>The observed variables of the circuit.</summary>
    Scope Scope { get; }

    /// <summary>The size of each unit: latents of a PIC, values of a QPC.</summary>
    ImmutableArray<int> Sizes { get; }

    /// <summary>The size of a unit that is a number, as the root is.</summary>
    int NumberSize { get; }

    /// <summary>A circuit of other units, which must be valid.</summary>
    TSelf With(Dag<TUnit> units);
}

/// <summary>What a unit of a PIC and a unit of a QPC have in common.</summary>
/// <typeparam name="TSelf">The unit type itself.</typeparam>
internal interface ICircuitUnit<TSelf> : IUnit<TSelf>
    where TSelf : class, ICircuitUnit<TSelf>
{
    /// <summary>The common form.</summary>
    /// <param name="size">The size of so many latents.</param>
    CircuitForm Form(Func<int, int> size);

    /// <summary>An input unit with another observation; any other unit as it is.</summary>
    TSelf Observe(Observation observation);

    /// <summary>A unit of the same kind over other inputs, any number of them.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="weights">Their weights if it is a mixture.</param>
    TSelf Over(Arr<UnitId> inputs, Arr<double> weights);
}
