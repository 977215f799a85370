using Pics.Host;

NativeRuntime.Configure();
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first time, finish the step and save; the second time, the system's own way.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return CommandLine.Run(args, cancellation.Token);
