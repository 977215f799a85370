using System.CommandLine;

namespace Pics.Host;

/// <summary>The verbs that ask a trained run: score, explain, predict, sample, inpaint, impute, query.</summary>
internal static class QueryCommands
{
    /// <param name="report">Runs a verb and reports how it ended.</param>
    /// <param name="cancellation">Stops what may take long.</param>
    public static IEnumerable<(string Name, Func<Command> Make)> Verbs(Func<Func<LanguageExt.Either<Failure, int>>, int> report, CancellationToken cancellation) =>
    [
        ("score", () => Score(report, cancellation)),
        ("explain", () => Explain(report)),
        ("predict", () => Predict(report)),
        .. Parts.HasAll ? Others(report) : [],
        ("query", () => Query(report)),
    ];

    /// <summary>Those that the front has not.</summary>
    private static (string Name, Func<Command> Make)[] Others(Func<Func<LanguageExt.Either<Failure, int>>, int> report) =>
    [
        ("sample", () => Sample(report)),
        ("inpaint", () => Inpaint(report)),
        ("impute", () => Impute(report)),
    ];

    private static Command Score(Func<Func<LanguageExt.Either<Failure, int>>, int> report, CancellationToken cancellation)
    {
        var (options, rows) = (new QueryOptions(), new RowOptions());
        var path = Out($"Table, as its name ends ({OutputPath.Endings(TableFile.Endings)}): each row's number from 0 among those read, log-likelihood in nats, bits per observed dimension, and rank by these, 1 for what is expected least.");
        var surprises = new Option<bool>("--surprises") { Description = "Also name the column of each row that the rest of the row makes least expected: whose value, or one at least as unlikely, has the least probability given the rest (tail probability); with its surprise, the conditional negative log-likelihood in nats. Costs a backward pass, and up to one more a column." };
        var format = Formats.Option();
        var batch = new Option<int>("--batch-size") { Description = "Rows evaluated together.", DefaultValueFactory = _ => 1024 };
        var ranks = new RankOptions();
        var command = new Command("score", "Exact log-likelihood of each row, missing values summed out, and which rows are anomalies: those of most bits per observed dimension.") { options.Folder, rows.Path, rows.Data, rows.Sql, rows.Unseen, rows.Split, path, surprises, format, batch, ranks.Wanted, ranks.Patience };
        return options.AddTo(command, result => report(() => ranks.Among(result, "start it again", processes => processes.Agreed(rows.Bind(result)).Bind(wish => ScoreVerb.Run(
            options.Bind(result, wish.Unseen),
            new(wish, result.GetValue(path), result.GetValue(surprises), result.GetValue(batch), result.GetValue(format)),
            processes,
            cancellation)))));
    }

    private static Command Explain(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var (options, rows) = (new QueryOptions(), new RowOptions());
        var row = new Option<int>("--row") { Description = "The number of the row, counted from 0, as score has it.", Required = true };
        var format = Formats.Option();
        var command = new Command("explain", "Why a row is an anomaly: each of its values beside what the rest of the row lets expect, the least expected first.") { options.Folder, rows.Path, rows.Data, rows.Sql, rows.Unseen, rows.Split, row, format };
        return options.AddTo(command, result => report(() => rows.Bind(result).Bind(wish => ExplainVerb.Run(options.Bind(result, wish.Unseen), new(wish, result.GetValue(row), result.GetValue(format))))));
    }

    private static Command Predict(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var (options, rows) = (new QueryOptions(), new RowOptions());
        var target = new Option<string>("--target") { Description = "The column that is predicted, by heading, or x and its number from 0. Where rows have it, it is hidden from the model and compared.", Required = true };
        var interval = RealNumber.Optional("--interval", "Of numbers: the probability of the interval, between 0 and 1, as much left out below as above. [default: 0.9]");
        var path = Out($"Table, as its name ends ({OutputPath.Endings(TableFile.Endings)}): each row's number from 0, what it has, and the most probable class with the probability of each, or expectation and interval of a number.");
        var format = Formats.Option();
        var command = new Command("predict", "One column of each row given the rest: probabilities of classes, or expectation and interval of numbers, and how good they are where the rows have it.") { options.Folder, rows.Path, rows.Data, rows.Sql, rows.Unseen, rows.Split, target, interval, path, format };
        return options.AddTo(command, result => report(() => rows.Bind(result).Bind(wish => PredictVerb.Run(
            options.Bind(result, wish.Unseen),
            new(wish, result.GetValue(target)!, result.GetValue(interval), result.GetValue(path), result.GetValue(format))))));
    }

