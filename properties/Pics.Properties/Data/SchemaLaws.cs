using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Schemas come back from their files, and columns with them.</summary>
public class SchemaLaws
{
    private static Column Made(Random random, int index)
    {
        T One<T>(params T[] all) => all[random.Next(all.Length)];
        var notation = new NumberNotation(One('.', ','), One<char?>(null, ' ', '\''), One("", "$", "EUR "), One("", " kg", "%")) { Negative = One(Enum.GetValues<NegativeSign>()) };
        CellForm form = One<CellForm>(CellForm.Plain, new CellForm.Number(random.Next(4), notation), new CellForm.Number(3, NumberNotation.Plain) { Shown = random.Next(5) }, new CellForm.Moment("dd.MM.yyyy HH:mm", One(MomentUnit.Days, MomentUnit.Seconds)), new CellForm.Moment("HH:mm", MomentUnit.SecondsOfDay));
        var words = One(Arr<string>.Empty, Arr.create("-999", "k.A."));
        var kind = One<ColumnKind>(
            new ColumnKind.Categorical(3, Arr.create("007", "a \"b\"", "(other)")),
            new ColumnKind.Count(),
            new ColumnKind.Real(random.NextDouble() * 1e6, random.NextDouble() + 0.1),
            new ColumnKind.Binned(Get(Bins.Create(Enumerable.Range(0, 2 + random.Next(5)).Select(edge => edge + random.NextDouble()), 0.25, 1e3, random.Next(3) * 0.01))));
        return kind is ColumnKind.Categorical
            ? new Column($"c{index}", kind) { IsOrdered = random.Next(2) == 0, HasOther = random.Next(2) == 0, Missing = words }
            : new Column($"c{index}", kind) { Form = form, Range = random.Next(2) == 0 ? (-1.5, random.NextDouble()) : null, Missing = words };
    }

    [Property(MaxTest = 200)]
    public void Columns_come_back_from_json(NonNegativeInt seed, PositiveInt count)
    {
        var random = new Random(seed.Get);
        var columns = Enumerable.Range(0, 1 + (count.Get % 5)).Select(index => Made(random, index)).ToImmutableArray();
        using var folder = new TemporaryFolder();
        var schema = TableSchema.OfColumns(columns);
        var again = Get(TableSchema.ReadFile(folder.Write("s.json", Text(schema.Write()))));
        Assert.Equal(schema, again);
        Assert.Equal(columns.ToArray(), again.Columns.Select(column => column.Column!).ToArray());
        Assert.Equal(schema.Write(), again.Write());
    }

    [Fact]
    public void The_first_version_is_still_read()
    {
        using var folder = new TemporaryFolder();
        const string Old = """{ "format": "pics-table", "version": 1, "columns": [{ "name": "a", "kind": "categorical", "labels": ["1", "2"] }, { "name": "b", "kind": "real", "centre": 2, "scale": 3 }, { "name": "c", "kind": "count" }] }""";
        Column[] expected = [new Column("a", new ColumnKind.Categorical(2, Arr.create("1", "2"))), new Column("b", new ColumnKind.Real(2, 3)), new Column("c", new ColumnKind.Count())];
        Assert.Equal(expected, Get(TableSchema.ReadFile(folder.Write("s.json", Text(Old)))).Columns.Select(column => column.Column!).ToArray());
    }

    [Fact]
    public void Bins_of_the_second_version_have_no_heavy_tail()
    {
        using var folder = new TemporaryFolder();
        const string Old = """{ "format": "pics-table", "version": 2, "columns": [{ "name": "a", "kind": "binned", "bins": { "edges": [1, 2], "below": 1, "above": 3 } }] }""";
        var bins = Get(TableSchema.ReadFile(folder.Write("s.json", Text(Old)))).Columns[0].Bins!;
        Assert.Equal((0, -4 - Math.Log(3)), (bins.Far, bins.LogDensity(14)));
    }

