using System.Globalization;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>One table in many forms: whatever a model was learned from, rows of any other source are the same to it.</summary>
[Collection(TensorTests.Name)]
public class SourceMixLaws
{
    private static readonly string[] Sources = ["plain.csv", "de.csv", "us.csv", "t.json", "t.parquet", "t.arrow"];

    /// <summary>A row of the table; null where a cell is not observed.</summary>
    private sealed record Row(int? Rate, double? Price, string? Grade, bool? Sold, int? Stars, DateTime? Born, DateTime? At);

    private static List<Row> Rows()
    {
        var random = new Random(11);
        T? Some<T>(T value)
            where T : struct => random.Next(15) == 0 ? null : value;
        return [.. Enumerable.Range(0, 300).Select(_ => new Row(
            Some(random.Next(1, 100)),
            Some(Math.Round(900 + (random.NextDouble() * 3000), 2)),
            random.Next(15) == 0 ? null : "ABCDE"[random.Next(5)].ToString(),
            Some(random.Next(3) > 0),
            Some(random.Next(1, 6)),
            Some(new DateTime(1950 + random.Next(60), random.Next(1, 13), random.Next(1, 29), 0, 0, 0, DateTimeKind.Unspecified)),
            Some(new DateTime(2024, random.Next(1, 13), random.Next(1, 29), random.Next(24), random.Next(60), 0, DateTimeKind.Unspecified))))];
    }

