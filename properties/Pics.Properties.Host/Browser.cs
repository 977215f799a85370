using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pics.Properties;

/// <summary>A page as a browser without a window and without a network shows it.</summary>
/// <param name="Dom">The page after its scripts.</param>
/// <param name="Console">What it wrote to the console.</param>
/// <param name="Requests">What it asked for beside the file itself; not what the browser asks for on its own.</param>
internal sealed record Browser(string Dom, IReadOnlyList<string> Console, IReadOnlyList<string> Requests)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Where one is; null if there is none.</summary>
    private static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Shows a file; skips the test where there is no browser.</summary>
    public static Browser Show(string page)
    {
        Skip.If(Path is null, $"there is none of {string.Join(", ", Names)} on the path");
        using var folder = new TemporaryFolder();
        var (home, log) = (Directory.CreateDirectory(folder["home"]).FullName, folder["net.json"]);
        string[] words =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
            $"--user-data-dir={home}", "--host-resolver-rules=MAP * ~NOTFOUND", $"--log-net-log={log}", "--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        var start = new ProcessStartInfo(Path!, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = home;
        using var process = Process.Start(start)!;
        var (dom, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "the browser does not end");
        return new(
            dom.Result,
            [.. error.Result.Split('\n').Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))],
            [.. File.ReadLines(log)
                .Select(line => Regex.Match(line, "\"initiator\":\"([^\"]+)\".*\"url\":\"([^\"]+)\""))
                .Where(match => match.Success && match.Groups[1].Value != "not an origin")
                .Select(match => match.Groups[2].Value)
                .Distinct()]);
    }

    /// <summary>Charts that plotly.js has drawn.</summary>
    public int Charts => Count("class=\"plot js-plotly-plot\"");

    /// <summary>How often a piece of text is in the page.</summary>
    public int Count(string piece) => Dom.Split(piece).Length - 1;
}