    [Theory]
    [InlineData("\"kind\": \"real\", \"decimals\": 99", "has 99 decimals, not 0 to 15")]
    [InlineData("\"kind\": \"categorical\", \"decimals\": 2", "has decimals or a notation, but no numbers")]
    [InlineData("\"kind\": \"real\", \"notation\": { \"point\": \";\" }", "has a notation with the decimal sign ';', not a point or a comma")]
    [InlineData("\"kind\": \"real\", \"notation\": { \"point\": \",\", \"group\": \",\" }", "has a notation with ',' between thousands, not a point, comma, blank, apostrophe or underscore that is not the decimal sign")]
    [InlineData("\"kind\": \"real\", \"notation\": { \"after\": \"5\" }", "has a notation with '5' around numbers, which has digits or signs of its own or is too long")]
    [InlineData("\"kind\": \"date\", \"pattern\": \"qqq\"", "has the pattern 'qqq', which does not read what it writes; expected one as yyyy-MM-dd or HH:mm")]
    [InlineData("\"kind\": \"categorical\", \"pattern\": \"yyyy\"", "has a pattern of dates, but no dates")]
    [InlineData("\"kind\": \"date\", \"unit\": \"days\"", "has a unit of dates, but no pattern")]
    [InlineData("\"kind\": \"real\", \"least\": 2, \"largest\": 1", "has a least number that is above its largest one")]
    [InlineData("\"kind\": \"real\", \"least\": 2", "has only one of least and largest")]
    [InlineData("\"kind\": \"binned\", \"bins\": { \"edges\": [1, 1], \"below\": 1, \"above\": 1 }", "has bins with edges that are too few, not ascending or not finite, with distances that are not positive, or with a part that is far and not from 0 to 1")]
    [InlineData("\"kind\": \"binned\", \"bins\": { \"edges\": [1, 2], \"below\": 1, \"above\": 1, \"far\": 2 }", "has bins with edges that are too few, not ascending or not finite, with distances that are not positive, or with a part that is far and not from 0 to 1")]
    [InlineData("\"kind\": \"real\", \"bins\": { \"edges\": [1, 2], \"below\": 1, \"above\": 1 }", "has bins, but is not binned")]
    [InlineData("\"kind\": \"boolean\", \"labels\": [\"a\", \"b\", \"c\"]", "has 3 labels, but a boolean column has two")]
    [InlineData("\"kind\": \"categorical\", \"other\": true", "has a value for others, but no labels of which it is the last")]
    [InlineData("\"kind\": \"real\", \"ordered\": true", "has an order, but is not categorical")]
    public void Wrong_fields_are_named(string fields, string fault)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("s.json", Text($$"""{ "format": "pics-table", "version": 2, "columns": [{ "name": "n", {{fields}} }] }"""));
        Assert.Equal($"'FILE' cannot be read: it does not describe the columns of a table: column 'n' {fault}", Explain(TableSchema.ReadFile(path), path));
    }

    [Fact]
    public void A_schema_says_what_columns_are()
    {
        using var folder = new TemporaryFolder();
        const string Said = """{ "format": "pics-table", "version": 2, "columns": [{ "name": "day", "kind": "date", "pattern": "dd/MM/yyyy" }, { "name": "size", "kind": "ordinal", "labels": ["small", "large"], "missing": ["none"] }, { "name": "id", "kind": "ignored" }, { "name": "dose", "kind": "real", "missing": ["-999"] }] }""";
        var options = ReadOptions.Default.WithSchema(Get(TableSchema.ReadFile(folder.Write("s.json", Text(Said)))));
        var data = Get(CsvTable.Read(folder.Write("t.csv", Text("id,day,size,dose\n1,01/02/2024,large,-999\n2,03/04/2024,none,50\n3,05/06/2024,small,70\n")), options));
        Assert.Equal(["day", "size", "dose"], data.Columns.Select(column => column.Name));
        Assert.Equal(["01/02/2024", "large", ""], data.Texts(0).ToArray());
        Assert.Equal(["03/04/2024", "", "50"], data.Texts(1).ToArray());
        Assert.Equal([1, 0], [data.Row(0)[1], data.Row(2)[1]]);
        Assert.Equal(new DateTime(2024, 2, 1, 0, 0, 0, DateTimeKind.Utc), DateTime.UnixEpoch.AddDays(data.Columns[0].Number(data.Row(0)[0])!.Value));
    }

    [Fact]
    public void A_form_comes_back_from_its_documents()
    {
        var random = new Random(5);
        var form = new RowForm([.. Enumerable.Range(0, 12).Select(index => Made(random, index))], 1, null);
        var (data, columns) = FormDocument.Describe(form);
        using var folder = new TemporaryFolder();
        var place = Path.GetDirectoryName(folder.Write(FormDocument.FileName, Text(data)))!;
        folder.Write(FormDocument.ColumnsName, Text(columns!));
        Assert.Equal(form, FormDocument.ReadForm(place).Match(found => found, error => throw new InvalidOperationException(error.Explain())));
    }
}
