using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>Answers about intervals, sets and weights beside sums and integrals of the densities of complete rows by the reference engine.</summary>
[Collection(TensorTests.Name)]
public class IntervalQueryLaws
{
    private static void Near(double expected, double found, double tolerance = 1e-9) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    private static double Ask(FaceModel face, string question) => face.Model.Ask(question).OrThrow().Value;

    private static double[] Person(double sex = double.NaN, double group = double.NaN, double visits = double.NaN, double income = double.NaN) => [sex, group, visits, income];

    private static double[] Buyer(double job = double.NaN, double age = double.NaN, double paid = double.NaN, double size = double.NaN, double height = double.NaN) => [job, age, paid, size, height];

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, true, true)]
    [InlineData(3, false, false)]
    public void Sets_and_intervals_are_sums_and_integrals(int seed, bool plain, bool isDouble)
    {
        using var face = OfPeople(seed, plain, isDouble);
        var tolerance = isDouble ? 1e-9 : 2e-5;
        double P(double sex = double.NaN, double group = double.NaN, double visits = double.NaN, double income = double.NaN) => Math.Exp(face.Reference(Person(sex, group, visits, income)));
        double Counts(int first, int last, double sex = double.NaN) => Enumerable.Range(first, last - first + 1).Sum(count => P(sex, double.NaN, count));
        Near(P(group: 0) + P(group: 2), Ask(face, "P(\"age group\" in {1, 4})"), tolerance);
        Near(P(group: 0), Ask(face, "P(\"age group\" not in {2, 4})"), tolerance);
        Near(P(group: 0) + P(group: 1), Ask(face, "P(\"age group\"<3.5)"), tolerance);
        Near(P(group: 1) + P(group: 2), Ask(face, "P(1<\"age group\"<=4)"), tolerance);
        Near(P(sex: 1), Ask(face, "P(sex != f)"), tolerance);
        Near(Counts(0, 2), Ask(face, "P(visits<3)"), tolerance);
        Near(Counts(0, 3), Ask(face, "P(visits<=3)"), tolerance);
        Near(Counts(3, 5), Ask(face, "P(2.5<visits<6)"), tolerance);
        Near(Counts(2, 2) + Counts(7, 7), Ask(face, "P(visits in {7, 2})"), tolerance);
        Near(1 - Counts(2, 2) - Counts(7, 7), Ask(face, "P(visits not in {7, 2})"), tolerance);
        Near(0, Ask(face, "P(visits<0)"));
        Near(0, Ask(face, "P(2<visits<3)"));
        Near(0, Ask(face, "P(\"age group\">4)"));
        Near(Counts(2, 2) / Counts(0, 3), Ask(face, "P(visits=2 | visits<=3)"), tolerance);
        double Incomes(double low, double high, double sex = double.NaN, double visits = double.NaN) => 8000 * face.Integral([(low - 30000) / 8000, (high - 30000) / 8000], x => Person(sex, double.NaN, visits, x));
        Near(Incomes(20000, 37000), Ask(face, "P(20000<income<=37000)"), Math.Max(tolerance, 1e-6));
        Near(Incomes(20000, 37000, visits: 3) / P(visits: 3), Ask(face, "P(20000<income<=37000 | visits=3)"), Math.Max(tolerance, 1e-6));
        Near(Enumerable.Range(0, 3).Sum(count => Incomes(20000, 37000, 1, count)) / Counts(0, 2, 1), Ask(face, "P(20000<=income<=37000 | visits<3, sex!=f)"), Math.Max(tolerance, 1e-6));
        Near(Ask(face, "P(income<37000)"), Ask(face, "P(income<=37000)"), 1e-15);
        Near(1, Ask(face, "P(income!=37000)"), 1e-6);
        Near(Ask(face, "P(income=37000)"), Ask(face, "P(37000<=income<=37000)"));
        Near(Ask(face, "P(income=37000)") / Ask(face, "P(income<40000)"), Ask(face, "P(income=37000 | income<40000)"), tolerance);
        Assert.Equal(0, Ask(face, "P(income=37000 | income<30000)"));
        Near(Incomes(20000, 37000) / Incomes(10000, 37000), Ask(face, "P(20000<income | 10000<income<37000)"), Math.Max(tolerance, 1e-6));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Bins_are_cut_where_intervals_end(int seed, bool plain)
    {
        using var face = OfBuyers(seed, plain);
        double P(double job = double.NaN, double age = double.NaN, double paid = double.NaN, double size = double.NaN, double height = double.NaN) => Math.Exp(face.Reference(Buyer(job, age, paid, size, height)));

        // Whole numbers stand for all that are nearer to them; other numbers do not.
        Near(face.Integral([17.5, 24.5, 29.5], x => Buyer(age: x)), Ask(face, "P(18<=age<30)"), 1e-6);
        Near(face.Integral([17.5, 24.5, 30.5], x => Buyer(age: x)), Ask(face, "P(17<age<=30)"), 1e-6);
        Near(P(age: 31), Ask(face, "P(30<age<32)"));
        Near(P(age: 20) + P(age: 31), Ask(face, "P(age in {31, 20})"));
        Near(1 - P(age: 31), Ask(face, "P(age!=31)"));
        Near(face.Integral([89.5, 90.5, 300], x => Buyer(age: x)), Ask(face, "P(age>=90)"), 1e-5);
        Near(face.Integral([-300, 3.5], x => Buyer(age: x)), Ask(face, "P(age<4)"), 1e-5);
        Near(face.Integral([0.1, 0.4, 1.3], x => Buyer(size: x)), Ask(face, "P(0.1<size<1.3)"), 1e-6);
        Near(face.Integral([-2, 0.1, 0.4, 2.7, 3.1], x => Buyer(size: x)), Ask(face, "P(size<3.1)"), 1e-5);
        Near(face.Integral([169.5, 200.5], x => Buyer(height: (x - 170) / 10)), Ask(face, "P(170<=height<=200)"), 1e-6);
        Near(face.Integral([170.5, 200.5], x => Buyer(height: (x - 170) / 10)), Ask(face, "P(170<height<=200)"), 1e-6);

        // A bin of one number counts as that number.
        Near(P(paid: 0) * 0.01, Ask(face, "P(paid in {0})"));
        Near(P(paid: 0) * 0.01, Ask(face, "P(-0.003<paid<0.003)"));
        Near(1 - (P(paid: 0) * 0.01), Ask(face, "P(paid!=0)"));
        Near(Ask(face, "P(paid<0)") + (P(paid: 0) * 0.01), Ask(face, "P(paid<=0)"));
        Near(Ask(face, "P(paid<3.2)"), Ask(face, "P(paid<=3.2)"), 1e-15);
        Near(face.Integral([0.005, 3.2], x => Buyer(paid: x)), Ask(face, "P(0<paid<3.2)"), 1e-6);

        // A label for all others is what is not named.
        Near(P(job: 1) + P(job: 2), Ask(face, "P(job!=cook)"));
        Near(P(job: 2), Ask(face, "P(job in {baker, judge})"));
    }

    [Fact]
    public void Tails_of_columns_stay_finite()
    {
        using var face = OfBuyers();
        foreach (var question in new[] { "P(age>20000)", "P(paid>1000000)", "P(size<-3000)", "P(height>4000)", "P(height<-1000 | height<-900)" })
        {
            var answer = (Pics.Numerics.Answer.Probability)face.Model.Ask(question).OrThrow();
            Assert.True(double.IsFinite(answer.Log) && answer.Log < -5, $"{answer}");
        }

        Assert.InRange(Ask(face, "E(height | height>4000)"), 4000.5, 4010);
        Near(20000.5 + 9, Ask(face, "E(age | age>20000)"), 1e-9);
    }

    [Property(MaxTest = 12)]
    public void Parts_add_up_and_wholes_are_not_less(PositiveInt seed)
    {
        var random = new Random(seed.Get);
        using var face = OfBuyers(1 + (seed.Get % 3));
        var column = new[] { "age", "paid", "size", "height" }[random.Next(4)];
        var (low, high) = column == "height" ? (140, 200) : (-5, 90);
        string End() => Math.Round(low + (random.NextDouble() * (high - low)), random.Next(3)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (cut, given) = (End(), random.Next(2) == 0 ? string.Empty : " | job=cook, age>20");
        Near(1, Ask(face, $"P({column}<{cut}{given})") + Ask(face, $"P({column}>={cut}{given})"));
        Near(1, Ask(face, $"P({column}<={cut}{given})") + Ask(face, $"P({column}>{cut}{given})"));
        Near(1, Ask(face, $"P(job in {{smith, baker}}{given.Replace("job=cook, ", string.Empty, StringComparison.Ordinal)})") + Ask(face, $"P(job not in {{smith, baker}}{given.Replace("job=cook, ", string.Empty, StringComparison.Ordinal)})"));
        var ends = new[] { End(), End(), cut }.Select(end => double.Parse(end, System.Globalization.CultureInfo.InvariantCulture)).Order().ToArray();
        double Between(double from, double to) => Math.Exp(face.Model.LogLikelihood(Evidence.Between(column, from, to)).OrThrow());
        Assert.True(Between(ends[0], ends[1]) <= Between(ends[0], ends[2]) + 1e-12);
        Assert.True(Between(ends[1], ends[2]) <= Between(ends[0], ends[2]) + 1e-12);
    }

    [Fact]
    public void Weights_of_zero_and_one_are_sets()
    {
        using var face = OfPeople();
        static KeyValuePair<string, double> Of(string label, double weight) => new(label, weight);
        var (soft, hard) = (Evidence.Weighted("age group", [Of("1", 1), Of("4", 1)]), Evidence.OneOf("age group", "4", "1"));
        Near(face.Model.LogLikelihood(hard).OrThrow(), face.Model.LogLikelihood(soft).OrThrow(), 1e-12);
        Near(face.Model.Posterior("income", hard).OrThrow().Mean, face.Model.Posterior("income", soft).OrThrow().Mean, 1e-12);
        Near(face.Model.Posterior("age group", hard).OrThrow().Mean, face.Model.Posterior("age group", soft).OrThrow().Mean, 1e-12);

        // Weights are likelihoods: as if something was seen that has them, given the value alone.
        double P(int group, double visits) => Math.Exp(face.Reference(Person(group: group, visits: visits)));
        var weighted = Evidence.Weighted("age group", [Of("1", 0.3), Of("2", 5), Of("4", 0)]);
        double All(double visits) => (0.3 * P(0, visits)) + (5 * P(1, visits));
        Near(Math.Log(All(double.NaN)), face.Model.LogLikelihood(weighted).OrThrow());
        Near(Math.Log(All(2) / All(double.NaN)), face.Model.LogProbability(Evidence.Of("visits", 2), weighted).OrThrow());
        Near(5 * P(1, double.NaN) / All(double.NaN), face.Model.Posterior("age group", weighted).OrThrow().Probabilities[1].Probability);
        using var small = face.Model.Condition(weighted).OrThrow();
        Near(Math.Log(All(2) / All(double.NaN)), small.LogLikelihood(Evidence.Of("visits", 2)).OrThrow(), 1e-8);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Engines_agree(int seed, bool isDouble)
    {
        using var face = OfPeople(seed, isDouble: isDouble);
        EncodedRow Row(Evidence evidence) => evidence.Resolve(People).OrThrow();
        EncodedRow[] rows =
        [
            Row(Evidence.Parse("income<20000, visits in {1, 5}")),
            Row(Evidence.Parse("31000<=income<=33000, sex!=f")),
            Row(Evidence.Parse("\"age group\" not in {2}, visits>40")),
            Row(Evidence.Parse("income=30000, visits=3")),
            Row(Evidence.Parse("income>500000")),
            Row(Evidence.Nothing),
        ];
        using var found = FoundModel.Of(face.Model.Asked, rows);
        using var engines = new DisposableList(Enum.GetValues<EngineKind>().Where(kind => Engines.Supports(kind, TorchSharp.torch.CPU)).Select(kind => Compile.ToEngine(found.Model.Circuit, kind, TorchSharp.torch.CPU)));
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var parameters = TensorNumbers.ToTensors(found.Model.Numbers);
        var evidence = TensorNumbers.ToTensor(found.Evidence, isReal: true);
        var all = engines.Select(engine => EngineInputs.Values(engine.LogLikelihood(parameters, evidence))).ToList();
        Assert.True(all.Count >= 2);
        foreach (var other in all)
            Assert.All(Pairs.Of(all[0], other), pair => Near(pair.Expected, pair.Found, isDouble ? 1e-11 : 1e-4));
        Assert.All(Pairs.Of(all[0], [.. rows.Select(row => face.Model.Queries.LogZ + Alone(row))]), pair => Near(pair.Expected, pair.Found, isDouble ? 1e-9 : 1e-4));

        double Alone(EncodedRow row)
        {
            using var alone = FoundModel.Of(face.Model.Asked, row);
            return RowLikelihood.Of(alone.Model, alone.Evidence)[0];
        }
    }

    [Fact]
    public void What_cannot_be_known_gets_one_sentence()
    {
        using var face = OfPeople();
        var model = face.Model;
        Assert.Equal("'sex' has texts without an order; expected values, as '=', '!=' or 'in {...}' name them", Says(model.LogLikelihood(Evidence.Between("sex", 0, 1))));
        Assert.Equal("'income' cannot be in an interval without numbers; expected the lower end first, and numbers between both", Says(model.LogLikelihood(Evidence.Between("income", 60, 40))));
        Assert.Equal("'income' has no weights; expected a column of categories", Says(model.LogLikelihood(Evidence.Weighted("income", [new("3", 1)]))));
        Assert.Equal("'sex' has no weights; expected one finite weight from 0 on for each value", Says(model.LogLikelihood(Evidence.Weighted("sex", [new("f", -1)]))));
        Assert.Equal("'sex' has two weights for f; expected one", Says(model.LogLikelihood(Evidence.Weighted("sex", [new("f", 1), new("f", 1)]))));
        Assert.Equal("'sex' cannot be 'x'; expected f or m", Says(model.LogLikelihood(Evidence.OneOf("sex", "f", "x"))));
        Assert.Equal("'income' cannot meet this and what is said of it before; expected conditions that some value meets together", Says(model.LogLikelihood(Evidence.Between("income", 0, 1).AndBetween("income", 2, 3))));
        Assert.Equal("row 0: the evidence has probability zero under the model, so nothing is defined given it; observe less", Says(model.Sample(2, Evidence.Between("visits", -5, -1))));
        Assert.Equal("'income' is asked for and given; expected it to be one of both", Says(model.LogProbability(Evidence.Between("income", 0, 1), Evidence.Of("income", 1))));
        Assert.Equal(double.NegativeInfinity, model.LogLikelihood(Evidence.OneOf("sex")).OrThrow());
        Assert.Equal("sex in {f, \"a b\"}, 0<=income<Infinity, visits not in {3}", $"{Evidence.OneOf("sex", "f", "a b").AndBetween("income", 0, double.PositiveInfinity, hasHigh: false).AndNoneOf("visits", "3")}");
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var face = OfPeople();
        void All()
        {
            Ask(face, "P(income<30000 | visits>2)");
            Ask(face, "E(income | income<30000)");
            face.Model.Sample(3, Evidence.Parse("income<30000")).OrThrow();
            face.Model.Condition(Evidence.Parse("income<30000")).OrThrow().Dispose();
            Says(face.Model.Posterior("sex", Evidence.Parse("visits<0")));
        }

        All(); // once for what is made once
        var before = TensorTests.Settle();
        All();
        Assert.Equal(before, TensorTests.Settle());
    }

    private sealed class DisposableList(IEnumerable<ICircuitEngine> engines) : List<ICircuitEngine>(engines), IDisposable
    {
        public void Dispose() => ForEach(engine => engine.Dispose());
    }
}