    private static Command Sample(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var options = new QueryOptions();
        var count = new Option<int>("--count") { Description = "How many.", DefaultValueFactory = _ => 64 };
        var path = Out($".png for a grid of pictures, {OutputPath.Endings(TableFile.Endings)} for a table, {OutputPath.Endings(DatasetArrays.Endings)} for an array, or a new folder for one PNG file a sample.");
        var columns = new Option<int?>("--columns") { Description = "Pictures side by side in the grid. [default: a square]" };
        var points = new Option<int?>("--points") { Description = "Draw the PIC's own latents from their continuous densities on a grid of so many points, for example 129, and not nodes of the QPC; much slower." };
        var given = new Option<string?>("--given") { Description = "What every row has, as after the bar of a question: 'grade=B, 30<=age<40'." };
        var (within, other) = (WithinRange(), new Option<bool>("--with-other") { Description = "Rows may have (other), the value of a column that stands for all that training did not see; without it they have values of training alone." });
        var command = new Command("sample", "Draw exact samples from a run's model.") { options.Folder, count, given, within, other, path, columns, points, options.Seed };
        return options.AddTo(command, result => report(() => IdleOptions.Alone(result, "--points, which draws latents and no nodes of a rule", result.GetValue(points) is null ? [] : ["--k"]).Bind(_ => SampleVerb.Run(
            options.Bind(result),
            new(result.GetValue(count), result.GetValue(options.Seed), result.GetValue(path), result.GetValue(columns), result.GetValue(points), result.GetValue(given), new(result.GetValue(within), result.GetValue(other)))))));
    }

    private static Command Inpaint(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var (options, rows) = (new QueryOptions(), new RowOptions());
        var first = new Option<int>("--first") { Description = "The first row, counted from 0.", DefaultValueFactory = _ => 0 };
        var count = new Option<int>("--rows") { Description = "How many rows.", DefaultValueFactory = _ => 8 };
        var mask = new Option<string>("--mask") { Description = "What is hidden: left, right, top, bottom, centre, random:p with p from 0 to 1, or a PNG (black is hidden) or .npy file (0 is hidden).", DefaultValueFactory = _ => "right" };
        var draws = new Option<int>("--draws") { Description = "Samples per row.", DefaultValueFactory = _ => 4 };
        var path = Out(".png file: original, masked, samples, best completion, mean and standard deviation of each row.");
        var command = new Command("inpaint", "Hide a part of images and fill it by exact samples given the rest.") { options.Folder, rows.Path, rows.Data, rows.Split, first, count, mask, draws, path, options.Seed };
        return options.AddTo(command, result => report(() => rows.Bind(result).Bind(wish => Machine.WithLibtorch(() => InpaintVerb.Run(
            options.Bind(result),
            new()
            {
                Given = wish,
                First = result.GetValue(first),
                Rows = result.GetValue(count),
                Mask = result.GetValue(mask)!,
                Draws = result.GetValue(draws),
                Seed = result.GetValue(options.Seed),
                Out = result.GetValue(path),
            })))));
    }

