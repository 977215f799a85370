using TorchSharp;

namespace Pics.Properties;

/// <summary>The C# snippets of the first part of the manual of Pics.Numerics; a test says that each does what it claims.</summary>
[Collection(TensorTests.Name)]
public class FaceSnippets
{
    /// <summary>From a table to answers, new rows, filled rows, odd rows, smaller models and a folder.</summary>
    private static void Tour(TemporaryFolder at)
    {
        var (table, holes, samples, filled, folder) = (at["people.csv"], at["holes.csv"], at["samples.csv"], at["filled.csv"], at["model"]);

        using var model = PicModel.Learn(table, LearnSettings.Default.WithK(8).WithEpochs(10)).OrThrow();
        Console.WriteLine(model.Report); // steps, time, mean log-likelihoods of rows that were held out

        Console.WriteLine(model.Ask("P(sex=f | visits=2, job=clerk)").OrThrow());
        Console.WriteLine(model.Ask("P(job | income=30000)").OrThrow());
        Console.WriteLine(model.Ask("E(income | job=cook)").OrThrow().Value);

        var known = Evidence.Of("sex", "f").And("visits", 2);
        double log = model.LogLikelihood(known).OrThrow(); // log p(sex=f, visits=2), in nats
        double given = model.LogProbability(Evidence.Of("job", "cook"), known).OrThrow(); // log p(job=cook | sex=f, visits=2)
        var income = model.Posterior("income", known).OrThrow();
        Console.WriteLine($"mean {income.Mean}, variance {income.Variance}, log p(30000) {income.LogDensity(30000).OrThrow()}");

        model.Sample(5, known, seed: 1).OrThrow().WriteCsv(samples).OrThrow();
        model.Complete(holes, FillKind.Mode).OrThrow().WriteCsv(filled).OrThrow();
        foreach (var score in model.Scores(table).OrThrow().OrderBy(score => score.Rank).Take(3)) Console.WriteLine(score);

        using var women = model.Condition(Evidence.Of("sex", "f")).OrThrow(); // p(visits, job, income | sex=f)
        using var pair = model.Marginal("job", "income").OrThrow(); // p(job, income)
        women.Save(folder).OrThrow();
        using var again = PicModel.Load(folder).OrThrow();

        Assert.Equal("sex=f, visits=2", known.ToString());
        Assert.Equal(model.LogLikelihood(known.And("job", "cook")).OrThrow(), log + given, 1e-4);
        Assert.Equal(women.LogLikelihood(Evidence.Of("visits", 2)).OrThrow(), again.LogLikelihood(Evidence.Of("visits", 2)).OrThrow());
        Assert.Equal(log, women.LogLikelihood(Evidence.Of("visits", 2)).OrThrow() + model.LogLikelihood(Evidence.Of("sex", "f")).OrThrow(), 1e-4);
        Assert.Equal(["job", "income"], pair.Form.Headings.ToArray());
    }

    [Fact]
    public void The_tour_goes_from_a_table_to_a_folder()
    {
        using var folder = new TemporaryFolder();
        Assert.True(Table.Of(["sex", "visits", "job", "income"], Rows(0)).OrThrow().WriteCsv(folder["people.csv"]).IsRight);
        Assert.True(Table.Of(["sex", "visits", "job", "income"], Rows(7)).OrThrow().WriteCsv(folder["holes.csv"]).IsRight);
        var (code, output, _) = ConsoleRuns.Capture(() =>
        {
            Tour(folder);
            return 0;
        });
        Assert.Equal(0, code);
        Assert.Contains("P(sex=f | visits=2, job=clerk) = ", output, StringComparison.Ordinal);
        Assert.Equal(3, output.Split('\n').Count(line => line.StartsWith("row ", StringComparison.Ordinal)));
        Assert.All(File.ReadAllLines(folder["samples.csv"])[1..], line => Assert.StartsWith("f,2,", line, StringComparison.Ordinal));
        Assert.All(File.ReadAllLines(folder["filled.csv"]), line => Assert.All(line.Split(','), Assert.NotEmpty));
        Assert.Contains(File.ReadAllLines(folder["holes.csv"]), line => line.Split(',').Contains(string.Empty));
    }

    /// <summary>Learns from records with wishes, told of how far it is, for at most some time.</summary>
    private static PicModel WithWishes(IEnumerable<Visitor> visitors, Action<LearningProgress> tell, TimeSpan most)
    {
        using var stop = new CancellationTokenSource(most);
        var settings = LearnSettings.Default with { K = 8, Width = 16, Epochs = 5, Seed = 1 };
        return PicModel.Learn(
            visitors,
            settings.WithFamily("Visits", FamilyChoice.Poisson).WithStructure(new StructureChoice.BalancedTree()),
            new Progress<LearningProgress>(tell),
            stop.Token).OrThrow();
    }

