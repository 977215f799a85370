namespace Pics.Laws;

/// <summary>A circuit with units put in between that do not change its value.</summary>
/// <param name="Pic">The circuit with the units.</param>
public sealed record ClutteredCircuit(Pic Pic)
{
    private static readonly FunctionSignature.Density Density = new(CircuitBuilder.Binary, 1);

    /// <summary>Puts units around those of a circuit: mixtures of one, products with what is one.</summary>
    public static ClutteredCircuit Random(Pic pic, Random random)
    {
        var units = new List<CircuitUnit>();
        var (variable, group) = (pic.Scope.Columns + 9, pic.Groups.Max(entry => entry.Id) + 1);
        UnitId Add(CircuitUnit unit)
        {
            units.Add(unit);
            return new(units.Count - 1);
        }

        UnitId One() => Add(new CircuitUnit.Input(variable + random.Next(2), new(Density, group, random.Next(3), Sharing.Composite), new Observation.Hidden()));
        UnitId Integral(UnitId of, int outputs) => Add(new CircuitUnit.Linear(of, new(new FunctionSignature.Kernel(outputs, 1), group + 1 + outputs, random.Next(3), Sharing.Composite)));
        UnitId Mix(Arr<UnitId> inputs, params double[] weights) => Add(new CircuitUnit.Mixture(inputs, weights.ToArr()));
        UnitId Surround(UnitId unit, int latents) => random.Next(9) switch
        {
            0 => Mix(Arr.create(unit), 1),
            1 => Mix(Arr.create(unit, unit), 0.25, 0.75),
            2 => Mix(Arr.create(Mix(Arr.create(unit), 1), unit), 0, 1),
            3 => Add(new CircuitUnit.Kronecker(Arr.create(Integral(One(), 0), unit))),
            4 when latents == 1 => Add(new CircuitUnit.Hadamard(Arr.create(unit, One()))),
            5 when latents == 1 => Add(new CircuitUnit.Hadamard(Arr.create(Integral(One(), 1), unit, One()))),
            6 when latents == 0 => Add(new CircuitUnit.Hadamard(Arr.create(unit, Integral(Add(new CircuitUnit.Hadamard(Arr.create(One(), One()))), 0)))),
            7 when latents == 0 => Add(new CircuitUnit.Kronecker(Arr.create(unit, Add(new CircuitUnit.Kronecker(Arr.create(Integral(One(), 0), Integral(One(), 0))))))),
            _ => unit,
        };

        var places = new UnitId[pic.Units.Units.Length];
        foreach (var id in pic.Units.Ids)
            places[id.Index] = Surround(Add(pic.Units[id].MapChildren(child => places[child.Index])), pic.Latents[id.Index]);
        return new(CircuitBuilder.Made(Algebra.Pic.Create(units)));
    }

    /// <summary>The circuit as text.</summary>
    public override string ToString() => Shown.Of(Pic);
}