    private static Command Impute(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var (options, rows) = (new QueryOptions(), new RowOptions { Path = new("table") { Description = "A table like that of the run, with missing cells; the same as --data.", DefaultValueFactory = _ => null } });
        var by = Choice.Of("--by", "What a cell is filled with: its mean given the row, its most probable value given the row (mode; of real numbers the highest peak of their density that is found), the most probable completion of the row found, or a sample:", FillKind.Expectation);
        var path = Out($"The filled table, needed without --remove: text as it is written but for the missing cells, under its own ending, or as the name ends ({OutputPath.Endings(TableFile.Endings)}).");
        var probabilities = new Option<string?>("--probabilities") { Description = $"Table, as its name ends ({OutputPath.Endings(TableFile.Endings)}), with each fill and its probability given what the row observes; of real numbers the density there, per unit of the data." };
        var remove = RealNumber.Optional("--remove", "Measure instead, and write nothing: take this part of the cells away, between 0 and 1, fill them in every way, and compare with column means and modes.");
        var within = WithinRange();
        var interval = RealNumber.Optional("--interval", "A probability between 0 and 1: the table of --probabilities also has the interval in which the value lies with it, or the most probable texts; --remove says how many removed cells lie in theirs.");
        var command = new Command("impute", "Fill the missing cells of a table.") { options.Folder, rows.Path, rows.Data, rows.Sql, by, path, probabilities, interval, remove, within, rows.Unseen, options.Seed };
        LanguageExt.Either<Failure, LanguageExt.Unit> Idle(ParseResult result) => result.GetValue(remove) is not null ? IdleOptions.Alone(result, "--remove, which fills in every way", by.Name)
            : result.GetValue(by) is FillKind.Expectation or FillKind.Mode ? IdleOptions.Alone(result, $"--by {Choice.Word(result.GetValue(by))}, in which nothing is random", options.Seed.Name)
            : LanguageExt.Unit.Default;
        return options.AddTo(command, result => report(() => Idle(result).Bind(_ => rows.Bind(result)).Bind(wish => ImputeVerb.Run(
            options.Bind(result, wish.Unseen),
            new(wish, result.GetValue(by), result.GetValue(path), result.GetValue(probabilities), result.GetValue(options.Seed), result.GetValue(remove), result.GetValue(within)) { Interval = result.GetValue(interval) }))));
    }

    private static Command Query(Func<Func<LanguageExt.Either<Failure, int>>, int> report)
    {
        var options = new QueryOptions();
        var text = new Argument<string>("question") { Description = "P(x3=1, x7=0 | x1=2) for a probability, or a density where numbers are real, P(x3 | x1=2) for a distribution, E(x3 | x1=2) and Var(x3 | x1=2) for mean and variance, Q(0.9, x3 | x1=2) for a quantile, MAP(x3, x7 | x1=2) for the values that are the most probable together, next(x3 | x1=2) for what the columns that are not known would say about one; for = also !=, <, <=, >, >= and in {1, 2}, as in P(40<=age<60 | job!=cook); columns by heading, in double quotes where it is not one word, or x and their number from 0, with .0, .1 or .2 for a channel of colours; values as in the data, in double quotes where they have blanks or commas." };
        var format = Formats.Option();
        var samples = new Option<int>("--samples") { Description = "Samples of an answer that cannot be exact: of MAP where there are too many combinations, of next where columns have no largest value.", DefaultValueFactory = _ => Chance.Default.Samples };
        var rows = new Option<string?>("--rows") { Description = "Ask the question of each row of this table or folder: what a row observes is given besides what the question says, but for what is asked about." };
        var (given, path) = (new RowOptions(), Out($"Only with --rows: table, as its name ends ({OutputPath.Endings(TableFile.Endings)}), with each row's number from 0, its columns and the answer; of a distribution a column for each value."));
        var command = new Command("query", "Ask a run's model for one number, exactly.") { options.Folder, text, format, samples, options.Seed, rows, path, given.Unseen };
        LanguageExt.Either<Failure, LanguageExt.Unit> Idle(ParseResult result) => result.GetValue(rows) is not null
            ? IdleOptions.Alone(result, "--rows, whose answers are exact", samples.Name, options.Seed.Name)
            : IdleOptions.Alone(result, "a question without --rows, which is about no table", path.Name, given.Unseen.Name);
        return options.AddTo(command, result => report(() => Idle(result).Bind(_ => result.GetValue(rows) is { } table
            ? QueryRowsVerb.Run(options.Bind(result, result.GetValue(given.Unseen)), result.GetValue(text)!, new(new(table, null, result.GetValue(given.Unseen)), result.GetValue(path)), result.GetValue(format))
            : QueryVerb.Run(
                options.Bind(result),
                result.GetValue(text)!,
                result.GetValue(format),
                new(result.GetValue(samples), result.GetValue(options.Seed)),
                new[] { samples.Name, options.Seed.Name }.FirstOrDefault(name => IdleOptions.IsGiven(result, name))))));
    }

    private static Option<bool> WithinRange() => new("--within-range") { Description = "Numbers stay between the least and the largest one that the column has in training." };

    private static Option<string?> Out(string description) => new("--out") { Description = description };
}
