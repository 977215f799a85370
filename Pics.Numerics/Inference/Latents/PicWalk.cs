namespace Pics.Numerics;

/// <summary>Ancestral sampling: from the root of a PIC to its inputs, each unit once for all rows of a batch that reach it.</summary>
/// <param name="pic">The circuit, without fixed inputs.</param>
/// <param name="nets">Its nets.</param>
/// <param name="grid">The points at which kernels are evaluated.</param>
/// <param name="seed">The seed of all rows.</param>
internal sealed class PicWalk(Pic pic, PicNets nets, LatentGrid grid, ulong seed)
{
    private readonly Dictionary<int, FunctionNet> netOf = nets.Nets.ToDictionary(net => net.Group.Id);
    private readonly Dictionary<UnitId, FunctionBlocks> blocksOf = [];

    /// <summary>Variables of a row, as many as evidence needs.</summary>
    private int Variables => pic.Scope.Columns;

    /// <summary>Channels of a variable, the most that one has.</summary>
    public int Channels { get; } = pic.Groups.Select(group => group.Signature.Match(density => density.Family.Channels, _ => 1)).Max();

    /// <summary>Draws some rows.</summary>
    /// <param name="first">The number of the first among all rows.</param>
    /// <param name="rows">How many, B.</param>
    /// <returns>[B, variables, C], NaN where there is no variable.</returns>
    public double[] Draw(long first, int rows)
    {
        var values = new double[rows * Variables * Channels];
        System.Array.Fill(values, double.NaN);
        var visits = new Visits?[pic.Units.Units.Length];
        Visits To(UnitId id) => visits[id.Index] ??= new(rows, pic.Latents[id.Index]);
        for (var row = 0; row < rows; row++) To(pic.Units.Root).Add(row, []);
        for (var index = visits.Length - 1; index >= 0; index--)
        {
            // What is summed out as a whole is one, and has nothing to draw.
            if (visits[index] is not { } here || pic.Scopes[index].IsEmpty) continue;
            var step = new Step(new(index), here, first);
            pic.Units[step.Unit].Match<Action>(
                input => () => Input(input, step, values),
                product => () => Pass(product.Factors, _ => 0, step, To),
                product => () => Pass(product.Factors, factor => product.Factors.Take(factor).Sum(before => pic.Latents[before.Index]), step, To),
                integral => () => Integral(integral, step, To(integral.Operand)),
                mixture => () => Mixture(mixture, step, To))();
            visits[index] = null;
        }

        return values;
    }

    /// <summary>A unit and the rows that reach it.</summary>
    private sealed record Step(UnitId Unit, Visits Here, long First);

    /// <summary>A random number for a row at a unit.</summary>
    private double Uniform(Step step, int row, int place) => CounterRandom.Uniform(CounterRandom.Key(seed, step.First + row), ((long)step.Unit.Index << 32) | (uint)place);

    /// <summary>What evaluates a unit's function, the same in all batches.</summary>
    private FunctionBlocks Blocks(UnitId unit, FunctionSpec function, int inner, Func<Tensor, Tensor> finish)
    {
        if (!blocksOf.TryGetValue(unit, out var blocks)) blocksOf.Add(unit, blocks = new(netOf[function.Group], function.Head, grid, inner, finish));
        return blocks;
    }

    /// <summary>Each factor takes its latents from a place in those of the product.</summary>
    private void Pass(Arr<UnitId> factors, Func<int, int> start, Step step, Func<UnitId, Visits> to)
    {
        for (var factor = 0; factor < factors.Count; factor++)
            foreach (var row in step.Here.Rows)
                to(factors[factor]).Add(row, step.Here.Of(row).Slice(start(factor), pic.Latents[factors[factor].Index]));
    }

    private void Mixture(CircuitUnit.Mixture mixture, Step step, Func<UnitId, Visits> to)
    {
        var logarithms = mixture.Weights.Map(Math.Log).ToArray();
        foreach (var row in step.Here.Rows) to(mixture.Inputs[ValueDraw.FromTable(logarithms, Uniform(step, row, 0))]).Add(row, step.Here.Of(row));
    }

    /// <summary>Draws the inner latents from f(z_out, z_in) / integral of f(z_out, z) dz.</summary>
    private void Integral(CircuitUnit.Linear integral, Step step, Visits to)
    {
        var latents = new double[to.Latents];
        Blocks(step.Unit, integral.Kernel, latents.Length, outputs => outputs.softplus(1, 20).Plus(nets.Settings.Epsilon)).Evaluate(step.Here, step.First, (row, density) =>
        {
            GridDraw.Draw(density, grid.Nodes.Length, place => Uniform(step, row, place), latents);
            for (var place = 0; place < latents.Length; place++) latents[place] = grid.Latent(latents[place]);
            to.Add(row, latents);
        });
    }

    private void Input(CircuitUnit.Input input, Step step, double[] values)
    {
        var family = input.Density.Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input unit has a density"));
        Blocks(step.Unit, input.Density, 0, outputs => Densities.Parameters(family, outputs.unsqueeze(0)).flatten(2, 3).squeeze(0)).Evaluate(step.Here, step.First, (row, numbers) =>
        {
            var entries = numbers.Length / family.Channels;
            for (var channel = 0; channel < family.Channels; channel++)
                values[(((row * Variables) + input.Variable) * Channels) + channel] = ValueDraw.Draw(family, numbers.Slice(channel * entries, entries), Uniform(step, row, channel));
        });
    }
}
