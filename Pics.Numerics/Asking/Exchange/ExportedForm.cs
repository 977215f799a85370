using System.Text.Json;

namespace Pics.Numerics;

/// <summary>What the rows of an exported circuit are.</summary>
internal static class ExportedForm
{
    private const string Run = "run"; // the note in which an export says what it is of

    /// <summary>As the run says that it was exported from, or, where nothing says it, columns without names that the families of the circuit allow; the model is disposed of where there are none. Error: <see cref="ModelError"/>.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="path">Where it is from, for errors.</param>
    public static Either<ModelError, RowForm> Of(ReadQpc read, string path)
    {
        var found = read.Notes.TryGetValue(Run, out var text) ? OfNote(text, path) : OfFamilies(read.Model.Pic);
        if (found.IsLeft) read.Model.Dispose();
        return found;
    }

    private static Either<ModelError, RowForm> OfNote(string text, string path)
    {
        try
        {
            using var note = JsonDocument.Parse(text);
            var run = note.RootElement;
            if (run.ValueKind != JsonValueKind.Object || !run.TryGetProperty("data", out var data)) return new ModelError.Unfit(path, "says nothing of the rows of the run that it is from");
            if (run.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("colour", out var colour) && colour.ValueKind == JsonValueKind.String && colour.GetString() is var name and not "none")
                return new ModelError.Unfit(path, $"says that the model sees colours under the transform {name}; only the console, which undoes it, asks such a model");
            return FormDocument.Parse(data.GetRawText(), run.TryGetProperty("columns", out var columns) && columns.ValueKind != JsonValueKind.Null ? columns.GetRawText() : null, path);
        }
        catch (JsonException error)
        {
            return new ModelError.Malformed(path, JsonFault.Of(error, text));
        }
    }

    private static Either<ModelError, RowForm> OfFamilies(Pic pic)
    {
        var families = AskedCircuit.FamiliesOf(pic);
        Column Of(int variable) => families.TryGetValue(variable, out var family)
            ? family.Values.Match(Column.Of, () => new Column(string.Empty, family is InputFamily.Gaussian ? new ColumnKind.Real(0, 1) : new ColumnKind.Count()))
            : Column.Of(1);
        return RowForm.Create(Enumerable.Range(0, pic.Scope.Columns).Select(Of), families.IsEmpty ? 1 : families.Values.Max(family => family.Channels), null).MapLeft<ModelError>(error => new ModelError.BadData(error.Explain()));
    }
}
