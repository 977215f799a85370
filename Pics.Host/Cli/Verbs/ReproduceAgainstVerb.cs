using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>reproduce against</c>: a PIC and its PC beside other models of images, each in the same time.</summary>
internal static class ReproduceAgainstVerb
{
    /// <summary>The name of the experiment.</summary>
    public const string Name = "against";

    /// <summary>Seconds of a model where nothing is said of them.</summary>
    public const double Seconds = 600;

    private const int Seed = 42;

    public static Either<Failure, int> Run(string? wantedFolder, string? dataRoot, string? only, double seconds, CancellationToken cancellation)
    {
        var folder = wantedFolder ?? Path.Combine("runs", $"reproduce-{Name}");
        return from named in OutputPath.CheckFolder("--out", wantedFolder)
               from timed in seconds > 0 && double.IsFinite(seconds) ? Unit.Default : Either<Failure, Unit>.Left(new Failure(FormattableString.Invariant($"--seconds is {seconds}; it must be a positive number")))
               from models in Models(only)
               from code in Run(models, folder, dataRoot, seconds, cancellation)
               select code;
    }

    private static Either<Failure, IReadOnlyList<AgainstModel>> Models(string? only)
    {
        IReadOnlyList<AgainstModel> models = [.. AgainstModel.All.Where(model => only is null || model.Label.Contains(only, StringComparison.OrdinalIgnoreCase))];
        return models.Count > 0 ? Either<Failure, IReadOnlyList<AgainstModel>>.Right(models) : new Failure($"--only is '{only}', which is part of no row's name; the rows are {string.Join(", ", AgainstModel.All.Select(model => model.Label))}");
    }

    private static Either<Failure, int> Run(IReadOnlyList<AgainstModel> models, string folder, string? dataRoot, double seconds, CancellationToken cancellation)
    {
        var runs = new List<AgainstRun>();
        foreach (var model in models)
        {
            if (cancellation.IsCancellationRequested) return new Failure("cancelled");
            Console.Out.WriteLine(FormattableString.Invariant($"{model.Label}, {seconds} s"));
            var made = from ready in Folder(folder)
                       from run in AgainstRun.Of(model, folder, dataRoot, seconds, cancellation)
                       from written in Write([.. runs, run], folder)
                       select run;
            if (made.IsLeft) return made.Map(_ => 0);
            made.IfRight(runs.Add);
            GC.Collect(); // the rows of a data set go before the next ones come
        }

        AgainstTable.Of(runs).Print();
        Console.Out.WriteLine($"Tables: {Path.Combine(folder, "table.md")} and table.json");
        return 0;
    }

    private static Either<Failure, Unit> Folder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return Unit.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{folder}' cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    private static Either<Failure, Unit> Write(IReadOnlyList<AgainstRun> runs, string folder) =>
        from markdown in AtomicFile.WriteText(Path.Combine(folder, "table.md"), AgainstTable.Markdown(runs)).MapLeft(Failure.Of)
        from json in AtomicFile.WriteText(Path.Combine(folder, "table.json"), JsonSerializer.Serialize(new { title = AgainstTable.Title, environment = MachineDescription.Read(TorchSharp.torch.CPU, Seed), runs }, RunSettings.Json) + "\n").MapLeft(Failure.Of)
        select Unit.Default;
}
