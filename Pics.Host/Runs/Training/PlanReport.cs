using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>train</c> says of its data and of what it chose, before it begins.</summary>
internal static class PlanReport
{
    private const int ShownColumns = 12;
    private const int ShownNotes = 10;
    private const int LookedAt = 1 << 20; // rows, for what columns hold

    private static readonly ImmutableArray<string> OfModel = ["structure", "input-sharing", "grouping", "k", "rule", "width"];

    /// <summary>Prints data, notes of how they were read, model and steps.</summary>
    public static void Print(TrainingSetup setup)
    {
        Data(setup);
        var choices = setup.Chosen.Choices;
        Choices("Model, as chosen for this table (each has an option of its name):", choices.Where(choice => OfModel.Contains(choice.Name)));
        Choices("Learning, chosen likewise:", choices.Where(choice => !OfModel.Contains(choice.Name)));
    }

    private static void Data(TrainingSetup setup)
    {
        var (found, data) = (setup.Chosen.Found, setup.Data);
        var name = setup.Settings.Data.Sql is not null ? "the query" : setup.Settings.Data.Path ?? setup.Settings.Data.Dataset;
        var what = found.Train.Image is var (height, width) ? $"images of {height} x {width} pixels with {found.Train.Channels} channel(s)" : $"{Tables.Count(found.Train.Variables)} column(s)";
        Console.Out.WriteLine($"Data: {name}, {what}. {Tables.Count(data.Train.Rows, "row")} to learn from, {Tables.Count(data.Validation.Rows)} to tell when to stop, {Tables.Count(data.Test.Rows)} to report on.");
        if (found.AreTable)
        {
            var described = SplitDescription.Of("all", found.Train.Rows > LookedAt ? found.Train.First(LookedAt) : found.Train).Columns;
            IReadOnlyList<string> heading = ["column", "what it is", "values", "not observed"];
            foreach (var line in AlignedText.Lines([heading, .. described.Take(ShownColumns).Select(column => (IReadOnlyList<string>)[column.Name, column.Kind, column.Values, column.Missing == 0 ? string.Empty : Tables.Count(column.Missing)])])) Console.Out.WriteLine(line);
            if (described.Count > ShownColumns) Console.Out.WriteLine($"  and {Tables.Count(described.Count - ShownColumns)} more; 'data describe' shows all");
        }

        Notes(setup);
    }

    /// <summary>Prints what was decided when the rows were read; what is so of the validation or test rows alone, as theirs.</summary>
    public static void Notes(TrainingSetup setup)
    {
        var (found, own) = (setup.Chosen.Found, setup.Data.Train.Notes);
        IEnumerable<string> Alone(string of, Option<Dataset> rows) => rows.ToSeq().SelectMany(data => data.Notes).Except(own).Select(note => $"{of}: {note}");
        ImmutableArray<string> notes = [.. own, .. Alone("Validation rows", found.Validation), .. Alone("Test rows", found.Test)];
        foreach (var note in notes.Take(ShownNotes)) Console.Out.WriteLine($"Note: {note}");
        if (notes.Length > ShownNotes) Console.Out.WriteLine($"Note: {Tables.Count(notes.Length - ShownNotes)} more notes like these; 'data describe' shows all");
    }

    private static void Choices(string title, IEnumerable<LearnChoice> choices)
    {
        var lines = choices.Select(choice => (IReadOnlyList<string>)[choice.Name, choice.Value, choice.Why]).ToList();
        if (lines.Count == 0) return;
        Console.Out.WriteLine(title);
        foreach (var line in AlignedText.Lines(lines)) Console.Out.WriteLine(line);
    }
}
