using System.Globalization;

namespace Pics.Host;

/// <summary>The tables of <c>reproduce tables</c>.</summary>
internal static class TableTrialReport
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TextTable> Of(IReadOnlyList<TableTrialRun> runs) => [Likelihoods(runs), .. new[] { 10, 30, 50 }.Select(percent => Fills(runs, percent)), Classes(runs), Samples(runs), Counts(runs)];

    private static TextTable Likelihoods(IReadOnlyList<TableTrialRun> runs) => new(
        "Mean log-likelihood of test rows, nats and the data's own units; a Gaussian mixture (components by BIC) beside the model on the numbers of rows without holes",
        ["table", "seed", "rows", "columns", "this model", "independent columns", "numbers: this model", "Gaussian mixture", "learning, s"],
        [.. runs.Select(run => (IReadOnlyList<string>)[
            run.Table, $"{run.Seed}", $"{run.Rows.Train} + {run.Rows.Test}", $"{run.Columns}", Number(run.Likelihoods.Model), Number(run.Likelihoods.Independent), Number(run.Likelihoods.Numbers),
            run.Peers?.Mixture is { } mixture ? $"{Number(mixture.LogLikelihood)} ({mixture.Components})" : "", Number(run.Likelihoods.Seconds, 1)])]);

    private static TextTable Fills(IReadOnlyList<TableTrialRun> runs, int percent)
    {
        var names = Names(runs.SelectMany(run => run.Answers.Fills.Select(fill => fill.By)));
        return new(
            $"Imputation of {percent} % of the cells of test rows: NRMSE of numbers / accuracy of other cells, %",
            ["table", "seed", .. names],
            [.. runs.Select(run => (IReadOnlyList<string>)[run.Table, $"{run.Seed}", .. names.Select(name => run.Answers.Fills.FirstOrDefault(fill => fill.By == name && fill.Percent == percent) is { } found ? $"{Number(found.Error)} / {Number(100 * found.Accuracy, 1)}" : "")])]);
    }

    private static TextTable Classes(IReadOnlyList<TableTrialRun> runs)
    {
        var names = Names(runs.SelectMany(run => run.Answers.Classes.Select(one => one.By)));
        return new(
            "Prediction of a class from the other columns of test rows: log-loss, nats / accuracy, %",
            ["table", "seed", .. names],
            [.. runs.Where(run => run.Answers.Classes.Count > 0).Select(run => (IReadOnlyList<string>)[run.Table, $"{run.Seed}", .. names.Select(name => run.Answers.Classes.FirstOrDefault(one => one.By == name) is { } found ? $"{Number(found.LogLoss)} / {Number(100 * found.Accuracy, 1)}" : "")])]);
    }

    private static TextTable Samples(IReadOnlyList<TableTrialRun> runs) => new(
        "Sampled rows beside real ones: area under the ROC curve of a random forest that tells them apart (0.5: it cannot), and times",
        ["table", "seed", "AUC", "asking, s", "peers, s"],
        [.. runs.Select(run => (IReadOnlyList<string>)[run.Table, $"{run.Seed}", run.Peers is null ? "" : Number(run.Peers.Auc), Number(run.Answers.Seconds, 1), run.Peers is null ? "" : string.Join(", ", run.Peers.Seconds.Select(pair => $"{pair.Key} {Number(pair.Value, 1)}"))])]);

    /// <summary>On how many tables the model is better than each peer; of several seeds the mean.</summary>
    private static TextTable Counts(IReadOnlyList<TableTrialRun> runs)
    {
        var tables = runs.GroupBy(run => run.Table).ToList();
        IReadOnlyList<string> Line(string what, Func<TableTrialRun, double> difference)
        {
            var differences = tables.Select(table => table.Select(difference).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()).Where(double.IsFinite).ToList();
            return [what, $"{differences.Count(value => value > 0)} of {differences.Count}"];
        }

        double Fill(TableTrialRun run, string peer, Func<FillFigures, double> figure, int sign)
        {
            double Mean(string name) => run.Answers.Fills.Where(fill => fill.By == name).Select(figure).DefaultIfEmpty(double.NaN).Average();
            return sign * (Mean("this model") - Mean(peer));
        }

        double Class(TableTrialRun run, string peer) => (run.Answers.Classes.FirstOrDefault(one => one.By == peer)?.LogLoss ?? double.NaN) - (run.Answers.Classes.FirstOrDefault(one => one.By == "this model")?.LogLoss ?? double.NaN);
        var peers = Names(runs.SelectMany(run => run.Answers.Fills.Select(fill => fill.By))).Where(name => name != "this model").ToList();
        var predictors = Names(runs.SelectMany(run => run.Answers.Classes.Select(one => one.By))).Where(name => name != "this model").ToList();
        return new(
            "Tables on which this model is better (means over seeds and over 10, 30 and 50 %)",
            ["than", "tables"],
            [
                Line("independent columns, log-likelihood", run => run.Likelihoods.Model - run.Likelihoods.Independent),
                Line("a Gaussian mixture on the numbers, log-likelihood", run => run.Likelihoods.Numbers - (run.Peers?.Mixture?.LogLikelihood ?? double.NaN)),
                .. peers.Select(peer => Line($"{peer}, NRMSE", run => Fill(run, peer, fill => fill.Error, -1))),
                .. peers.Select(peer => Line($"{peer}, accuracy", run => Fill(run, peer, fill => fill.Accuracy, 1))),
                .. predictors.Select(peer => Line($"{peer}, log-loss", run => Class(run, peer))),
            ]);
    }

    private static List<string> Names(IEnumerable<string> names) => [.. names.Distinct()];

    private static string Number(double value, int digits = 3) => double.IsNaN(value) ? "" : value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
