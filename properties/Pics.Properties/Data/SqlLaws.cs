using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class SqlLaws
{
    private const string Guessed = "The query reads a text file: its headings and the types of its columns are DuckDB's guess from its first 20,480 lines.";
    private const string Names = "id,name\n1,ann\n2,bob\n3,cy\n";

    private static TemporaryFolder Files()
    {
        var folder = new TemporaryFolder();
        folder.Write("names.csv", Text(Names));
        TypedRows.Make(folder, "COPY (SELECT * FROM (VALUES (3, 2.5), (1, 0.5), (7, 1.0)) AS t(id, wage)) TO 'FOLDER/wages.parquet' (FORMAT parquet)");
        return folder;
    }

    [Theory]
    [InlineData("select id, name, wage::double wage from 'FOLDER/wages.parquet' join 'FOLDER/names.csv' using (id) order by id", new[] { "id: Number, name: Text, wage: Number", "1|ann|0.5", "3|cy|2.5", Guessed })]
    [InlineData("from 'FOLDER/names.csv' order by name desc; ", new[] { "id: Number, name: Text", "3|cy", "2|bob", "1|ann", Guessed })]
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
}
