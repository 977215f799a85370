using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Tables of records are read as their text files are, and written so that they are read back.</summary>
public class MemoryTableLaws
{
    private enum Job
    {
        Clerk,
        Cook,
    }

    private static Dataset Get(Either<DataError, Dataset> read) => read.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static string Says(Either<DataError, Dataset> read) => read.Match(_ => "no error", error => error.Explain());

    /// <summary>The same columns, and the same values bit for bit.</summary>
    private static void AssertSame(Dataset expected, Dataset found)
    {
        Assert.Equal(expected.Columns.AsEnumerable(), found.Columns.AsEnumerable());
        Assert.Equal(expected.Rows, found.Rows);
        for (var row = 0; row < expected.Rows; row++) Assert.Equal(expected.Row(row).AsEnumerable(), found.Row(row).AsEnumerable());
    }

    [Property(MaxTest = 50)]
    public void Records_are_read_as_their_text_file_is(NonNegativeInt seed)
    {
        var random = new Random(seed.Get);
        var people = Enumerable.Range(0, 90).Select(_ => new Person(random.Next(2) == 0, random.Next(4) == 0 ? null : (Job)random.Next(2), random.Next(5), random.Next(5) == 0 ? null : random.NextDouble() * 1e5, random.NextSingle(), "abc"[random.Next(3)], $"a, \"{random.Next(3)}\"")).ToList();
        using var folder = new TemporaryFolder();
        string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var text = "Smokes,Job,Visits,Income,Height,Letter,Words\n" + string.Concat(people.Select(person => FormattableString.Invariant(
            $"{(person.Smokes ? "true" : "false")},{person.Job},{person.Visits},{person.Income:R},{person.Height:R},{person.Letter},{Quoted(person.Words)}\n")));
        var options = ReadOptions.Default with { Header = HeaderKind.Present };
        var read = Get(CsvTable.Read(folder.Write("people.csv", Text(text)), options));
        AssertSame(read, Get(Table.Of(people)));
        AssertSame(read, Get(Table.Of(
            ["Smokes", "Job", "Visits", "Income", "Height", "Letter", "Words"],
            people.Select(person => new object?[] { person.Smokes, person.Job, person.Visits, person.Income, person.Height, person.Letter, person.Words }))));
    }

    [Property(MaxTest = 50)]
    public void A_written_table_is_read_back(NonNegativeInt seed, bool packed)
    {
        var random = new Random(seed.Get);
        var people = Enumerable.Range(0, 90).Select(_ => new { Job = random.Next(6) == 0 ? null : ((string[])["a, b", "c\"d", "e"])[random.Next(3)], Income = random.Next(9) == 0 ? double.NaN : Math.Round(random.NextDouble() * 1e5, 2), Rooms = random.Next(4) });
        var data = Get(Table.Of(people));
        using var folder = new TemporaryFolder();
        var path = folder[packed ? "out.csv.gz" : "out.csv"];
        Assert.True(data.WriteCsv(path).IsRight);
        var again = Get(CsvTable.Read(path, ReadOptions.Default with { Header = HeaderKind.Present, Schema = TableSchema.Of(data) }));
        Assert.Equal(data.Columns.AsEnumerable(), again.Columns.AsEnumerable());
        for (var row = 0; row < data.Rows; row++)
            foreach (var (expected, found) in data.Row(row).Zip(again.Row(row)))
                Assert.True(expected.Equals(found) || Math.Abs(expected - found) < 1e-9, $"{expected} {found}");
    }

    [Fact]
    public void A_column_without_a_name_and_channels_have_headings()
    {
        using var folder = new TemporaryFolder();
        var data = Get(Dataset.Create("d", DataShape.Pixels(1, 2), 2, 3, [0, 1, 2, -1]));
        Assert.True(data.WriteCsv(folder["pixels.csv"]).IsRight);
        Assert.Equal("x0.0,x0.1,x1.0,x1.1\n0,1,2,\n", File.ReadAllText(folder["pixels.csv"]));
    }

    [Fact]
    public void What_is_no_table_is_said_in_a_sentence()
    {
        Assert.Equal("'records' cannot be read: it has no rows; expected at least one", Says(Table.Of(System.Array.Empty<Person>())));
        Assert.Equal("'records' cannot be read: the type Object has no public properties; expected one for each column", Says(Table.Of([new object()])));
        Assert.Equal("'records' cannot be read: it has no columns; expected at least one", Says(Table.Of([], [[]])));
        Assert.Equal("'t' cannot be read: row 1 has 1 value(s); expected 2, one for each name", Says(Table.Of(["a", "b"], [[1, 2], [1]], name: "t")));
        Assert.Equal("'t' cannot be read: row 1 has 3 value(s); expected 2, one for each name", Says(Table.Of(["a", "b"], [[1, 2], [1, 2, 3]], name: "t")));
        Assert.Equal("'records' cannot be read: row 0, column 'when' has a value of the type TimeSpan; expected a text, a truth value, a value of an enumeration, a date, a time or a finite number", Says(Table.Of(["when"], [[TimeSpan.Zero]])));
        Assert.Equal("'records' cannot be read: row 0, column 'a' has Infinity; expected a text, a truth value, a value of an enumeration, a date, a time or a finite number", Says(Table.Of(["a"], [[double.PositiveInfinity]])));
        Assert.Equal("'records' cannot be read: no column is left: column 'a' was left out, as it is observed in no row", Says(Table.Of(["a"], [[null], [double.NaN]])));
        var cells = Enumerable.Range(0, 100).Select(number => new object?[] { number == 7 ? "many" : number + 0.5 });
        Assert.StartsWith("'records' cannot be read: row 7, column 'a' has the word 'many' (1 cell) where all others are numbers", Says(Table.Of(["a"], cells)), StringComparison.Ordinal);
    }

    private sealed record Person(bool Smokes, Job? Job, int Visits, double? Income, float Height, char Letter, string Words);
}
