namespace Pics.Numerics;

/// <summary>What was wished of a table and changes nothing of it, a sentence each, so that no wish is ignored in silence.</summary>
internal static class IdleWishes
{
    private const int Shown = 5; // columns or words in a sentence

    /// <summary>What the columns do not need.</summary>
    /// <param name="options">The wishes.</param>
    /// <param name="learners">The columns that were looked at.</param>
    /// <param name="columns">Those that stay.</param>
    public static IEnumerable<string> OfColumns(ReadOptions options, IReadOnlyCollection<ColumnLearner> learners, IReadOnlyCollection<Column> columns)
    {
        if (options.DecimalSign is { } sign && !learners.Any(learner => learner.NeedsSign(sign))) yield return $"no number has a decimal {(sign == ',' ? "comma" : "point")}, so that --decimal changes nothing";
        if (options.Unseen != UnseenValues.Other) yield break;
        if (!columns.Any(column => column.HasOther)) yield return $"no column has texts, so that none gets the value '{LabelLearner.Other}' of --unseen other";
        else if (columns.Where(column => column.Kind is ColumnKind.Categorical && !column.HasOther).Select(column => $"'{column.Name}'").ToList() is { Count: > 0 } others)
            yield return $"there is no value '{LabelLearner.Other}' for {string.Join(", ", others.Take(Shown))}{(others.Count > Shown ? $" and {others.Count - Shown} more columns" : string.Empty)}, whose values are numbers: what training did not see is refused there, or hidden by --unseen hide";
    }

    /// <summary>Words that no cell has.</summary>
    /// <param name="options">The wishes.</param>
    /// <param name="taken">Words that the source took before.</param>
    /// <param name="hidden">What was hidden of each column.</param>
    public static IEnumerable<string> OfWords(ReadOptions options, IReadOnlySet<string> taken, IReadOnlyList<HiddenCells> hidden)
    {
        var idle = options.Missing.Where(word => !taken.Contains(word) && !hidden.Any(cells => cells.Words.ContainsKey(word))).Distinct(StringComparer.Ordinal).Select(word => $"'{TableNotes.Short(word)}'").ToList();
        if (idle.Count > 0) yield return $"no cell of the columns that stay is {string.Join(" or ", idle.Take(Shown))}, which --missing names";
    }
}
