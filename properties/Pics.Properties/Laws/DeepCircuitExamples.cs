using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>No pass and no traversal recurses, so depth is limited by memory and not by the stack.</summary>
public class DeepCircuitExamples
{
    private const int Depth = 50_000;

    private static readonly QuadratureRule Rule = Get(QuadratureRule.Create("rule", 0, 1, [0.5], [1]));

    private static readonly Pic Chain = Get(Pic.Create(Enumerable.Range(0, Depth + 1).Select(Unit)));

    private static CircuitUnit Unit(int index) => index == 0
        ? new CircuitUnit.Input(0, new(new FunctionSignature.Density(Binary, 1), 0, 0, Sharing.Full))
        : new CircuitUnit.Linear(new(index - 1), new(new FunctionSignature.Kernel(index == Depth ? 0 : 1, 1), index == Depth ? 2 : 1, 0, Sharing.Full));

    [Fact]
    public void A_long_chain_goes_down_the_whole_road()
    {
        var folded = Get(Share.Default.Then(Pipeline.Evaluation(Rule)).Apply(Chain.Intern()));
        Assert.Equal(Depth + 1, folded.Layers.Length);
        Assert.Equal(Depth + 1, folded.Groups.Length);
        Assert.Equal(0.25, Denotation.OfFolded(folded, new((_, _) => 2, (_, _, _) => 0.25, _ => 1)));
        Assert.Equal(0.25, Denotation.OfQpc(folded.Unfold(), new((_, _) => 2, (_, _, _) => 0.25, _ => 1)));
    }

    [Fact]
    public void A_long_chain_is_written_read_printed_and_compared()
    {
        var copy = Get(PicJson.Read(PicJson.Write(Chain)));
        Assert.Equal(Chain, copy);
        Assert.Equal(Chain.GetHashCode(), copy.GetHashCode());
        Assert.Equal(Depth, Printer.PrintPic(Chain).Count(letter => letter == '\n'));
        Assert.Equal(Depth, Chain.IntegralDepths()[0]);
    }

    [Fact]
    public void A_ladder_with_twice_as_many_ways_a_step_is_evaluated_once_a_unit()
    {
        // Every step mixes two integrals of the step below: 2^60 ways from the root to the input.
        const int Steps = 60;
        var units = new List<CircuitUnit> { Unit(0) };
        for (var step = 0; step < Steps; step++)
        {
            var below = new UnitId(units.Count - 1);
            var kernel = new FunctionSignature.Kernel(step == Steps - 1 ? 0 : 1, 1);
            units.Add(new CircuitUnit.Linear(below, new(kernel, 1 + step, 0, Sharing.Composite)));
            units.Add(new CircuitUnit.Linear(below, new(kernel, 1 + step, 1, Sharing.Composite)));
            units.Add(new CircuitUnit.Mixture(Arr.create(new UnitId(units.Count - 2), new UnitId(units.Count - 1)), Arr.create(0.5, 0.5)));
        }

        var pic = Get(Pic.Create(units));
        var folded = Get(Pipeline.Evaluation(Rule).Apply(pic));
        Assert.Equal(1 + (2 * Steps), folded.Layers.Length);
        Assert.Equal(0.25, Denotation.OfFolded(folded, new((_, _) => 2, (_, _, _) => 0.25, _ => 1)));
        Assert.Equal(Math.Pow(2, Steps), pic.Units.FoldUp<double>((unit, ways) => unit.Children.IsEmpty ? 1 : unit.Children.Sum(ways))[^1]);
        Assert.Equal(pic, pic.Intern());
    }
}
