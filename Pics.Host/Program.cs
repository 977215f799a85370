using Pics.Host;

NativeRuntime.Configure();
using var signals = new StopSignals(args.FirstOrDefault());
return signals.ExitCode(CommandLine.Run(args, signals.Token));
