namespace Pics.Properties;

/// <summary>Values in queries, written as the cells of their columns are.</summary>
public class QueryValueLaws
{
    [Theory]
    [InlineData("P(price=$2000.50)", "P(price=\"$2,000.50\")")]
    [InlineData("P(price=2000.5 | rate=50%)", "P(price=\"$2,000.50\" | rate=50%)")]
    [InlineData("P(day=2024-03-05)", "P(day=05.03.2024)")]
    [InlineData("P(at=14:05 | day=05.03.2024)", "P(at=14:05 | day=05.03.2024)")]
    [InlineData("P(km/h=5, who=O'Brien)", "P(km/h=5, who=O'Brien)")]
    [InlineData("P(price=\u20AC5)", "at character 9: 'price' cannot be '\u20AC5'; expected a number as $1,234.57")]
    [InlineData("P(day=5.3.24)", "at character 7: 'day' cannot be '5.3.24'; expected a date as 29.02.2024 or 2024-02-29")]
    [InlineData("P(price=$2,000.00)", "at character 18: expected '=' or another comparison, 'in', found ')'; a value that is not one word is written in quotes, as price=\"$2,000.00\"")]
    [InlineData("P(price=$2,000,000 | rate=5)", "at character 15: expected '=' or another comparison, 'in', found ','; a value that is not one word is written in quotes, as price=\"$2,000,000\"")]
    [InlineData("P(km/h=1,5, rate=5%)", "at character 11: expected '=' or another comparison, 'in', found ','; decimals have a point, as km/h=1.5")]
    [InlineData("P(rate=0,5)", "at character 11: expected '=' or another comparison, 'in', found ')'; decimals have a point, as rate=0.5")]
    [InlineData("E(price | who=O'Brien, rate<=-1,5e-3)", "at character 37: expected '=' or another comparison, 'in', found ')'; decimals have a point, as rate<=-1.5e-3")]
    [InlineData("P(rate=\"0,5\")", "at character 8: 'rate' cannot be '0,5'; expected a number as 1235%; decimals have a point, as 0.5")]
    [InlineData("P(who=0,5)", "at character 10: expected '=' or another comparison, 'in', found ')'; a value that is not one word is written in quotes, as who=\"0,5\"")]
    [InlineData("E(price | who=de Groot, rate=5%)", "at character 18: expected ',' or ')', found 'Groot'; a value that is not one word is written in quotes, as who=\"de Groot\"")]
    [InlineData("E(price | who!=de Groot)", "at character 19: expected ',' or ')', found 'Groot'; a value that is not one word is written in quotes, as who!=\"de Groot\"")]
    [InlineData("E(price | who='de Groot')", "at character 19: expected ',' or ')', found 'Groot''; a value that is not one word is written in quotes, as who=\"de Groot\"")]
    [InlineData("P(who=a;b)", "at character 8: expected letters, digits or one of ( ) { } = ! < > , | # outside quotes, found ';'; a value that is not one word is written in quotes, as who=\"a;b\"")]
    [InlineData("P(price=(5))", "at character 9: expected a value after '=', found '('; a value that is not one word is written in quotes, as price=\"(5)\"")]
    [InlineData("P(price=(5)", "at character 9: expected a value after '=', found '('")]
    [InlineData("P(who=de Groot", "at character 10: expected ',', '|' or ')', found 'Groot'; a value that is not one word is written in quotes, as who=\"de Groot\"")]
    [InlineData("P(who=a | rate)", "at character 15: expected '=' or another comparison, 'in', found ')'")]
    [InlineData("P(who=\"a, b\", rate)", "at character 19: expected '=' or another comparison, 'in', found ')'")]
    public void Values_need_quotes_only_where_signs_of_the_grammar_are_in_them(string text, string written)
    {
        ImmutableArray<Column> columns =
        [
            new("price", new ColumnKind.Real(0, 1)) { Form = new CellForm.Number(2, new('.', ',', "$", "")) },
            new("rate", new ColumnKind.Real(0, 1)) { Form = new CellForm.Number(0, new('.', null, "", "%")) },
            new("day", new ColumnKind.Real(19000, 30)) { Form = new CellForm.Moment("dd.MM.yyyy", MomentUnit.Days) },
            new("at", new ColumnKind.Real(0, 3600)) { Form = new CellForm.Moment("HH:mm", MomentUnit.SecondsOfDay) },
            new("km/h", new ColumnKind.Count()),
            new("who", new ColumnKind.Categorical(2, Prelude.Array("O'Brien", "de Groot"))),
        ];
        Assert.Equal(written, QueryText.Parse(text, columns, 1).Match(question => QueryText.Print(question, columns, 1), error => error.Explain()));
    }
}
