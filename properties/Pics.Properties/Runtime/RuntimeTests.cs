using System.Diagnostics;
using System.Runtime.Versioning;

namespace Pics.Properties;

/// <summary>Nothing has to be called for libtorch to work, with the settings of the library.</summary>
public class RuntimeTests
{
    [SkippableFact]
    public void A_program_that_calls_libtorch_first_has_the_settings()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the settings are those of glibc");
        Assert.Equal((0, "3, passive, large blocks kept by the process\n"), Run([], "sum"));
    }

    [SkippableFact]
    public void The_host_calls_nothing_and_libtorch_works()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the settings are those of glibc");
        using var folder = new TemporaryFolder();
        using var process = HostProcess.Start(["train", "--dataset", "shapes", "--k", "2", "--width", "2", "--max-steps", "1", "--out", folder["run"]]);
        Assert.Equal(0, process.Wait().Code);
        Assert.Contains("\"large blocks kept by the process\"", File.ReadAllText(Path.Combine(folder["run"], "environment.json")), StringComparison.Ordinal);
    }

    [SkippableFact]
    [SupportedOSPlatform("linux")]
    public void A_copy_in_the_cache_is_mended_and_the_same_for_all_processes()
    {
        Skip.IfNot(NeedsCopy, "the system's libstdc++ is new enough");
        using var cache = new TemporaryFolder();
        var runs = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Run([("PICS_CACHE", cache.Path)], "sum"))).ToArray();
        Assert.All(runs, run => Assert.Equal(0, run.Result.Code));
        var copy = Assert.Single(Directory.GetFiles(cache.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(copy)!));
        var right = File.ReadAllBytes(copy);
        File.WriteAllText(copy, "damaged");
        Assert.Equal(0, Run([("PICS_CACHE", cache.Path)], "sum").Code);
        Assert.Equal(right, File.ReadAllBytes(copy));
    }

    [SkippableFact]
    public void Without_a_cache_the_copy_is_loaded_from_a_temporary_folder_that_goes_again()
    {
        Skip.IfNot(NeedsCopy, "the system's libstdc++ is new enough");
        using var temporary = new TemporaryFolder();
        Assert.Equal((0, "nothing\n"), Run([("PICS_CACHE", "/proc/nowhere"), ("TMPDIR", temporary.Path)], "explain"));
        Assert.DoesNotContain(Directory.GetDirectories(temporary.Path), folder => Path.GetFileName(folder).StartsWith("pics-", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Where_no_copy_can_be_loaded_one_sentence_says_so()
    {
        Skip.IfNot(NeedsCopy, "the system's libstdc++ is new enough");
        var (code, sentence) = Run([("PICS_CACHE", "/proc/nowhere"), ("TMPDIR", "/proc/nowhere")], "explain");
        Assert.Equal(0, code);
        Assert.StartsWith("libtorch cannot be loaded on this system: ", sentence, StringComparison.Ordinal);
        Assert.Contains("GLIBCXX_3.4.32", sentence, StringComparison.Ordinal);
        Assert.EndsWith("neither from /proc/nowhere nor from /proc/nowhere/; name a folder of your own with PICS_CACHE\n", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_work_is_a_fault_like_others()
    {
        var fault = PicsFault.Of(new RuntimeError("libtorch is missing"));
        Assert.Equal("libtorch is missing", fault.Explain());
        Assert.Equal(8, fault.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6, _ => 7, _ => 8));
        Assert.Null(NativeRuntime.Explain());
        Assert.True(NativeRuntime.Check().IsRight);
    }

    /// <summary>Whether a libstdc++ lies where systems have it, and is older than the library asks for.</summary>
    private static bool NeedsCopy => OperatingSystem.IsLinux()
        && new[] { "/usr/lib/x86_64-linux-gnu/libstdc++.so.6", "/usr/lib64/libstdc++.so.6" }.FirstOrDefault(File.Exists) is { } system
        && File.ReadAllBytes(system).AsSpan().IndexOf("GLIBCXX_3.4.32\0"u8) < 0;

    private static (int Code, string Output) Run((string Name, string Value)[] environment, params string[] words)
    {
        var running = Environment.ProcessPath;
        var dotnet = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running! : "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(RuntimeTests).Assembly.Location, .. words]) { RedirectStandardOutput = true };
        start.Environment.Remove("OMP_WAIT_POLICY"); // this process may have set it
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
