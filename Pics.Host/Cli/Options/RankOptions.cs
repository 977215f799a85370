using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that say which processes work together.</summary>
internal sealed class RankOptions
{
    /// <summary>Whether processes do.</summary>
    public Option<Distributed> Wanted { get; } = Choice.Of("--distributed", "Whether processes work together: auto where a launcher of MPI (mpirun, srun) started several, which then give the same bytes as one:", Distributed.Auto);

    /// <summary>How long one waits for another.</summary>
    public Option<double> Patience { get; } = RealNumber.Of("--rank-patience", "Under MPI, seconds that a rank waits for another one before all end.", Processes.DefaultPatience);

    /// <summary>Does what a verb does among the processes that the command line names; the front leaves it to the whole program where there are others.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="again">What is to be done where a rank is lost, the end of a sentence.</param>
    /// <param name="run">Given the processes: what to do.</param>
    public LanguageExt.Either<Failure, int> Among(ParseResult result, string again, Func<Processes, LanguageExt.Either<Failure, int>> run) =>
        Parts.HasAll ? Processes.Among(result.GetValue(Wanted), result.GetValue(Patience), again, run)
        : Processes.AreWanted(result.GetValue(Wanted)) || IdleOptions.IsGiven(result, Patience.Name) ? Parts.Left<int>()
        : run(Processes.Alone);
}
