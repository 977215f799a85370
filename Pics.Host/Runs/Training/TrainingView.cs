using System.Globalization;
using LanguageExt;
using Spectre.Console;

namespace Pics.Host;

/// <summary>Shows a run while it goes on: a progress bar on a terminal, plain lines elsewhere.</summary>
internal static class TrainingView
{
    private const int LineEvery = 50; // steps between plain lines

    /// <summary>Runs with a view of it.</summary>
    /// <param name="totalSteps">Steps that the run will do at most.</param>
    /// <param name="bits">What bits per dimension are called; null for tables, of which they say little.</param>
    /// <param name="run">Given a receiver of records, the run.</param>
    public static TrainingOutcome Show(long totalSteps, string? bits, Func<Action<TrainingRecord>, TrainingOutcome> run) =>
        AnsiConsole.Profile.Out.IsTerminal ? Live(totalSteps, bits, run) : Plain(totalSteps, bits, run);

    private static TrainingOutcome Plain(long totalSteps, string? bits, Func<Action<TrainingRecord>, TrainingOutcome> run) => run(record =>
    {
        var line = record.Match(
            trained => trained.Step == 1 || trained.Step % LineEvery == 0 ? Text(trained, totalSteps, bits) + Left(trained, totalSteps) : null,
            validated => $"{Text(validated, totalSteps, bits)}{(validated.IsBest ? "  best so far" : string.Empty)}");
        if (line is not null) Console.Out.WriteLine(line);
    });

    private static TrainingOutcome Live(long totalSteps, string? bits, Func<Action<TrainingRecord>, TrainingOutcome> run) => AnsiConsole
        .Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var task = context.AddTask("starting", maxValue: totalSteps);
            var validation = string.Empty;
            return run(record => record.Match(
                trained =>
                {
                    task.Value = trained.Step;
                    task.Description = Markup.Escape(Text(trained, totalSteps, bits) + validation);
                    return Unit.Default;
                },
                validated =>
                {
                    validation = string.Create(CultureInfo.InvariantCulture, $"  validation {(bits is null ? validated.LogLikelihood : validated.BitsPerDimension):F3}");
                    return Unit.Default;
                }));
        });

    private static string Text(TrainingRecord record, long totalSteps, string? bits) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(record is TrainingRecord.Trained ? "train     " : "validation")}  step {record.Step}/{totalSteps}  epoch {record.Epoch}  log-likelihood {record.LogLikelihood:F2}{(bits is null ? " nats a row" : string.Create(CultureInfo.InvariantCulture, $"  {bits} {record.BitsPerDimension:F4}"))}");

    private static string Left(TrainingRecord record, long totalSteps) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {record.Seconds:F0} s, at most {record.Seconds / record.Step * (totalSteps - record.Step):F0} s left");
}