    /// <summary>The table in all its forms.</summary>
    private static void Write(TemporaryFolder folder)
    {
        var (rows, american) = (Rows(), CultureInfo.InvariantCulture);
        static string German(double number) => string.Concat(number.ToString("#,##0.00", CultureInfo.InvariantCulture).Select(letter => letter switch { ',' => '.', '.' => ',', _ => letter }));
        string Csv(string separator, Func<Row, string?[]> cells) => string.Join(separator, "rate", "price", "größe", "sold", "stars", "born", "at") + "\n" + string.Concat(rows.Select(row => string.Join(separator, cells(row)) + "\n"));
        folder.Write("plain.csv", Text(Csv(",", row => [
            $"{row.Rate}", row.Price?.ToString(CultureInfo.InvariantCulture), row.Grade, row.Sold?.ToString().ToLowerInvariant(), $"{row.Stars}", row.Born?.ToString("yyyy-MM-dd", american), row.At?.ToString("yyyy-MM-dd HH:mm:ss", american)])));
        folder.Write("de.csv", Windows(Csv(";", row => [
            row.Rate is { } rate ? $"{rate}%" : null, row.Price is { } paid ? German(paid) : null, row.Grade, row.Sold?.ToString().ToUpperInvariant(), $"{row.Stars}", row.Born?.ToString("dd.MM.yyyy", american), row.At?.ToString("dd.MM.yyyy HH:mm", american)])));
        folder.Write("us.csv", Text(Csv(",", row => [
            row.Rate is { } rate ? $"{rate} %" : null, row.Price is { } price ? $"\"${price.ToString("#,##0.00", american)}\"" : null, row.Grade, row.Sold?.ToString(), row.Stars is { } stars ? $"{stars}.0" : null, row.Born?.ToString("MM/dd/yyyy", american), row.At?.ToString("MM/dd/yyyy h:mm tt", american)])));
        folder.Write("t.json", Text(string.Concat(rows.Select(row => System.Text.Json.JsonSerializer.Serialize(new
        {
            rate = row.Rate,
            price = row.Price,
            größe = row.Grade,
            sold = row.Sold,
            stars = row.Stars,
            born = row.Born?.ToString("yyyy-MM-dd", american),
            at = row.At?.ToString("yyyy-MM-ddTHH:mm:ss", american),
        }) + "\n"))));
        TableFileColumn[] columns = [new("rate", TableValue.Whole), new("price", TableValue.Number), new("größe", TableValue.Text), new("sold", TableValue.Truth), new("stars", TableValue.Whole), new("born", TableValue.Date), new("at", TableValue.DateTime)];
        foreach (var file in new[] { "t.parquet", "t.arrow" })
            TableFile.Write(folder[file], columns, rows.Select(row => (IReadOnlyList<string>)[
                $"{row.Rate}", row.Price?.ToString(CultureInfo.InvariantCulture) ?? "", row.Grade ?? "", row.Sold?.ToString() ?? "", $"{row.Stars}", row.Born?.ToString("yyyy-MM-dd", american) ?? "", row.At?.ToString("yyyy-MM-dd HH:mm:ss", american) ?? ""])).OrThrow();
    }

    private static byte[] Windows(string text) => Dialect.Named("windows-1252").GetBytes(text);

    private static Dataset Read(string path, ReadOptions options) => Get(DataFormats.Read(path, options)).Train;

    [Fact]
    public void Rows_of_any_source_are_the_same_to_a_model_of_any_other()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        foreach (var trained in Sources)
        {
            var first = Read(folder[trained], ReadOptions.Default);
            Assert.Equal(7, first.Variables);
            foreach (var asked in Sources)
                foreach (var unseen in new[] { UnseenValues.Refuse, UnseenValues.Hide })
                    Assert.True(Values(first).SequenceEqual(Values(Read(folder[asked], ReadOptions.Default.WithUnseen(unseen).Like(first.Form)))), $"{asked} for a model of {trained}");
        }
    }

    [Fact]
    public void Wishes_about_the_file_of_training_do_not_hold_for_files_that_are_written_otherwise()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var wished = ReadOptions.Default with { Separator = ';', DecimalSign = ',', Encoding = "windows-1252", Header = HeaderKind.Present };
        var first = Read(folder["de.csv"], wished);
        foreach (var asked in Sources) Assert.True(Values(first).SequenceEqual(Values(Read(folder[asked], wished.Like(first.Form)))), asked);
        Assert.Equal(Values(first), Values(Read(folder["de.csv"], wished.Again(first.Form))));
    }

    [Fact]
    public void What_is_read_otherwise_is_said_in_one_note()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var data = Read(folder["us.csv"], ReadOptions.Default.Like(Read(folder["t.parquet"], ReadOptions.Default).Form));
        var note = Assert.Single(data.Notes, note => note.Contains("as this table writes them", StringComparison.Ordinal));
        foreach (var said in new[] { " %' of column 'rate' as ", "'$", " of column 'price' as ", " of column 'born' as 19" }) Assert.Contains(said, note, StringComparison.Ordinal);
        Assert.DoesNotContain(Read(folder["plain.csv"], ReadOptions.Default.Like(data.Form)).Notes, note => note.Contains("as this table writes them", StringComparison.Ordinal));
    }

    private static RowForm FormOf(string text)
    {
        using var folder = new TemporaryFolder();
        return Read(folder.Write("t.csv", Text(text)), ReadOptions.Default.WithKept("*")).Form;
    }

    private static string Of(string text, RowForm form)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("n.csv", Text(text));
        return DataFormats.Read(path, ReadOptions.Default.Like(form)).Match(
            found => string.Join(' ', Enumerable.Range(0, found.Train.Rows).Select(row => Math.Round(found.Train.Columns[0].Number(found.Train.Row(row)[0])!.Value, 6).ToString("R", CultureInfo.InvariantCulture))),
            error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));
    }

    private static readonly RowForm German = FormOf("a;b\n" + string.Concat(Enumerable.Range(0, 70).Select(row => $"{1 + (row % 7)}.{100 + (row * 7)},5;x{row % 2}\n")));

    private static readonly RowForm Euros = FormOf("a;b\n" + string.Concat(Enumerable.Range(0, 70).Select(row => $"{100 + (row * 7)},50 EUR;x{row % 2}\n")));

    [Theory]
    [InlineData("a;b\n1.234;x0\n", "1234")] // could be both, and training had thousands so
    [InlineData("a,c\n1.234,0.5\n2.5,1.5\n", "1.234 2.5")]
    [InlineData("a\n1234.5\n", "1234.5")]
    [InlineData("a\n\"1,234.5\"\n\"12,000\"\n", "1234.5 12000")]
    [InlineData("a;b\n-1.234,5;x0\n?;x1\n", "-1234.5 NaN")]
    [InlineData("a\n12.5\nabc\n", "'FILE' cannot be read: line 3, column 'a' has 'abc'; expected a number")]
    public void The_signs_of_training_are_tried_first_unless_the_table_has_certainly_others(string text, string numbers) => Assert.StartsWith(numbers, Of(text, German), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\n5\n7.25\n", "5 7.25")]
    [InlineData("a\nEUR 5\n", "5")]
    [InlineData("a\n$5\n", "'FILE' cannot be read: line 2, column 'a' has '$5'; expected a number as ")]
    [InlineData("a\n5 kg\n", "'FILE' cannot be read: line 2, column 'a' has '5 kg'; expected a number as")]
    public void Other_money_and_other_units_are_no_other_signs(string text, string numbers) => Assert.StartsWith(numbers, Of(text, Euros), StringComparison.Ordinal);
}
