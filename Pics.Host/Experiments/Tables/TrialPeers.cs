using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What peers made of a table, beside the files that they wrote.</summary>
/// <param name="Seconds">Of each, with its learning.</param>
/// <param name="Mixture">Of the numbers of test rows without holes; null where there are none.</param>
/// <param name="Auc">Of telling real rows from sampled ones.</param>
internal sealed record TrialPeers(IReadOnlyDictionary<string, double> Seconds, PeerMixture? Mixture, double Auc)
{
    /// <summary>The script of the peers, beside the program.</summary>
    private const string Script = "tables.py";

    /// <summary>Why there are no peers; null if there are.</summary>
    /// <param name="python">The interpreter.</param>
    public static string? Missing(string python) => Run(python, ["-c", "import numpy, sklearn"]).MatchUnsafe<string?>(_ => null, failure => failure.Sentence);

    /// <summary>Lets them write the tables that they ship.</summary>
    public static Either<Failure, Unit> Export(string python, string folder) => WithScript(folder, script => Run(python, [script, "export", folder]));

    /// <summary>Lets them work on the files of a table.</summary>
    public static Either<Failure, TrialPeers> Of(string python, string folder, int seed) => WithScript(folder, script => Run(python, [script, "peers", folder, seed.ToString(CultureInfo.InvariantCulture)])).Bind<TrialPeers>(_ =>
    {
        var text = string.Empty;
        try
        {
            text = File.ReadAllText(Path.Combine(folder, "peers.json"));
            return JsonSerializer.Deserialize<TrialPeers>(text, RunSettings.Json)!;
        }
        catch (IOException error)
        {
            return new Failure($"what the peers wrote in '{folder}' cannot be read: {error.Message.TrimEnd('.')}");
        }
        catch (JsonException error)
        {
            return new Failure($"what the peers wrote in '{folder}' cannot be read: {JsonFault.Of(error, text)}");
        }
    });

    private static Either<Failure, Unit> WithScript(string folder, Func<string, Either<Failure, Unit>> run)
    {
        var script = Path.Combine(folder, Script);
        using var source = typeof(TrialPeers).Assembly.GetManifestResourceStream($"tables/{Script}")!;
        using var text = new StreamReader(source);
        return AtomicFile.WriteText(script, text.ReadToEnd()).MapLeft(Failure.Of).Bind(_ => run(script));
    }

    private static Either<Failure, Unit> Run(string python, IEnumerable<string> words)
    {
        try
        {
            var start = new ProcessStartInfo(python, words) { RedirectStandardError = true, RedirectStandardOutput = true };
            start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1"; // the same bits whatever the machine
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            _ = output.Result;
            return process.ExitCode == 0 ? Unit.Default : new Failure($"{python} ended with {process.ExitCode}: {error.Trim().Split('\n')[^1]}");
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return new Failure($"{python} cannot be run: {error.Message.TrimEnd('.')}");
        }
    }
}

/// <summary>A Gaussian mixture of scikit-learn.</summary>
/// <param name="Components">As many as BIC chose.</param>
/// <param name="LogLikelihood">Mean over test rows, in nats and the data's own units.</param>
internal sealed record PeerMixture(int Components, double LogLikelihood);
