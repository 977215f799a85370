using System.Diagnostics;
using System.Globalization;
using Pics.Host;

namespace Pics.Properties;

/// <summary>This program as processes that a launcher of MPI starts.</summary>
internal static class MpiProcesses
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static void Signal(string name, int process)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public static string Find(string launcher)
    {
        var name = $"mpirun.{launcher}";
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(path => Path.Combine(path, name)).FirstOrDefault(File.Exists);
        Skip.If(found is null, $"{name} is not installed");
        return found!;
    }

    public static Process Start(string launcher, int ranks, IEnumerable<string> words)
    {
        var own = OwnProcess.Of(words);
        return Launch(launcher, ranks, [own.FileName, .. own.ArgumentList]);
    }

    public static Process Launch(string launcher, int ranks, IEnumerable<string> program)
    {
        var start = new ProcessStartInfo(Find(launcher), [.. launcher == "openmpi" ? ["--oversubscribe"] : System.Array.Empty<string>(), "-n", ranks.ToString(CultureInfo.InvariantCulture), .. program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Two ranks whose last words differ.</summary>
    public static Process Start(string launcher, IEnumerable<string> words, string last, string lastOfRank1)
    {
        var own = OwnProcess.Of(words);
        var script = $"if [ \"${(launcher == "mpich" ? "PMI_RANK" : "OMPI_COMM_WORLD_RANK")}\" = 1 ]; then last='{lastOfRank1}'; else last='{last}'; fi; exec \"$@\" \"$last\"";
        return Launch(launcher, 2, ["sh", "-c", script, "sh", own.FileName, .. own.ArgumentList]);
    }

    /// <summary>Asserts that processes ended with a fault that is said in one sentence.</summary>
    public static void AssertFault(string sentence, (int Code, string Out, string Error) ended)
    {
        Assert.NotEqual(0, ended.Code);
        Assert.Contains($"pics: {sentence}", Assert.Single((ended.Out + ended.Error).Split('\n'), line => line.StartsWith("pics: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    public static (int Code, string Out, string Error) Wait(Process process)
    {
        using var owned = process;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the processes do not end");
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    /// <summary>The processes of pics below a launcher.</summary>
    public static List<int> Ranks(int launcher)
    {
        using var list = Process.Start(new ProcessStartInfo("ps", ["-e", "-o", "pid=,ppid=,args="]) { RedirectStandardOutput = true })!;
        var all = list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries))
            .Select(parts => (Id: int.Parse(parts[0], CultureInfo.InvariantCulture), Parent: int.Parse(parts[1], CultureInfo.InvariantCulture), Command: parts[^1])).ToList();
        List<int> Below(int parent) => [.. all.Where(entry => entry.Parent == parent).SelectMany(entry => Below(entry.Id).Prepend(entry.Id))];
        return [.. Below(launcher).Where(id => all.First(entry => entry.Id == id).Command.Contains(" train ", StringComparison.Ordinal) && !all.Exists(entry => entry.Parent == id && entry.Command.Contains(" train ", StringComparison.Ordinal)))];
    }
}
