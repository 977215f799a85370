using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Rows of symbols are coded under a circuit and come back; the stream is as long as their likelihood says.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class CodingLaws
{
    private const int Rows = 150; // more than two runs of the coder at once
    private static readonly Dictionary<int, SymbolRuns> NoRuns = [];
    private const uint Half = 1u << (CodedDensity.WholeBits - 1);

    /// <summary>A model and rows of it.</summary>
    private sealed record Case(HostModel Model, QuadratureRule Rule, int Seed) : IDisposable
    {
        public Pic Pic => Model.Pic;

        public int Channels => Families.Max(family => family.Channels);

        public int Places => Pic.Scope.Columns * Channels;

        private IEnumerable<InputFamily> Families => Pic.Groups.Select(group => group.Signature).OfType<FunctionSignature.Density>().Select(density => density.Family);

        public static Case Of(Pic pic, bool isPlain, int seed)
        {
            using var stored = StoredModel.Fresh(pic, isPlain, new NetSettings(6, Double: seed % 2 == 0), RuleKind.GaussLegendre, 3, seed);
            Contrast.Raise(stored, seed);
            return new(HostModels.Of(stored), Get(Quadrature.Create(RuleKind.GaussLegendre, 3)), seed);
        }

        /// <summary>Symbols at random, of which some may be missing.</summary>
        public int[] Symbols(bool mayMiss)
        {
            var random = new Random(Seed);
            var values = new int[Pic.Scope.Columns];
            foreach (var input in Pic.Units.Units.OfType<CircuitUnit.Input>())
                if (input.Observation is Observation.Open) values[input.Variable] = ((FunctionSignature.Density)input.Density.Signature).Family.Values.IfNone(0);
            return [.. Enumerable.Range(0, Rows * Places).Select(place => values[place % Places / Channels] is var count and > 0 && !(mayMiss && random.Next(4) == 0) ? random.Next(count) : -1)];
        }

        public PlaceModel Known(bool mayMiss, params int[] given) => new([.. Enumerable.Range(0, Places).Select(place => given.Contains(place / Channels))], [.. Enumerable.Repeat(mayMiss ? Half : (uint?)null, Places)]);

        public void Dispose() => Model.Dispose();
    }

    private static bool IsFinite(Pic pic) => pic.Groups.All(group => group.Signature.Match(density => density.Family.Values.IsSome, _ => true)) && !pic.Scope.IsEmpty;

    private static bool ComesBack(Case made, bool mayMiss, params int[] given)
    {
        using var coder = new CircuitCoder(made.Model, made.Rule, given, NoRuns);
        var (symbols, places) = (made.Symbols(mayMiss), made.Known(mayMiss, given));
        var bytes = coder.Encode(symbols, [], Rows, places);
        int[] found = [.. symbols.Select((symbol, place) => given.Contains(place % made.Places / made.Channels) ? symbol : -1)];
        return coder.Decode(bytes, found, [], Rows, places) && symbols.SequenceEqual(found);
    }

    [Property]
    public bool What_is_coded_comes_back(Pic pic, bool isPlain, bool mayMiss, int seed)
    {
        if (!IsFinite(pic)) return true;
        using var made = Case.Of(pic, isPlain, seed);
        return ComesBack(made, mayMiss) && ComesBack(made, mayMiss, pic.Scope.Variables[Math.Abs(seed % pic.Scope.Variables.Length)]);
    }

    [Property]
    public bool Other_families_and_channels_come_back(MixedCircuit circuit, bool isPlain, bool mayMiss, int seed)
    {
        using var made = Case.Of(circuit.Pic, isPlain, seed);
        return ComesBack(made, mayMiss);
    }

    [Property]
    public bool The_stream_is_as_long_as_the_likelihood_says(Pic pic, bool isPlain, int seed)
    {
        if (!IsFinite(pic)) return true;
        using var made = Case.Of(pic, isPlain, seed);
        using var coder = new CircuitCoder(made.Model, made.Rule, [], NoRuns);
        using var asked = Get(AskedCircuit.Of(made.Model, made.Rule));
        var symbols = made.Symbols(mayMiss: false);
        var evidence = new EvidenceRows([.. symbols.Select(symbol => symbol < 0 ? double.NaN : symbol)], Rows, pic.Scope.Columns, made.Channels);
        var bits = -RowLikelihood.Of(asked, evidence).Sum() / Math.Log(2);
        var found = 8.0 * coder.Encode(symbols, [], Rows, made.Known(false)).Length;
        return Math.Abs(found - bits) <= (Rans.States * 64) + 32 + (bits * 1e-5);
    }

    [Property]
    public bool Registers_of_any_width_give_the_same_bytes(Pic pic, bool isPlain, int seed)
    {
        if (!IsFinite(pic)) return true;
        using var made = Case.Of(pic, isPlain, seed);
        using var tables = CodingTables.Of(made.Model, made.Rule, NoRuns);
        var plan = CodingPlan.Cheapest(Get(Materialize.With(made.Rule).Apply(pic)), made.Model.IsNormalised, []);
        byte[] Bytes(CodingRun run)
        {
            using (run)
            {
                var writer = new BlockWriter(made.Symbols(true), [], made.Places, made.Known(true));
                run.Run(CodingRun.MostRows, writer);
                return writer.Bytes();
            }
        }

        return Bytes(new CodingRun<Lanes256<float>>(plan, tables)).SequenceEqual(Bytes(new CodingRun<Lanes512<float>>(plan, tables)));
    }

    [Fact]
    public void On_a_tree_all_conditionals_of_a_row_cost_two_passes()
    {
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 4)).Apply(Get(QuadTree.Create(16, 16))));
        var circuit = Get(Materialize.With(Get(Quadrature.Create(RuleKind.Midpoint, 16))).Apply(pic));
        var sums = circuit.Units.Units.OfType<CircuitUnit.Linear>().Sum(sum => (long)circuit.Widths[sum.Operand.Index] * 16);
        var plan = CodingPlan.Cheapest(circuit, isNormalised: true, []);
        Assert.InRange(plan.Cost / (double)sums, 1.5, 3);
    }
}
