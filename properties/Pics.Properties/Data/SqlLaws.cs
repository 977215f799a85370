using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class SqlLaws
{
    private const string Said = "Of the text file(s) in the query, columns of plain numbers are numbers there ('id'), and all others are texts as they are written.";
    private const string Guessed = "Some text in the query is read by DuckDB itself: headings and types are its guess from the first 20,480 lines.";
    private const string Names = "id,name\n1,ann\n2,bob\n3,cy\n";

    private static TemporaryFolder Files()
    {
        var folder = new TemporaryFolder();
        folder.Write("names.csv", Text(Names));
        TypedRows.Make(folder, "COPY (SELECT * FROM (VALUES (3, 2.5), (1, 0.5), (7, 1.0)) AS t(id, wage)) TO 'FOLDER/wages.parquet' (FORMAT parquet)");
        return folder;
    }

    [Theory]
    [InlineData("select id, name, wage::double wage from 'FOLDER/wages.parquet' join 'FOLDER/names.csv' using (id) order by id", new[] { "id: Number, name: Unknown, wage: Number", "1|ann|0.5", "3|cy|2.5", Said })]
    [InlineData("from 'FOLDER/names.csv' order by name desc; ", new[] { "id: Number, name: Unknown", "3|cy", "2|bob", "1|ann", Said })]
    [InlineData("select names.name, avg(w.wage) a from 'FOLDER/names.csv' join 'FOLDER/wages.parquet' w on w.id = names.id group by 1 order by 1", new[] { "name: Unknown, a: Number", "ann|0.5", "cy|2.5", Said })]
    [InlineData("with t as (select * from read_csv('FOLDER/names.csv')) select name, 'x.csv' as file from t where id > (select min(id) from \"FOLDER/names.csv\") -- from 'x.csv'", new[] { "name: Unknown, file: Unknown", "bob|x.csv", "cy|x.csv", Said })]
    [InlineData("select read_csv.id from read_csv('FOLDER/names.csv') where name = 'bob'", new[] { "id: Number", "2", Said })]
    [InlineData("select name from read_csv('FOLDER/names.csv', header = true, delim = ',') where id = 1", new[] { "name: Text", "ann", Guessed })]
    [InlineData("pivot 'FOLDER/names.csv' on name using sum(id)", new[] { "ann: Number, bob: Number, cy: Number", "1|2|3", Guessed })]
    [InlineData("with w as (select max(wage) m from 'FOLDER/wages.parquet') select m, m > 1 as big from w -- the largest", new[] { "m: Number, big: Truth", "2.5|true" })]
    [InlineData("select sum(id) s, count(*) c, 1::hugeint << 70 h from 'FOLDER/wages.parquet'", new[] { "s: Number, c: Number, h: Number", "11|3|1180591620717411303424" })]
    [InlineData("select unnest(['b', 'a', null])::enum('a', 'b') e", new[] { "e: Text", "b", "a", "" })]
    public void Results_of_queries_are_rows(string sql, string[] rows)
    {
        using var folder = Files();
        Assert.Equal(rows, TypedRows.Of(string.Empty, TypedRows.Sql(folder, sql)));
    }

    [Fact]
    public void A_query_that_draws_is_run_once()
    {
        using var folder = new TemporaryFolder();
        var data = Get(DataFormats.Read(string.Empty, TypedRows.Sql(folder, "select (random() * 3)::int::varchar || 'x' as a, (random() * 1e6)::int as b from range(5000)"))).Train;
        Assert.Equal(5000, data.Rows); // texts and numbers are learned in one pass and encoded in another
    }

    [Theory]
    [InlineData("", "'the SQL query' cannot be read: it is empty; expected one that gives rows")]
    [InlineData(" ; ", "'the SQL query' cannot be read: it is empty; expected one that gives rows")]
    [InlineData("selec 1", "'selec 1' cannot be read: syntax error at or near \"selec\"")]
    [InlineData("select 1; select 2", "'select 1; select 2' cannot be read: syntax error at or near \";\"")]
    [InlineData("create table x(i int)", "'create table x(i int)' cannot be read: syntax error at or near \"create\"")]
    [InlineData("copy (select 1) to 'FOLDER/x.csv'", "'copy (select 1) to 'HERE/x.csv'' cannot be read: syntax error at or near \"select\"")]
    [InlineData("select 1 where false", "'select 1 where false' cannot be read: it has no rows")]
    [InlineData("select a from (select 1 as b)", "'select a from (select 1 as b)' cannot be read: referenced column \"a\" not found in FROM clause; Candidate bindings: \"b\"")]
    [InlineData("from 'none.parquet'", "'from 'none.parquet'' cannot be read: no files found that match the pattern \"none.parquet\"")]
    [InlineData("select cast('x' || i as int) from range(3000) t(i)", "'select cast('x' || i as int) from range(3000) t(i)' cannot be read: could not convert string 'x0' to INT32")]
    public void What_is_no_query_is_refused_in_a_sentence(string sql, string sentence)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(sentence, Explain(DataFormats.Read(string.Empty, TypedRows.Sql(folder, sql)), folder.Path).Replace("FILE", "HERE", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    /// <summary>What DuckDB would guess wrong: a comma before decimals, a decimal after its sample, ids of 20 digits, zeros before a code, headings above texts, another encoding.</summary>
    [Fact]
    public void Text_files_of_a_query_are_read_as_tables_in_text_are()
    {
        using var folder = new TemporaryFolder();
        folder.Write("comma.csv", Text("a;b\n1,5;2\n2,5;?\n3,25;4\n"));
        folder.Write("late.csv", Text("n,code,id\n" + string.Concat(Enumerable.Range(0, 21_000).Select(row => $"{(row == 20_990 ? "2.5" : "7")},0050{row % 7},1234567890123456789{row % 3}\n"))));
        folder.Write("texts.csv", Dialect.Named("windows-1252").GetBytes("größe,ort\nklein,Köln\ngroß,Bonn\nklein,Bonn\nklein,Köln\n"));
        folder.Write("words.csv", Text("age,x\n31,a\nunknown,b\n?,c\n-9,d\n40,e\n"));
        string[] Of(string sql, ReadOptions? options = null) => [.. TypedRows.Of(string.Empty, (options ?? ReadOptions.Default) with { Sql = sql.Replace("FOLDER", folder.Path, StringComparison.Ordinal) }).Where(line => !line.Contains("text file(s)", StringComparison.Ordinal) && !line.Contains("--encoding", StringComparison.Ordinal) && !line.Contains("--header", StringComparison.Ordinal))];
        Assert.Equal(["a: Unknown, b: Number", "1,5|2", "2,5|", "3,25|4"], Of("from 'FOLDER/comma.csv'"));
        Assert.Equal(["s: Number, m: Number, least: Unknown, ids: Number", "146995.5|2.5|00500|3"], Of("select sum(n) s, min(n) m, min(code) least, count(distinct id) ids from 'FOLDER/late.csv'"));
        Assert.Equal(["ort: Unknown, n: Number", "Bonn|1", "Köln|2"], Of("select ort, count(*) n from 'FOLDER/texts.csv' where größe = 'klein' group by 1 order by 1"));
        Assert.Equal(["a: Number, n: Number", "35.5|2"], Of("select avg(age) a, count(age) n from 'FOLDER/words.csv' where age > 30"));
        Assert.Equal(["n: Number", "3"], Of("select count(age) n from 'FOLDER/words.csv'"));
        Assert.Equal(["n: Number", "2"], Of("select count(age) n from 'FOLDER/words.csv'", ReadOptions.Default.WithMissing("-9")));
        var data = Get(DataFormats.Read(string.Empty, TypedRows.Sql(folder, "select a, b from 'FOLDER/comma.csv'")));
        Assert.Equal([1.5, 2.5, 3.25], Enumerable.Range(0, 3).Select(row => data.Train.Columns[0].Number(data.Train.Row(row)[0])!.Value));
    }

    [Fact]
    public void Files_of_a_pattern_are_one_table_if_their_headings_are_the_same()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p1.csv", Text("a,b\n1,x\n"));
        folder.Write("p2.csv", Text("a;b\n2;y\n"));
        Assert.Equal(["a: Number, b: Unknown", "1|x", "2|y"], TypedRows.Of(string.Empty, TypedRows.Sql(folder, "from 'FOLDER/p*.csv'")).SkipLast(1));
        folder.Write("p3.csv", Text("a,c\n3,z\n"));
        Assert.Equal("'HERE/p3.csv' cannot be read: it has the columns 'a', 'c'; expected those of 'HERE/p1.csv', 'a', 'b'", Explain(DataFormats.Read(string.Empty, TypedRows.Sql(folder, "from 'FOLDER/p*.csv'")), folder.Path).Replace("FILE", "HERE", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_columns_are_those_of_the_text_or_their_places()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", Text("a,A,,b\n1,2,3,x\n4,5,6,y\n"));
        Assert.Equal("a: Number, A_1: Number, column2: Number, b: Unknown", TypedRows.Of(string.Empty, TypedRows.Sql(folder, "from 'FOLDER/d.csv'"))[0]);
        folder.Write("n.csv", Text("1,x\n4,y\n5,x\n"));
        Assert.Equal("column0: Number, column1: Unknown", TypedRows.Of(string.Empty, TypedRows.Sql(folder, "from 'FOLDER/n.csv'"))[0]);
    }

    [Fact]
    public void Types_of_records_in_a_query_are_told_from_all_of_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("r.json", Text(string.Concat(Enumerable.Range(0, 21_000).Select(row => $"{{\"n\": {(row == 20_990 ? "2.5" : "7")}}}\n"))));
        Assert.Equal(["s: Number", "146995.5", "Types of the JSON fields that the query reads are those that DuckDB finds in all records."], TypedRows.Of(string.Empty, TypedRows.Sql(folder, "select sum(r.n) s from 'FOLDER/r.json'")));
    }

    [Fact]
    public void Wishes_about_text_are_heard_in_a_query_and_refused_where_it_reads_none()
    {
        using var folder = Files();
        folder.Write("x.csv", Text("1;2\n3;4\n"));
        Assert.Equal(["column0: Unknown", "1;2", "3;4"], TypedRows.Of(string.Empty, TypedRows.Sql(folder, "from 'FOLDER/x.csv'") with { Separator = '|', Header = HeaderKind.Absent }).Take(3));
        foreach (var (wish, options) in new (string, ReadOptions)[] { ("--encoding", ReadOptions.Default with { Encoding = "utf-8" }), ("--separator", ReadOptions.Default with { Separator = ';' }), ("--decimal", ReadOptions.Default with { DecimalSign = ',' }), ("--header", ReadOptions.Default.WithHeader(HeaderKind.Present)) })
            Assert.Equal($"'select 1 a' cannot be read: {wish} is for text files, and the query names none, or gives their options itself; leave it out", Explain(DataFormats.Read(string.Empty, options with { Sql = "select 1 a" }), folder.Path));
    }
}
