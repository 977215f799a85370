using System.Globalization;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Dates and times: numbers inside, dates outside.</summary>
public class MomentLaws
{
    private static readonly string[] Patterns =
    [
        "yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "M/d/yy", "MMM d yyyy", "d. MMMM yyyy", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "dd.MM.yyyy HH:mm:ss", "M/d/yyyy h:mm tt", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    private static (Column? Column, IReadOnlyList<string> Notes) Learn(char? sign, params IEnumerable<string> cells)
    {
        var learner = new ColumnLearner("a", 0, CellType.Unknown, sign, default, ReadOptions.Default);
        foreach (var cell in cells) learner.See(cell);
        learner.NeedsNumbers();
        var learned = learner.Learn();
        return (learned.Column, learned.Notes);
    }

    private static IEnumerable<DateTime> Days(int count) => Enumerable.Range(0, count).Select(day => new DateTime(2001, 3, 5, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day * 13).AddMinutes(day * 17 % 1440).AddSeconds(day * 7 % 60));

    [Fact]
    public void Patterns_are_told_from_the_column()
    {
        Assert.All(Patterns, pattern =>
        {
            var cells = Days(60).Select(day => (pattern.Contains('F', StringComparison.Ordinal) ? day.AddMilliseconds(125) : day).ToString(pattern, CultureInfo.InvariantCulture)).ToList();
            var form = Assert.IsType<CellForm.Moment>(Learn(null, cells).Column!.Form);
            Assert.Equal(cells, cells.Select(cell => form.Write(form.Read(cell)!.Value)));
        });
        Assert.Equal("yyyy-MM-dd", ((CellForm.Moment)Learn(null, "2024-01-31", "2024-02-29").Column!.Form).Pattern);
        Assert.Equal(MomentUnit.Days, ((CellForm.Moment)Learn(null, "1/8/90 0:00", "12/30/90 0:00").Column!.Form).Unit);
        Assert.Equal(MomentUnit.SecondsOfDay, ((CellForm.Moment)Learn(null, "23:59", "00:10", "7:00".PadLeft(5, '0')).Column!.Form).Unit);
        Assert.Equal("yyyyMMdd", ((CellForm.Moment)Learn(null, "20240131", "20240229", "19991231").Column!.Form).Pattern);
        Assert.IsNotType<CellForm.Moment>(Learn(null, "20240131", "20240230", "19991231").Column!.Form);
    }

    [Fact]
    public void Dates_are_numbers_however_few_there_are()
    {
        var column = Learn(null, Enumerable.Range(0, 60).Select(row => $"2023-01-0{1 + (row % 3)}")).Column!;
        Assert.IsNotType<ColumnKind.Categorical>(column.Kind);
        Assert.Equal((19358.0, 19360.0), column.Range);
        Assert.Equal("2023-01-02", column.Text(column.Value("2023-01-02")!.Value));
        Assert.Null(column.Value("2023-02-30"));
        Assert.NotNull(column.Value("2030-12-01"));
    }

    [Theory]
    [InlineData("dd.MM.yyyy", "2024-03-05", "05.03.2024")]
    [InlineData("M/d/yy", "2024-03-05", "3/5/24")]
    [InlineData("MMM yyyy", "2024-03", "Mar 2024")]
    [InlineData("MMM yyyy", "2024-03-01", "Mar 2024")]
    [InlineData("MMM yyyy", "2024-03-05", null)]
    [InlineData("dd.MM.yyyy", "2024-03", null)]
    [InlineData("dd.MM.yyyy", "2024-02-30", null)]
    [InlineData("dd.MM.yyyy", "2024-03-05T12:30", null)]
    [InlineData("d/M/yyyy H:mm", "2024-03-05T12:30", "5/3/2024 12:30")]
    [InlineData("d/M/yyyy H:mm", "2024-03-05 12:30:00", "5/3/2024 12:30")]
    [InlineData("d/M/yyyy H:mm", "2024-03-05T12:30:15", null)]
    [InlineData("d/M/yyyy H:mm", "2024-03-05", null)]
    [InlineData("h:mm tt", "14:05", "2:05 PM")]
    [InlineData("yyyy-dd-MM", "2024-03-05", "2024-03-05")]
    public void Questions_take_ISO_dates_of_any_column_too(string pattern, string iso, string? written)
    {
        var column = new Column("at", new ColumnKind.Real(0, 1)) { Form = new CellForm.Moment(pattern, SchemaFaults.UnitOf(pattern)) };
        Assert.Equal(written, column.Value(iso) is { } value ? column.Text(value) : null);
        if (pattern[0] != 'y') Assert.Null(TableCells.Encoder(column)(iso));
    }

    [Fact]
    public void Times_have_no_days_and_months_to_be_turned() => Assert.Empty(Learn(null, "02:03", "11:13", "04:05").Notes);

    [Theory]
    [InlineData("01/02/2024", "03/04/2024", null, "MM/dd/yyyy", true)]
    [InlineData("01/02/2024", "03/04/2024", ',', "dd/MM/yyyy", true)]
    [InlineData("01/02/2024", "31/04/2024", null, "", false)]
    [InlineData("01/02/2024", "30/04/2024", null, "dd/MM/yyyy", false)]
    [InlineData("01/02/2024", "04/30/2024", ',', "MM/dd/yyyy", false)]
    [InlineData("01.02.2024", "03.04.2024", null, "dd.MM.yyyy", false)]
    public void Days_and_months_are_told_apart_or_it_is_said(string one, string other, char? sign, string pattern, bool isDoubtful)
    {
        var (column, notes) = Learn(sign, one, other);
        Assert.Equal(pattern, (column!.Form as CellForm.Moment)?.Pattern ?? string.Empty);
        Assert.Equal(isDoubtful, notes.Any(note => note.Contains("days and months could be the other way round", StringComparison.Ordinal)));
    }

    [Property(MaxTest = 1000)]
    public void A_moment_that_is_rounded_is_read_back(byte pattern, int seconds, uint more)
    {
        var chosen = Patterns[pattern % Patterns.Length];
        var unit = SchemaFaults.UnitOf(chosen);
        var number = unit == MomentUnit.Days ? (seconds % 20000) + (more / 1e9) : (seconds % 1_500_000_000) + (more / 1e7);
        var form = new CellForm.Moment(chosen, unit);
        var rounded = form.Round(number);
        Assert.Equal(rounded, form.Round(rounded));
        Assert.Equal(form.Write(rounded), form.Write(form.Read(form.Write(rounded))!.Value));
    }

    [Fact]
    public void A_moment_is_the_nearest_that_its_pattern_has()
    {
        Assert.Equal("2024-02-29", new CellForm.Moment("yyyy-MM-dd", MomentUnit.Days).Write(19782.4));
        Assert.Equal("2024-03-01", new CellForm.Moment("yyyy-MM-dd", MomentUnit.Days).Write(19782.6));
        Assert.Equal("00:02", new CellForm.Moment("HH:mm", MomentUnit.SecondsOfDay).Write(95));
        Assert.Equal("23:59", new CellForm.Moment("HH:mm", MomentUnit.SecondsOfDay).Write(1e9));
        Assert.Equal("2024-03", new CellForm.Moment("yyyy-MM", MomentUnit.Days).Write(19782));
        Assert.Equal("9999-12-31", new CellForm.Moment("yyyy-MM-dd", MomentUnit.Days).Write(1e300));
        Assert.Equal("0001-01-01", new CellForm.Moment("yyyy-MM-dd", MomentUnit.Days).Write(-1e300));
    }

    [Fact]
    public void Dates_of_a_program_are_dates()
    {
        var data = Get(Table.Of(Days(30).Select((day, row) => new { Day = DateOnly.FromDateTime(day), Moment = day, Time = TimeOnly.FromDateTime(day), Word = $"x{row % 2}" })));
        Assert.Equal(["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "HH:mm:ss"], data.Columns.Take(3).Select(column => ((CellForm.Moment)column.Form).Pattern));
        Assert.Equal(["2001-03-18", "2001-03-18 00:17:07", "00:17:07", "x1"], data.Texts(1).ToArray());
    }
}
