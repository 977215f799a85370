using Pics.Numerics;

/// <summary>What the host of .NET calls before a program, where the program's settings name this library.</summary>
internal static class StartupHook
{
    public static void Initialize() => NativeRuntime.Configure();
}
