using Pics.Host;

using var signals = new StopSignals(args.FirstOrDefault());
var code = signals.ExitCode(CommandLine.Run(args, signals.Token));
StartReport.WriteWhereWanted();
return code;
