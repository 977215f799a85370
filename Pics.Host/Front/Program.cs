using Pics.Host;

return Front.TryRun(args, out var code) ? code : WholeProgram.Become(args);
