using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Probabilities that the reference engine gives to rows of a run's table: the oracle of the verbs.</summary>
internal static class Worlds
{
    /// <summary>The likelihood of each line of a table in the data's own units.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="text">The table, with headings; a cell may be missing.</param>
    /// <param name="k">Quadrature nodes, if not as trained.</param>
    public static double[] Likelihoods(string run, string text, int? k = null)
    {
        using var folder = new TemporaryFolder();
        var schema = Get(TableSchema.ReadFile(Path.Combine(run, "columns.json")));
        var rows = Get(CsvTable.Read(folder.Write("t.csv", Text(text)), ReadOptions.Default with { Schema = schema, Header = HeaderKind.Present }));
        using var stored = ModelStore.Load(run).Match(found => found, error => throw new InvalidOperationException(error.Explain()));
        var rule = PicBuilder.Get(stored.Rule.At(null, k).Bind(rule => rule.Create()));
        using var engine = Compile.ToEngine(PicBuilder.Get(Pipeline.Evaluation(rule).Apply(stored.Pic)), EngineKind.Reference);
        using var numbers = stored.Parameters.Materialize(rule, false, EngineKind.Reference);
        return [.. LogLikelihood.OfRows(engine, numbers.Tensors, rows).Select(Math.Exp)];
    }

    /// <summary>Every row of labels of some columns.</summary>
    public static IEnumerable<string[]> Of(IEnumerable<string[]> labels) =>
        labels.Aggregate((IEnumerable<string[]>)[[]], (worlds, column) => worlds.SelectMany(world => column.Select(label => (string[])[.. world, label])));
}
