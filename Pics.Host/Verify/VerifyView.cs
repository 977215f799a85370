using Spectre.Console;

namespace Pics.Host;

/// <summary>Shows on a terminal how far a verification is; nothing elsewhere.</summary>
internal static class VerifyView
{
    /// <summary>Runs with a view of it.</summary>
    /// <param name="format">How the result is printed: beside JSON nothing is shown.</param>
    /// <param name="total">Checks in all.</param>
    /// <param name="run">Given a receiver of how many checks are done and what comes next, the run.</param>
    public static T Show<T>(OutputFormat format, int total, Func<Action<int, string>, T> run) => format == OutputFormat.Json || !AnsiConsole.Profile.Out.IsTerminal ? run((_, _) => { }) : AnsiConsole
        .Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            var task = context.AddTask("starting", maxValue: total);
            return run((done, next) =>
            {
                task.Value = done;
                task.Description = Markup.Escape(next);
            });
        });
}
