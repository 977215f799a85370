using System.Diagnostics;
using System.Runtime.InteropServices;
using Pics.Host;

namespace Pics.Properties;

/// <summary>The host as a process of its own, which can be killed.</summary>
internal sealed partial class HostProcess : IDisposable
{
    public const int Interrupt = 2, Termination = 15; // numbers of signals

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly Task<string> output, error;

    private HostProcess(Process process) =>
        (this.process, output, error) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts the host with some words.</summary>
    public static HostProcess Start(params IEnumerable<string> words) => StartIn(Environment.CurrentDirectory, words);

    /// <summary>Runs the host in a folder to its end.</summary>
    public static (int Code, string Out, string Error) Run(string folder, params IEnumerable<string> words)
    {
        using var process = StartIn(folder, words);
        return process.Wait();
    }

    /// <summary>Runs the host to its end with a variable of the environment.</summary>
    public static (int Code, string Out, string Error) Run((string Name, string Value) variable, params IEnumerable<string> words)
    {
        using var process = StartIn(Environment.CurrentDirectory, words, variable);
        return process.Wait();
    }

    private static HostProcess StartIn(string folder, IEnumerable<string> words, (string Name, string Value)? variable = null)
    {
        using var answered = new AnsweredInterrupts();
        var start = OwnProcess.Of(words);
        start.WorkingDirectory = folder;
        if (variable is var (name, value)) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Ends it as the system does when it has to: nothing more is run in it.</summary>
    public void Kill() => process.Kill();

    /// <summary>Sends it a signal.</summary>
    public void Send(int signal) => Assert.Equal(0, SendSignal(process.Id, signal));

    /// <summary>Waits until something holds, or the process ends.</summary>
    public void WaitFor(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !HasEnded && !holds(); Thread.Sleep(2))
            Assert.True(clock.Elapsed < Longest, "the process does not come to where it should");
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="longest">How long at most; some minutes if not given.</param>
    public (int Code, string Out, string Error) Wait(TimeSpan? longest = null)
    {
        Assert.True(process.WaitForExit(longest ?? Longest), "the process does not end");
        return (process.ExitCode, output.Result, error.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    /// <summary>
    /// As long as it lives, processes that are started answer Ctrl-C. A shell in the background starts this one with the signal ignored, and what is ignored is inherited and
    /// stays so.
    /// </summary>
    private sealed class AnsweredInterrupts : IDisposable
    {
        private const string Status = "/proc/self/status";
        private const nint Default = 0, Ignore = 1;

        private readonly bool wasIgnored = File.Exists(Status) && File.ReadLines(Status).Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)
            && (Convert.ToUInt64(line[7..].Trim(), 16) >> (Interrupt - 1) & 1) == 1);

        public AnsweredInterrupts()
        {
            if (wasIgnored) SetHandler(Interrupt, Default);
        }

        public void Dispose()
        {
            if (wasIgnored) SetHandler(Interrupt, Ignore);
        }
    }
}
