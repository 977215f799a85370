using static Pics.Properties.FaceModel;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Models given evidence, and models of some columns, beside the whole model asked the same.</summary>
[Collection(TensorTests.Name)]
public class ConditionedModelLaws
{
    private static readonly ImmutableSortedDictionary<string, Either<PicsError, RegionGraph>> Structures = new Dictionary<string, Either<PicsError, RegionGraph>>
    {
        ["quad tree"] = QuadTree.Create(2, 3),
        ["quad graph"] = QuadGraph.Create(2, 3),
        ["random binary trees"] = RandomBinaryTrees.Create(6, 2, 3, 1),
        ["linear chain"] = LinearChain.Create(Enumerable.Range(0, 6).Reverse()),
        ["fully factorised"] = FullyFactorised.Create(6),
        ["poon-domingos"] = PoonDomingos.Create(2, 3, [1]),
    }.ToImmutableSortedDictionary();

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var structure in Structures.Keys)
            for (var seed = 0; seed < 3; seed++)
                cases.Add(structure, seed);
        return cases;
    }

    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found} instead of {expected}");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Channels_may_have_values_of_their_own(string structure, int seed)
    {
        foreach (var isReal in new[] { false, true })
        {
            using var face = OfImages(Get(Structures[structure]), seed, isReal);
            var random = new Random(seed);
            double Value() => isReal ? 5 + (random.NextDouble() / 2) : random.Next(4);
            var given = new[] { 1, 4 }.Aggregate(Evidence.Nothing, (all, pixel) => all.AndAt(pixel, 0, Value()).AndAt(pixel, 1, Value()).AndAt(pixel, 2, Value()));
            using var small = face.Model.Condition(given).OrThrow();
            Assert.Equal(["x0", "x2", "x3", "x5"], small.Form.Columns.Select(column => column.Name));
            Assert.Equal((3, null), (small.Form.Channels, small.Form.Image));
            Assert.True(small.Stored.IsFixed);
            for (var row = 0; row < 4; row++)
            {
                var values = Enumerable.Range(0, 12).Select(_ => random.Next(3) == 0 ? (double?)null : Value()).ToArray();
                int[] pixels = [0, 2, 3, 5];
                var asked = Enumerable.Range(0, 12).Where(place => values[place].HasValue).Aggregate(Evidence.Nothing, (all, place) => all.AndAt(pixels[place / 3], place % 3, values[place]!.Value));
                Near(face.Model.LogProbability(asked, given).OrThrow(), small.LogLikelihood(Evidence.Row(values)).OrThrow());
            }

            Near(0, small.LogLikelihood(Evidence.Nothing).OrThrow());
            Near(face.Model.Posterior("x3.1", given).OrThrow().Mean, small.Posterior("x3.1").OrThrow().Mean);
        }
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, false, true)]
    [InlineData(3, true, true)]
    [InlineData(4, false, false)]
    public void Tables_given_some_columns(int seed, bool plain, bool isDouble)
    {
        using var face = OfPeople(seed, plain, isDouble);
        var tolerance = isDouble ? 1e-9 : 1e-4;
        foreach (var given in new[] { Evidence.Of("income", 50000), Evidence.Of("sex", "m").And("visits", 9), Evidence.Of("age group", 2).And("income", 30000).And("visits", 0) })
        {
            using var small = face.Model.Condition(given).OrThrow();
            foreach (var column in small.Form.Columns.Select(column => column.Name))
            {
                var (whole, found) = (face.Model.Posterior(column, given).OrThrow(), small.Posterior(column).OrThrow());
                Assert.All(whole.Probabilities.Zip(found.Probabilities), pair => Near(pair.Item1.Probability, pair.Item2.Probability, tolerance));
                Near(double.IsNaN(whole.Mean) ? 0 : whole.Mean, double.IsNaN(found.Mean) ? 0 : found.Mean, tolerance);
            }

            var samples = small.Sample(20, seed: 1).OrThrow();
            Assert.Equal(20, samples.Rows);
            Assert.All(small.Scores(samples).OrThrow(), score => Assert.True(double.IsFinite(score.LogLikelihood)));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void Models_of_some_columns_alone(int seed, bool plain)
    {
        using var face = OfPeople(seed, plain);
        using var small = face.Model.Marginal("income", "sex").OrThrow();
        Assert.Equal(["sex", "income"], small.Form.Columns.Select(column => column.Name));
        var asked = Evidence.Of("sex", "f").And("income", 41000);
        Near(face.Model.LogLikelihood(asked).OrThrow(), small.LogLikelihood(asked).OrThrow());
        using var less = small.Condition(Evidence.Of("income", 41000)).OrThrow();
        Near(face.Model.LogProbability(Evidence.Of("sex", "f"), Evidence.Of("income", 41000)).OrThrow(), less.LogLikelihood(Evidence.Of("sex", "f")).OrThrow());
        using var same = face.Model.Condition(Evidence.Nothing).OrThrow();
        Near(face.Model.LogLikelihood(asked).OrThrow(), same.LogLikelihood(asked).OrThrow());
    }

    [Fact]
    public void They_are_saved_and_read_as_any_model()
    {
        using var folder = new TemporaryFolder();
        using var face = OfPeople(isDouble: false);
        using var small = face.Model.Condition(Evidence.Of("income", 70000).And("sex", "m")).OrThrow();
        Directory.CreateDirectory(folder["model"]);
        ModelStore.Save(folder["model"], small.Stored).OrThrow();
        using var again = PicModel.Of(small.Form, ModelStore.Load(folder["model"], CPU).OrThrow()).OrThrow();
        var asked = Evidence.Of("visits", 3).And("age group", 4);
        Assert.Equal(small.LogLikelihood(asked).OrThrow(), again.LogLikelihood(asked).OrThrow());
    }

    [Fact]
    public void What_cannot_be_made_gets_one_sentence()
    {
        using var people = OfPeople();
        using var images = OfImages(Get(QuadTree.Create(2, 3)));
        Assert.Equal("the number of columns that are left is 0; it must be at least 1", Says(people.Model.Condition(Evidence.Row([null, 1, 2, 3]).And("sex", "f"))));
        Assert.Equal("the number of columns that are left is 0; it must be at least 1", Says(people.Model.Marginal()));
        Assert.Equal("the number of channels of 'x2' that are given is 1; it must be 0 or 3", Says(images.Model.Condition(Evidence.At(2, 1, 3))));
        Assert.Equal("there is no column 'height'; expected sex or \"age group\" or visits or income", Says(people.Model.Marginal("height")));
    }

    [Theory]
    [InlineData("condition")]
    [InlineData("marginal")]
    [InlineData("posterior")]
    [InlineData("sample")]
    [InlineData("scores")]
    [InlineData("complete")]
    [InlineData("ask")]
    [InlineData("refused")]
    public void Nothing_is_left_behind(string what)
    {
        using var face = OfPeople();
        void Ask()
        {
            object made = what switch
            {
                "condition" => face.Model.Condition(Evidence.Of("sex", "f")).OrThrow(),
                "marginal" => face.Model.Marginal("visits").OrThrow(),
                "posterior" => face.Model.Posterior("visits").OrThrow(),
                "sample" => face.Model.Sample(3, Evidence.Of("sex", "f")).OrThrow(),
                "scores" => face.Model.Scores(Rows(4, 1)).OrThrow(),
                "complete" => face.Model.Complete(Rows(4, 1), FillKind.Mpe).OrThrow(),
                "ask" => face.Model.Ask("Var(income | sex=f)").OrThrow(),
                _ => Says(face.Model.Condition(Evidence.Of("income", 1e200))),
            };
            (made as IDisposable)?.Dispose();
        }

        Ask(); // once for what is made once
        var before = TensorTests.Settle();
        Ask();
        Assert.Equal(before, TensorTests.Settle());
    }
}
