using System.Diagnostics;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What one table gave with one seed.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Seed">Of rows set apart, parameters, cells taken away and samples.</param>
/// <param name="Rows">Rows to learn from and test rows.</param>
/// <param name="Columns">Columns that are modelled.</param>
/// <param name="Likelihoods">Of the test rows.</param>
/// <param name="Answers">Cells that were taken away and filled, and classes that were predicted.</param>
/// <param name="Peers">Null where there are none.</param>
internal sealed record TableTrialRun(string Table, int Seed, (int Train, int Test) Rows, int Columns, TrialLikelihoods Likelihoods, TrialAnswers Answers, TrialPeers? Peers)
{
    private const int Samples = 2000;

    private static readonly int[] Percents = [10, 30, 50];

    /// <summary>Learns, asks, and lets peers do the same.</summary>
    /// <param name="trial">The table.</param>
    /// <param name="path">Its file.</param>
    /// <param name="folder">Where the files of the peers are.</param>
    /// <param name="seed">Of everything.</param>
    /// <param name="python">The interpreter of the peers; null for none.</param>
    /// <param name="cancellation">Stops the learning.</param>
    public static Either<Failure, TableTrialRun> Of(TableTrial trial, string path, string folder, int seed, string? python, CancellationToken cancellation) =>
        from split in TrialSplit.Of(trial, path, seed)
        from target in Target(trial, split.Train)
        let clock = Stopwatch.StartNew()
        from model in PicModel.Learn(split.Train, LearnSettings.Default.WithSeed(seed).WithTest(0), cancellation: cancellation).MapLeft(Failure.Of)
        from run in Ask(trial, split, target.MatchUnsafe<int?>(column => column, () => null), model, new(folder, seed, python), clock)
        select run;

    private static Either<Failure, Option<int>> Target(TableTrial trial, Dataset train)
    {
        if (trial.Target is not { } name) return Option<int>.None;
        var found = train.Columns.Select((column, index) => (column, index)).FirstOrDefault(pair => pair.column.Name == name);
        return found.column?.Kind is ColumnKind.Categorical ? Prelude.Some(found.index) : new Failure($"the table '{trial.Name}' has no column '{name}' of categories to predict");
    }

    private static Either<Failure, TableTrialRun> Ask(TableTrial trial, TrialSplit split, int? target, PicModel learned, TrialPlace place, Stopwatch clock)
    {
        using var model = learned;
        var seed = place.Seed;
        var learning = clock.Elapsed.TotalSeconds;
        var removed = Percents.ToDictionary(percent => percent, percent => Removal.Of(split.Test, percent / 100.0, seed));
        var known = target is { } asked ? [.. Enumerable.Range(0, split.Test.Rows).Where(row => !double.IsNaN(split.Test.Row(row)[asked]))] : new List<int>();
        var classes = known.ConvertAll(row => (int)split.Test.Row(row)[target!.Value]);
        return from logs in model.LogLikelihoods(split.Test).MapLeft(Failure.Of)
               from numbers in OfNumbers(model, split.Test)
               from fills in Each(Percents, percent => Fill(model, split, removed[percent], percent, seed))
               from own in target is { } column ? ClassFigures.Predict(model, split.Test.Take(known), column).Map<IReadOnlyList<ClassFigures>>(found => [ClassFigures.Of("this model", classes, found)]) : Either<Failure, IReadOnlyList<ClassFigures>>.Right([])
               from samples in model.Sample(Samples, seed: seed).MapLeft(Failure.Of)
               let asking = clock.Elapsed.TotalSeconds - learning
               from peers in place.Python is null ? Either<Failure, (TrialPeers?, IReadOnlyList<FillFigures>, IReadOnlyList<ClassFigures>)>.Right((null, [], [])) : Beside(split, target, removed, classes, samples, place)
               select new TableTrialRun(
                   trial.Name,
                   seed,
                   (split.Train.Rows, split.Test.Rows),
                   split.Train.Variables,
                   new(logs.Average(), Baselines.IndependentDimensions(split.Train, split.Test), numbers, learning),
                   new([.. fills, .. Percents.Select(percent => FillFigures.OfMeans(percent, split, removed[percent])), .. peers.Item2], [.. own, .. peers.Item3], asking),
                   peers.Item1);
    }

