using Pics.Host;

using var signals = new StopSignals(args.FirstOrDefault());
return signals.ExitCode(CommandLine.Run(args, signals.Token));
