using System.Runtime.InteropServices;

namespace Pics.Host;

/// <summary>Ctrl-C, and SIGTERM where a verb saves at it or takes back what is half written: the first time the step at hand is finished and what was learned is saved, the second time the system's own way.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>The exit code of what Ctrl-C cancelled.</summary>
    public const int Cancelled = 130;

    private const int Terminated = 143;

    private readonly CancellationTokenSource source = new();
    private readonly IReadOnlyList<PosixSignalRegistration> registrations;
    private volatile bool isTermination;

    /// <param name="verb">The first word of the command line.</param>
    public StopSignals(string? verb) => registrations =
    [
        .. new[] { PosixSignal.SIGINT }
            .Concat(verb is "train" or "reproduce" or "score" ? [PosixSignal.SIGTERM] : Array.Empty<PosixSignal>())
            .Select(signal => PosixSignalRegistration.Create(signal, Stop)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The exit code of the process, given that of its verb.</summary>
    public int ExitCode(int code) => code == Cancelled && isTermination ? Terminated : code;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        if (!context.Cancel) return;
        isTermination = context.Signal == PosixSignal.SIGTERM;
        source.Cancel();
    }
}