    [Fact]
    public void Wishes_are_kept()
    {
        var visitors = Rows(5).Select(row => new Visitor((string)row[0]!, (int?)row[1], (double)row[3]!)).ToList();
        using var model = WithWishes(visitors, _ => { }, TimeSpan.FromMinutes(5));
        Assert.Equal((8, 3), (model.Rule.Count, model.Form.Variables));
        Assert.IsType<InputFamily.Poisson>(model.Queries.Families[1]);
        Assert.Throws<OperationCanceledException>(() => WithWishes(visitors, _ => { }, TimeSpan.Zero));
    }

    /// <summary>The answer in words, or the sentence that says why there is none.</summary>
    private static string Said(PicModel model, string question) =>
        model.Ask(question).Match(answer => $"{answer}", fault => fault.Explain());

    /// <summary>The name of the column that a question has and a model does not, if that is what is wrong.</summary>
    private static string? Unknown(PicModel model, string question)
    {
        try
        {
            Console.WriteLine(model.Ask(question).OrThrow());
            return null;
        }
        catch (PicsException thrown)
        {
            return thrown.Fault is PicsFault.Question { Error: QuestionError.BadName { Columns: 0 } error } ? error.Name : null;
        }
    }

    [Fact]
    public void What_is_not_understood_is_a_sentence_or_an_exception_with_it()
    {
        using var face = FaceModel.OfPeople();
        Assert.StartsWith("at character 3: there is no column 'sexx'; expected ", Said(face.Model, "P(sexx=f)"), StringComparison.Ordinal);
        Assert.StartsWith("P(sex=f) = ", Said(face.Model, "P(sex=f)"), StringComparison.Ordinal);
        Assert.Equal("sexx", Unknown(face.Model, "P(sexx=f)"));
        Assert.Null(Unknown(face.Model, "P(sex=g)"));
    }

    /// <summary>A fresh model of two pixels under a rule of one's own.</summary>
    private static Either<PicsFault, PicModel> UnderOwnRule() =>
        from rule in QuadratureRule.Create("own", -1, 1, nodes: [-0.8, 0, 0.8], weights: [0.5, 1, 0.5]).OrFault()
        from graph in QuadTree.Create(height: 1, width: 2).OrFault()
        from pic in Pipeline.Model(new InputFamily.Categorical(1, 2)).Apply(graph).OrFault()
        from stored in StoredModel.Create(pic, plain: false, new NetSettings(8), StoredRule.Of(rule), seed: 1).OrFault()
        from form in RowForm.Create([Column.Of(2), Column.Of(2)], channels: 1, image: (1, 2)).OrFault()
        from model in PicModel.Of(form, stored)
        select model;

    [Fact]
    public void A_rule_of_ones_own_is_kept()
    {
        using var folder = new TemporaryFolder();
        using var model = UnderOwnRule().OrThrow();
        model.Save(folder["m"]).OrThrow();
        using var again = PicModel.Load(folder["m"]).OrThrow();
        Assert.Equal(("own", 3), (again.Rule.Name, again.Rule.Count));
        Assert.Equal(0, again.LogLikelihood(Evidence.Nothing).OrThrow(), 1e-6);
    }

    /// <summary>log p of the first rows, as the circuit sees them.</summary>
    private static double[] OnTensors(PicModel model, Dataset data)
    {
        using var scope = torch.NewDisposeScope();
        var evidence = CircuitQueries.Evidence(model.Queries, data, [0, 1, 2]); // [3, variables, C]
        var values = CircuitQueries.LogLikelihood(model.Queries, evidence).OrThrow(); // [3], nats
        return values.data<double>().ToArray();
    }

    [Fact]
    public void Queries_on_tensors_are_of_scaled_numbers()
    {
        using var face = FaceModel.OfPeople();
        var data = FaceModel.Rows(3, 1, hidden: 0);
        var scale = data.Columns.Sum(column => column.Kind.Match(_ => 0, _ => 0, real => Math.Log(real.Scale), _ => 0));
        Assert.All(OnTensors(face.Model, data).Zip(face.Model.LogLikelihoods(data).OrThrow()), pair => Assert.Equal(pair.Item1 - scale, pair.Item2, 1e-9));
    }

    /// <summary>People whose values go with each other; one in so many cells is empty, none for 0.</summary>
    private static IEnumerable<object?[]> Rows(int empty)
    {
        var random = new Random(1);
        return Enumerable.Range(0, 80).Select(row =>
        {
            var kind = random.Next(3);
            object?[] all = [random.Next(3) < kind ? "f" : "m", kind + random.Next(2), new[] { "clerk", "cook", "smith" }[kind], 20000 + (8000.5 * kind) + random.Next(5000)];
            return empty == 0 || row % empty != 0 ? all : [all[0], null, all[2], all[3]];
        });
    }

    /// <summary>Who came, how often.</summary>
    private sealed record Visitor(string Sex, int? Visits, double Income);
}
