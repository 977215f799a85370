using System.CommandLine;
using LanguageExt;

namespace Pics.Host;

/// <summary>The verbs that need no libtorch, run here; what goes wrong is left to the whole program, which says why.</summary>
internal static class Front
{
    /// <summary>Whether the words are of such a verb, and it has done what they say.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="code">The exit code.</param>
    public static bool TryRun(IReadOnlyList<string> words, out int code)
    {
        code = 0;
        if (words.Count == 0) return false;
        using var signals = new StopSignals(words[0]);
        var isDone = false;
        int Report(Func<Either<Failure, int>> run)
        {
            var result = run();
            isDone = result.IsRight;
            return result.IfLeft(_ => 0);
        }

        var verb = QueryCommands.Verbs(Report, signals.Token).Where(verb => verb.Name == words[0]).Select(verb => verb.Make()).FirstOrDefault();
        if (verb is null) return false;
        var root = new RootCommand { verb };
        root.Directives.Clear();
        var parsed = OptionWords.Use(root).Parse(words, OptionWords.Plain);
        if (parsed.Errors.Count > 0 || parsed.Action != verb.Action || ParseFault.Find(parsed, words) is not null) return false;
        try
        {
            code = signals.ExitCode(parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
        }
        catch (Exception)
        {
            return false; // the whole program says it in a sentence
        }

        if (isDone) StartReport.WriteWhereWanted();
        return isDone;
    }
}
