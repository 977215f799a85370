namespace Pics.Numerics;

/// <summary>Values of one channel of a variable that a sum over all of them, or an integral, can be made from.</summary>
/// <remarks>
/// All values of a family with finitely many; of counts those up to where every unit has a tail below rounding; of a normal density equally
/// spaced ones. The trapezoidal rule converges faster than any power on normal densities: at 0.6 deviations of the narrowest unit
/// it errs by less than rounding, and beyond ten deviations there is nothing.
/// </remarks>
/// <param name="Values">The values, in increasing order.</param>
/// <param name="LogWeight">The logarithm of what each counts for: zero but for a density.</param>
internal sealed record Support(ImmutableArray<double> Values, double LogWeight)
{
    private const double Step = 0.6, Reach = 10; // standard deviations

    /// <summary>The values of a channel of a variable; none where more than some would be needed.</summary>
    public static Option<Support> Of(AskedCircuit model, int variable, int channel, int most)
    {
        var family = model.Families[variable];
        return family.Values.Match(
            count => UpTo(count - 1, most),
            () => family is InputFamily.Gaussian ? OfNormals(Parameters(model, variable, channel), most) : OfCounts(Parameters(model, variable, channel), most));
    }

    /// <summary>The parameters of every unit and node of the variable, [units * nodes, V].</summary>
    internal static double[][] Parameters(AskedCircuit model, int variable, int channel) =>
        [.. from layer in model.Circuit.Layers.OfType<FoldedLayer.Input>()
            from fold in Enumerable.Range(0, layer.Folds)
            where layer.Variables[fold] == variable && layer.Observations[fold] is Observation.Open
            from node in Parameters(model, layer.Functions[fold], layer.Family, channel)
            select node];

    /// <summary>The parameters of a function at every node, [nodes, V].</summary>
    internal static double[][] Parameters(AskedCircuit model, FunctionSpec density, InputFamily family, int channel)
    {
        var function = model.Numbers.Function(density, family);
        return [.. Enumerable.Range(0, (int)model.Numbers[density.Group].Shape[1]).Select(node => Enumerable.Range(0, function.Entries).Select(entry => function[node, channel, entry]).ToArray())];
    }

    private static Option<Support> UpTo(double last, int most) =>
        last < most ? new Support([.. Enumerable.Range(0, (int)last + 1).Select(value => (double)value)], 0) : Option<Support>.None;

    private static Option<Support> OfCounts(double[][] units, int most)
    {
        var rate = units.Max(unit => Math.Exp(unit[0]));
        return UpTo(Math.Ceiling(rate + (12 * Math.Sqrt(rate)) + 40), most);
    }

    private static Option<Support> OfNormals(double[][] units, int most)
    {
        var from = units.Min(unit => unit[0] - (Reach * Math.Exp(unit[1])));
        var to = units.Max(unit => unit[0] + (Reach * Math.Exp(unit[1])));
        var step = Step * units.Min(unit => Math.Exp(unit[1]));
        var count = Math.Ceiling((to - from) / step) + 1;
        return count <= most
            ? new Support([.. Enumerable.Range(0, (int)count).Select(index => from + (index * step))], Math.Log(step))
            : Option<Support>.None;
    }
}
