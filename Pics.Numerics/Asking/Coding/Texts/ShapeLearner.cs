namespace Pics.Numerics;

/// <summary>Learns how the text of a table is usually written, row by row.</summary>
internal sealed class ShapeLearner
{
    private const int MostEnds = 1 << 8;

    private readonly TextShape bare; // without columns
    private readonly int[] models; // of each column of the table, that of the model; -1 for none
    private readonly CellHabits[] habits;
    private readonly GapHabits[] gaps;
    private readonly BytesTally ends = new(MostEnds);

    /// <param name="path">The table.</param>
    /// <param name="options">As the rows were read.</param>
    /// <param name="table">How it is written, as the reader has it.</param>
    /// <param name="form">What the rows are.</param>
    public ShapeLearner(string path, ReadOptions options, CsvForm table, RowForm form)
    {
        var like = options.Like(form);
        bare = new(form, table.Encoding.Encoding.CodePage, table.Separator, [], [], [], []);
        models = TableMatch.Of(path, table.Names, form, like).Match(match => [.. Enumerable.Range(0, table.Names.Length).Select(match.Column)], _ => Enumerable.Repeat(-1, table.Names.Length).ToArray());
        var own = CsvTable.With(path, options, rows => OwnForms.Of(rows, like)).IfLeft(OwnForms.None(form.Columns));
        gaps = System.Array.ConvertAll(models, _ => new GapHabits(table.Separator == ' '));
        habits = System.Array.ConvertAll<int, CellHabits>(models, model => model < 0 ? new OtherHabits(bare)
            : form.Columns[model].Kind is ColumnKind.Categorical ? new CategoryHabits(model, form.Columns[model], table)
            : new NumberHabits(model, form.Columns[model], own[model], table));
    }

    /// <summary>How many rows were seen.</summary>
    public int Rows { get; private set; }

    /// <summary>Learns from a row.</summary>
    public void See(TextTable table, int row, ReadOnlySpan<double> values)
    {
        for (var column = 0; column < habits.Length; column++)
        {
            var cell = table.Cell(column);
            gaps[column].See(table.Before(column), column == 0 ? 0 : table.Cell(column - 1).Length, cell.Length);
            habits[column].See(row, cell, models[column] < 0 ? double.NaN : values[models[column]]);
        }

        ends.Add(table.End);
        Rows++;
    }

    /// <summary>What was learned.</summary>
    /// <param name="above">The bytes before the first row.</param>
    /// <param name="behind">The bytes behind the last one.</param>
    public TextShape Finish(byte[] above, byte[] behind) => new(bare.Form, bare.CodePage, bare.Separator, above, behind, ends.Top, [.. habits.Zip(gaps, (column, gap) => column.Finish(bare, gap.Finish()))]);
}
