using Pics.Host;

namespace Pics.Properties;

/// <summary>The console in this process, from words to what it prints.</summary>
internal static class ConsoleRuns
{
    /// <summary>Runs a command.</summary>
    public static (int Code, string Out, string Error) Run(params string[] words) => Capture(() => CommandLine.Run(words, default));

    /// <summary>Runs something with what it prints kept.</summary>
    public static (int Code, string Out, string Error) Capture(Func<int> run)
    {
        var (standard, failure) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var error = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.SetError(error);
            Spectre.Console.AnsiConsole.Console = Spectre.Console.AnsiConsole.Create(new() { Ansi = Spectre.Console.AnsiSupport.No, Out = new Spectre.Console.AnsiConsoleOutput(output) });
            return (run(), output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(standard);
            Console.SetError(failure);
        }
    }
}
