// Run by the script that asks for the package, before its own first line.
Pics.Numerics.NativeRuntime.Configure()