    private static Either<Failure, double> OfNumbers(PicModel model, Dataset test)
    {
        var columns = Enumerable.Range(0, test.Variables).Where(column => TrialFile.IsNumber(test.Columns[column])).ToList();
        var rows = Enumerable.Range(0, test.Rows).Where(row => columns.TrueForAll(column => !double.IsNaN(test.Row(row)[column]))).ToList();
        if (columns.Count == 0 || rows.Count == 0) return double.NaN;
        var values = rows.SelectMany(row => test.Row(row).Select((value, column) => columns.Contains(column) ? value : double.NaN));
        return Dataset.Table(test.Name, test.Columns, values).MapLeft(Failure.Of).Bind(data => model.LogLikelihoods(data).MapLeft(Failure.Of)).Map(logs => logs.Average());
    }

    private static Either<Failure, FillFigures> Fill(PicModel model, TrialSplit split, Removal removed, int percent, int seed) =>
        from means in model.Fills(removed.Rest, FillKind.Expectation, seed).MapLeft(Failure.Of)
        from modes in model.Fills(removed.Rest, FillKind.Mode, seed).MapLeft(Failure.Of)
        select FillFigures.Of("this model", percent, split, removed, (row, column) => TrialFile.IsNumber(split.Test.Columns[column])
            ? means[(row, column)].Number ?? double.NaN
            : split.Test.Columns[column].Value(modes[(row, column)].Text) ?? double.NaN);

    private static Either<Failure, (TrialPeers?, IReadOnlyList<FillFigures>, IReadOnlyList<ClassFigures>)> Beside(
        TrialSplit split, int? target, Dictionary<int, Removal> removed, IReadOnlyList<int> classes, Dataset samples, TrialPlace place)
    {
        var folder = place.Folder;
        var schema = new { Numbers = split.Train.Columns.Select(TrialFile.IsNumber), Values = split.Train.Columns.Select(column => column.Kind is ColumnKind.Categorical kind ? kind.Values : 0), Target = target, Percents };
        return from made in AtomicFile.WriteText(Path.Combine(folder, "schema.json"), JsonSerializer.Serialize(schema, RunSettings.Json)).MapLeft(Failure.Of)
               from train in TrialFile.Write(Path.Combine(folder, "train.csv"), split.Train)
               from test in TrialFile.Write(Path.Combine(folder, "test.csv"), split.Test)
               from drawn in TrialFile.Write(Path.Combine(folder, "sampled.csv"), samples)
               from masked in Each(Percents, percent => TrialFile.Write(Path.Combine(folder, $"test-{percent}.csv"), removed[percent].Rest))
               from peers in TrialPeers.Of(place.Python!, folder, place.Seed)
               from fills in Each(from name in new[] { "knn", "iterative" } from percent in Percents select (name, percent), one => TrialFile.Read(Path.Combine(folder, $"{one.name}-{one.percent}.csv"))
                   .Map(rows => FillFigures.Of(one.name, one.percent, split, removed[one.percent], (row, column) => rows[row][column])))
               from predictions in Each(target is null ? [] : new[] { "logistic", "forest" }, name => TrialFile.Read(Path.Combine(folder, $"{name}.csv")).Map(rows => ClassFigures.Of(name, classes, rows)))
               select ((TrialPeers?)peers, fills, predictions);
    }

    private static Either<Failure, IReadOnlyList<TTo>> Each<TFrom, TTo>(IEnumerable<TFrom> all, Func<TFrom, Either<Failure, TTo>> map)
    {
        var made = new List<TTo>();
        foreach (var one in all)
        {
            var next = map(one);
            if (next.IsLeft) return next.Map<IReadOnlyList<TTo>>(_ => made);
            next.IfRight(made.Add);
        }

        return made;
    }
}

/// <summary>Mean log-likelihoods of test rows, in nats and the data's own units.</summary>
/// <param name="Model">Of the model.</param>
/// <param name="Independent">Of independent columns.</param>
/// <param name="Numbers">Of the model on the numbers alone of rows without holes in them, beside a mixture of Gaussians; NaN where there are none.</param>
/// <param name="Seconds">Of learning the model.</param>
internal sealed record TrialLikelihoods(double Model, double Independent, double Numbers, double Seconds);

/// <summary>What was asked of models and peers.</summary>
/// <param name="Fills">Of cells taken away.</param>
/// <param name="Classes">Of a class that is predicted; none where there is no class.</param>
/// <param name="Seconds">Of all answers of the model.</param>
internal sealed record TrialAnswers(IReadOnlyList<FillFigures> Fills, IReadOnlyList<ClassFigures> Classes, double Seconds);

/// <summary>Where and by whom a table is worked on.</summary>
/// <param name="Folder">Of the files of the peers.</param>
/// <param name="Seed">Of everything.</param>
/// <param name="Python">The interpreter of the peers; null for none.</param>
internal sealed record TrialPlace(string Folder, int Seed, string? Python);
