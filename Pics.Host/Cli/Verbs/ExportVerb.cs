using LanguageExt;

namespace Pics.Host;

/// <summary>The formats of exported circuits.</summary>
internal enum ExportFormat
{
    Safetensors,
    Npz,
    Onnx,
}

/// <summary>The precisions of exported circuits.</summary>
internal enum ExportPrecision
{
    Float,
    Double,
}

/// <summary>What <c>export</c> is asked for.</summary>
/// <param name="Format">The format; by the name of the file if not given.</param>
/// <param name="Out">The file.</param>
/// <param name="Precision">In which the nets are evaluated; that of the run if not given.</param>
internal sealed record ExportSettings(ExportFormat? Format, string Out, ExportPrecision? Precision);

/// <summary><c>export</c>: the materialised circuit of a run in a form that other tools read.</summary>
internal static class ExportVerb
{
    public static Either<Failure, int> Run(QuerySettings query, ExportSettings wanted) =>
        from path in File(wanted)
        from run in OpenedRun.Open(query)
        from code in Write(run, wanted, Format(path), path)
        select code;

    private static Either<Failure, string> File(ExportSettings wanted) =>
        OutputPath.Check("--out", wanted.Out, [.. (wanted.Format is { } format ? [format] : Enum.GetValues<ExportFormat>()).Select(Ending)]).Map(_ => wanted.Out);

    private static ExportFormat Format(string path) => Enum.GetValues<ExportFormat>().First(known => path.EndsWith(Ending(known), StringComparison.OrdinalIgnoreCase));

    private static string Ending(ExportFormat format) => $".{EnumWord.Of(format)}";

    private static Either<Failure, int> Write(OpenedRun opened, ExportSettings wanted, ExportFormat format, string path)
    {
        using var run = opened;
        if ((wanted.Precision ?? Own(run)) == Own(run)) return Write(run, run.Tensors(), format, path);
        using var stored = run.Asked.Stored.In(wanted.Precision == ExportPrecision.Double);
        return from model in QpcModel.Of(stored, run.Tensors().Circuit.Rule).MapLeft(Failure.Of)
               from code in Owned(model, owned => Write(run, owned, format, path))
               select code;
    }

    private static ExportPrecision Own(OpenedRun run) => run.Stored.Settings.Double ? ExportPrecision.Double : ExportPrecision.Float;

    private static Either<Failure, int> Owned(QpcModel model, Func<QpcModel, Either<Failure, int>> use)
    {
        using (model) return use(model);
    }

    private static Either<Failure, int> Write(OpenedRun run, QpcModel model, ExportFormat format, string path) => QpcExport.Of(model).MapLeft(Failure.Of).Bind(made =>
    {
        using var export = made;
        if (format == ExportFormat.Onnx)
            return from fits in OnnxExport.Check(export).MapLeft(Failure.Of)
                   from done in OnnxExport.Write(path, export).MapLeft(Failure.Of)
                   select Report(export, format, path);
        var about = ExportedRun.Of(run, export.Rule, model.Type == TorchSharp.torch.ScalarType.Float64);
        var notes = ImmutableSortedDictionary<string, string>.Empty.Add(ExportedRun.Name, about.Write());
        var written = format switch
        {
            ExportFormat.Npz => NpzExport.Write(path, export, notes),
            _ => SafetensorsExport.Write(path, export, notes),
        };
        return written.MapLeft(Failure.Of).Map(_ => Report(export, format, path));
    });

    private static int Report(QpcExport export, ExportFormat format, string path)
    {
        var circuit = export.Model.Circuit;
        Console.Out.WriteLine($"{$"{format}".ToLowerInvariant()} file '{path}': {Tables.Count(circuit.Layers.Length, "layer")} of {Tables.Count(circuit.Layers.Sum(layer => (long)layer.Folds), "fold")} over {Tables.Count(circuit.Scope.Count, "variable")}, {Tables.Count(circuit.Groups.Sum(group => export.Model.Parameters[group.Id].numel()))} numbers of {(export.Model.Type == TorchSharp.torch.ScalarType.Float64 ? 64 : 32)} bits, {export.Rule}.");
        return 0;
    }
}
