using System.Globalization;
using LanguageExt;
using Spectre.Console;

namespace Pics.Host;

/// <summary>Shows a run while it goes on: a progress bar on a terminal, plain lines elsewhere.</summary>
/// <param name="From">Steps that were done before.</param>
/// <param name="TotalSteps">Steps that the run will have done at most.</param>
/// <param name="ValidateEvery">Steps between validations.</param>
/// <param name="Bits">What bits per dimension are called; null for tables, of which they say little.</param>
/// <param name="IsRefined">Whether K grows, so that lines tell it.</param>
/// <param name="IsVerbose">Whether there are lines on a terminal too, and none is left out.</param>
internal sealed record TrainingView(long From, long TotalSteps, int ValidateEvery, string? Bits, bool IsRefined, bool IsVerbose)
{
    /// <summary>Whether this is one of several processes; what a launcher gives them for a terminal may be none.</summary>
    public bool IsRank { get; init; }

    /// <summary>Seconds that the run has at most; null for no limit.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>Runs with a view of it.</summary>
    /// <param name="run">Given a receiver of records, the run.</param>
    public TrainingOutcome Show(Func<Action<TrainingRecord>, TrainingOutcome> run) => AnsiConsole.Profile.Out.IsTerminal && !IsVerbose && !IsRank ? Live(run) : Plain(run);

    private TrainingOutcome Plain(Func<Action<TrainingRecord>, TrainingOutcome> run)
    {
        var records = new ShownRecords(From, TotalSteps, ValidateEvery, IsVerbose);
        Console.Out.WriteLine("Mean log-likelihoods, higher is better: train of the rows of steps, validation of those that tell when to stop.");
        if (records.AreThinned) Console.Out.WriteLine($"Validations are shown at growing distances; --verbose shows all, and {MetricsFile.FileName} in the run folder keeps them.");
        var outcome = run(record =>
        {
            if (records.Shows(record)) Console.Out.WriteLine($"{Text(record)}{Left(record)}{(record is TrainingRecord.Validated { IsBest: true } ? "  best so far" : string.Empty)}");
        });
        foreach (var record in records.Rest(outcome.BestStep)) Console.Out.WriteLine($"{Text(record)}  {(record.Step == outcome.BestStep ? "the best, which is kept" : "the last")}");
        return outcome;
    }

    private TrainingOutcome Live(Func<Action<TrainingRecord>, TrainingOutcome> run) => AnsiConsole
        .Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var task = context.AddTask("starting", maxValue: TotalSteps);
            var validation = string.Empty;
            return run(record => record.Match(
                trained =>
                {
                    task.Value = trained.Step;
                    task.Description = Markup.Escape(Text(trained) + validation);
                    return Unit.Default;
                },
                validated =>
                {
                    validation = string.Create(CultureInfo.InvariantCulture, $"  validation {(Bits is null ? validated.LogLikelihood : validated.BitsPerDimension):F3}");
                    return Unit.Default;
                }));
        });

    private string Text(TrainingRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(record is TrainingRecord.Trained ? "train     " : "validation")}  step {record.Step.ToString(CultureInfo.InvariantCulture).PadLeft($"{TotalSteps}".Length)}/{TotalSteps}  epoch {record.Epoch}{(IsRefined ? $"  K = {record.Nodes}" : string.Empty)}  log-likelihood {record.LogLikelihood:F2}{(Bits is null ? " nats a row" : string.Create(CultureInfo.InvariantCulture, $"  {Bits} {record.BitsPerDimension:F4}"))}");

    /// <summary>The time of the run, and how long it may go on, of which the first step tells nothing.</summary>
    private string Left(TrainingRecord record)
    {
        var byClock = MaxSeconds - record.Seconds ?? double.PositiveInfinity;
        var left = Math.Max(0, Math.Min(byClock, record.Seconds / record.Step * (TotalSteps - record.Step)));
        return string.Create(CultureInfo.InvariantCulture, $"  {record.Seconds:F0} s{(record.Step > From + 1 && record.Step < TotalSteps ? string.Create(CultureInfo.InvariantCulture, $", at most {left:F0} s left") : string.Empty)}");
    }
}
