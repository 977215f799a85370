using Pics.Host;

namespace Pics.Properties;

/// <summary>The text of queries: what it means, how it is written, and what is said of a wrong one.</summary>
public class QueryTextLaws
{
    internal static readonly ImmutableArray<Column> People =
    [
        new("age", new ColumnKind.Real(40, 10)),
        new("job", new ColumnKind.Categorical(3, Prelude.Array("cook", "smith, black", "a \"b\""))),
        new("visits", new ColumnKind.Count()),
        new("hours per week", new ColumnKind.Categorical(2, Prelude.Array("20", "40"))),
        new("x1", Column.Of(2).Kind),
        new("grade-2.5", Column.Of(12).Kind),
    ];

    private static readonly ImmutableArray<Column> Pixels = [.. Enumerable.Repeat(Column.Of(256), 4)];

    internal static Question Parse(string text, ImmutableArray<Column>? columns = null, int channels = 1) =>
        QueryText.Parse(text, columns ?? People, channels).Match(query => query, error => throw new InvalidOperationException(error.Explain()));

    private static string Says(string text, ImmutableArray<Column>? columns = null, int channels = 1) =>
        QueryText.Parse(text, columns ?? People, channels).Match(query => $"{query}", error => error.Explain());

    private static Arr<Constraint> Values(params (int Variable, double Value)[] values) => values.Select(pair => (Constraint)new Constraint.Equal(new(pair.Variable, 0, pair.Value))).ToArr();

    private static Question Probability(Arr<Constraint> asked, Arr<Constraint> given) => new Question.Probability(asked, given);

    [Fact]
    public void Values_are_in_the_units_of_the_model()
    {
        Assert.Equal(Probability(Values((0, 0.15)), Values()), Parse("P(age=41.5)"));
        Assert.Equal(Probability(Values((0, -4), (1, 0)), Values((2, 7), (3, 1))), Parse(" P( age = 0 ,job=cook|visits=7.0, \"hours per week\" = 40 )"));
        Assert.Equal(Probability(Values((1, 1)), Values((5, 11))), Parse("P(job=\"smith, black\" | grade-2.5=11)"));
        Assert.Equal(Probability(Values((1, 2)), Values()), Parse("P(`job`=\"a \"\"b\"\"\")"));
        Assert.Equal(Probability(Values((1, 2)), Values()), Parse("P(job=`a \"b\"`)"));
        Assert.Equal(Probability(Values((0, -4 - 1e-6)), Values()), Parse("P(age=-1e-5)"));
    }

    [Fact]
    public void Intervals_and_sets_are_in_the_data_s_own_units()
    {
        static Constraint In(int variable, double low, double high, bool hasLow = false, bool hasHigh = false) => new Constraint.In(new(variable, 0), (Interval)Interval.Between(low, high, hasLow, hasHigh).Case!);
        static Constraint Among(int variable, bool isNot, params double[] values) => new Constraint.Among(new(variable, 0), values.ToArr(), isNot);
        const double Inf = double.PositiveInfinity;
        Assert.Equal(Probability(Arr.create(In(0, -Inf, 41.5)), Values()), Parse("P(age<41.5)"));
        Assert.Equal(Probability(Arr.create(In(0, -Inf, 41.5, hasHigh: true)), Values()), Parse("P(41.5 >= age)"));
        Assert.Equal(Probability(Arr.create(In(0, 40, 60, hasLow: true)), Arr.create(Among(1, false, 0, 1), Among(1, true, 2))), Parse("P(40<=age<60 | job in {cook, \"smith, black\"}, job != `a \"b\"`)"));
        Assert.Equal(Parse("P(40<=age<60)"), Parse("P(60>age>=40)"));
        Assert.Equal(Probability(Arr.create(Among(1, true, 2, 0)), Values()), Parse("P(job not in {`a \"b\"`, cook, cook})"));
        Assert.Equal(Probability(Arr.create(In(2, 2.5, Inf), In(3, -3, 40, hasHigh: true), In(4, 0.5, Inf)), Values()), Parse("P(visits>2.5, -3<`hours per week`<=40, x1>0.5)"));
        Assert.Equal(new Question.Mean(new(0, 0), Arr.create(In(0, 3, Inf))), Parse("E(age | age>3)"));
        Assert.Equal(Probability(Values((4, 0)), Arr.create(Among(4, false, 0, 1))), Parse("P(x1=0 | x1 in {0, 1})"));
        Assert.Equal(Probability(Arr.create(In(0, -Inf, 50)), Arr.create(In(0, -Inf, 60))), Parse("P(age<50 | age<60)"));
        Column ordered = new("size", new ColumnKind.Categorical(4, Prelude.Array("S", "M", "L", "(other)"))) { IsOrdered = true, HasOther = true };
        Assert.Equal(Probability(Arr.create(In(0, -Inf, 2)), Values()), Parse("P(size<L)", [ordered]));
        Assert.Equal(Probability(Arr.create(Among(0, false, 1, 3)), Values()), Parse("P(size in {M, XXL, XL})", [ordered])); // those that training did not see are the others
        Assert.Equal(Parse("P(size=\"(other)\")", [ordered]), Parse("P(size=XL)", [ordered]));
        Assert.Equal("at character 8: 'size' cannot be 'XL'; expected S or M or L or (other)", Says("P(size<XL)", [ordered]).Replace("\"", string.Empty, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("P(60<age<40)", "at character 6: 'age' cannot be above 60 and below 40; expected a lower end below the upper one, as 40<=x<60")]
    [InlineData("P(40<=age<40)", "at character 7: 'age' cannot be at least 40 and below 40; expected a lower end below the upper one, as 40<=x<60")]
    [InlineData("P(age>60, age<40)", "at character 11: 'age' cannot meet this and what is said of it at character 3; expected conditions that some value meets together")]
    [InlineData("P(x1=1 | job=cook, job!=cook)", "at character 20: 'job' cannot meet this and what is said of it at character 10; expected conditions that some value meets together")]
    [InlineData("P(job<cook)", "at character 3: 'job' has texts without an order; expected values, as '=', '!=' or 'in {...}' name them")]
    [InlineData("P(age in {3, 4})", "at character 3: 'age' has real numbers, of which a single one has no probability; expected an interval, as 3<=x<=4")]
    [InlineData("P(agee<3)", "at character 3: there is no column 'agee'; expected age")]
    [InlineData("P(3<agee)", "at character 5: there is no column 'agee'; expected age")]
    [InlineData("P(3<agee<4)", "at character 5: there is no column 'agee'; expected age")]
    [InlineData("P(age<old)", "at character 7: 'age' cannot be 'old'; expected a number")]
    [InlineData("P(visits<few)", "at character 10: 'visits' cannot be 'few'; expected a number")]
    [InlineData("P(job in {cook, baker})", "at character 17: 'job' cannot be 'baker'; expected cook or \"smith, black\" or \"a \"\"b\"\"\"")]
    [InlineData("P(job!=baker)", "at character 8: 'job' cannot be 'baker'; expected cook or \"smith, black\" or \"a \"\"b\"\"\"")]
    [InlineData("P(age<50 | age=3)", "at character 12: 'age' is given, but asked for at character 3; expected it on one side of '|'")]
    public void Wrong_intervals_and_sets_are_refused_with_their_place(string text, string says) => Assert.Equal(says, Says(text));

    [Fact]
    public void Bare_names_ask_for_distributions_and_moments()
    {
        Assert.Equal(new Question.Distribution(new(1, 0), Values((0, 0))), Parse("P(job | age=40)"));
        Assert.Equal(new Question.Distribution(new(0, 0), Values()), Parse("P(age)"));
        Assert.Equal(new Question.Mean(new(0, 0), Values((1, 0), (4, 1))), Parse("E(age | job=cook, x1=1)"));
        Assert.Equal(new Question.Variance(new(3, 0), Values()), Parse("Var(`hours per week`)"));
        Assert.Equal(new Question.Quantile(new(0, 0), 0.9, Values((1, 0))), Parse("Q(0.9, age | job=cook)"));
        Assert.Equal(new Question.Quantile(new(2, 0), 1e-3, Values()), Parse("Q( 1e-3 , visits )"));
        Assert.Equal(new Question.MostProbable(Arr.create(new Term(1, 0), new Term(0, 0)), Values((4, 1))), Parse("MAP(job, age | x1=1)"));
        Assert.Equal(new Question.Next(new(1, 0), Values((0, 0))), Parse("next(job | age=40)"));
        Assert.Equal(Enumerable.Range(0, 7), new[] { "P(x0=1)", "P(x0)", "E(x0)", "Var(x0)", "Q(0.5, x0)", "MAP(x0)", "next(x0)" }.Select(text => Parse(text, Pixels).Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6)));
    }

    [Fact]
    public void Headings_win_over_numbers_of_columns()
    {
        static Term Of(string name, ImmutableArray<Column> columns, int channels = 1) => ((Question.Distribution)Parse($"P({name})", columns, channels)).Of;
        Assert.Equal(new Term(4, 0), Of("x1", People)); // a heading
        Assert.Equal(new Term(1, 0), Of("#1", People));
        Assert.Equal(new Term(2, 0), Of("x2", People));
        Assert.Equal(new Term(2, 0), Of("x2.0", People));
        Assert.Equal(new Term(0, 0), Of("age.0", People));
        Assert.Equal(new Term(5, 0), Of("grade-2.5", People));
        Assert.Equal(new Term(3, 2), Of("x3.2", Pixels, 3));
        Assert.Equal(new Term(3, 2), Of("#3.2", Pixels, 3));
        ImmutableArray<Column> tricky = [new("a.1", Column.Of(2).Kind), new("a", Column.Of(2).Kind), new("x0.1", Column.Of(2).Kind)];
        Assert.Equal([new Term(0, 0), new(2, 0), new(2, 0)], new[] { "a.1", "x0.1", "x0.1.0" }.Select(name => Of(name, tricky)));
        Assert.Equal([new Term(0, 1), new(1, 1), new(2, 1), new(0, 0)], new[] { "a.1.1", "a.1", "x0.1.1", "x0.0" }.Select(name => Of(name, tricky, 2)));
        Assert.Equal("at character 3: 'a.1' does not name one of the 2 channels of its column; expected '.0' to '.1' at its end", Says("P(\"a.1\"=1)", tricky, 2));
    }

    [Theory]
    [InlineData("", "at character 1: expected P, E, Var, Q, MAP or next, found the end")]
    [InlineData("  ", "at character 1: expected P, E, Var, Q, MAP or next, found the end")]
    [InlineData("p(age=1)", "at character 1: expected P, E, Var, Q, MAP or next, found 'p'")]
    [InlineData("P", "at character 2: expected '(', found the end")]
    [InlineData("P()", "at character 3: expected a column's name, found ')'")]
    [InlineData("P(age", "at character 6: expected '=' or another comparison, 'in', '|' or ')', found the end")]
    [InlineData("P(age, job)", "at character 6: expected '=' or another comparison, 'in', '|' or ')', found ','")]
    [InlineData("P(age=)", "at character 7: expected a value after '=', found ')'")]
    [InlineData("P(age=  ", "at character 7: expected a value after '=', found the end")]
    [InlineData("P(age=41, )", "at character 11: expected a column's name, found ')'")]
    [InlineData("P(age=41, job)", "at character 14: expected '=' or another comparison, 'in', found ')'")]
    [InlineData("P(age=41 job)", "at character 10: expected ',', '|' or ')', found 'job'")]
    [InlineData("P(age | )", "at character 9: expected a column's name, found ')'")]
    [InlineData("P(age | job)", "at character 12: expected '=' or another comparison, 'in', found ')'")]
    [InlineData("P(| job=cook)", "at character 3: expected a column's name, found '|'")]
    [InlineData("P(age=1 | job=cook | x1=0)", "at character 20: expected ',' or ')', found '|'")]
    [InlineData("P(age=41) + 1", "at character 11: expected the end, found '+'")]
    [InlineData("E(age=41)", "at character 6: expected '|' or ')', found '='")]
    [InlineData("Var()", "at character 5: expected a column's name, found ')'")]
    [InlineData("Q(age)", "at character 6: expected ',', found ')'")]
    [InlineData("Q(", "at character 3: expected a number above 0 and below 1, found the end")]
    [InlineData("Q(0.5)", "at character 6: expected ',', found ')'")]
    [InlineData("Q(0.5, )", "at character 8: expected a column's name, found ')'")]
    [InlineData("Q(0.5, age, job)", "at character 11: expected '|' or ')', found ','")]
    [InlineData("Q(0,5, age)", "at character 6: expected '|' or ')', found ','; decimals have a point, as 0.5")]
    [InlineData("MAP()", "at character 5: expected a column's name, found ')'")]
    [InlineData("MAP(age, )", "at character 10: expected a column's name, found ')'")]
    [InlineData("MAP(age=3)", "at character 8: expected ',', '|' or ')', found '='")]
    [InlineData("next(age, job)", "at character 9: expected '|' or ')', found ','")]
    [InlineData("P(# = 1)", "at character 5: expected a column's number after '#', found '='")]
    [InlineData("P(age?1)", "at character 6: expected letters, digits or one of ( ) { } = ! < > , | # outside quotes, found '?'")]
    [InlineData("P(age!1)", "at character 6: expected letters, digits or one of ( ) { } = ! < > , | # outside quotes, found '!'")]
    [InlineData("P(age<)", "at character 7: expected a value or a column's name after '<', found ')'")]
    [InlineData("P(age!=)", "at character 8: expected a value after '!=', found ')'")]
    [InlineData("P(1<age<)", "at character 9: expected a value after '<', found ')'")]
    [InlineData("P(1<age>3)", "at character 8: expected '<' or '<=' as before, found '>'")]
    [InlineData("P(3>=age<1)", "at character 9: expected '>' or '>=' as before, found '<'")]
    [InlineData("P(age<1 job=cook)", "at character 9: expected ',', '|' or ')', found 'job'")]
    [InlineData("P(job in cook)", "at character 10: expected '{' after 'in', found 'cook'")]
    [InlineData("P(job not {cook})", "at character 11: expected 'in', found '{'")]
    [InlineData("P(job in {})", "at character 11: expected a value after '{', found '}'")]
    [InlineData("P(job in {cook x1})", "at character 16: expected ',' or '}', found 'x1'")]
    [InlineData("P(job in {cook,})", "at character 16: expected a value after ',', found '}'")]
    [InlineData("P(job in {cook", "at character 15: expected ',' or '}', found the end")]
    [InlineData("P(job=\"cook)", "at character 7: expected a second \" at the end of what is quoted, found none")]
    [InlineData("P(job=`a``)", "at character 7: expected a second ` at the end of what is quoted, found none")]
    public void Wrong_syntax_is_refused_with_its_place(string text, string says) => Assert.Equal(says, Says(text));

    [Theory]
    [InlineData("P(agee=1)", "at character 3: there is no column 'agee'; expected age")]
    [InlineData("P(age=1 | hours=40)", "at character 11: there is no column 'hours'; expected \"hours per week\"")]
    [InlineData("P(Job=cook)", "at character 3: there is no column 'Job'; expected job")]
    [InlineData("P(something=cook)", "at character 3: there is no column 'something'; expected age or job or visits or \"hours per week\" or x1 or grade-2.5")]
    [InlineData("P(x6=1)", "at character 3: there is no column 'x6'; expected x1")]
    [InlineData("P(\"x2\"=1)", "at character 3: there is no column 'x2'; expected x1")]
    [InlineData("P(#99=1)", "at character 3: there is no column '#99'; expected age or job or visits or \"hours per week\" or x1 or grade-2.5")]
    [InlineData("P(x99999999999999=1)", "at character 3: there is no column 'x99999999999999'; expected age or job or visits or \"hours per week\" or x1 or grade-2.5")]
    [InlineData("P(age.1=1)", "at character 3: 'age.1' names a channel that its column does not have; expected '.0' or nothing")]
    [InlineData("P(age=old)", "at character 7: 'age' cannot be 'old'; expected a number")]
    [InlineData("P(job=baker)", "at character 7: 'job' cannot be 'baker'; expected cook or \"smith, black\" or \"a \"\"b\"\"\"")]
    [InlineData("P(visits=-1)", "at character 10: 'visits' cannot be '-1'; expected a whole number from 0 to 2147483646")]
    [InlineData("P(x1=2)", "at character 6: 'x1' cannot be '2'; expected a whole number from 0 to 1")]
    [InlineData("P(x1=0, age=3, x1=0)", "at character 16: 'x1' has this value at character 3 already; expected one value")]
    [InlineData("P(x1=0, age=3, #4=1)", "at character 16: '#4' has another value at character 3 already; expected one value")]
    [InlineData("P(age | x1=0, x1=1)", "at character 15: 'x1' has another value at character 9 already; expected one value")]
    [InlineData("P(x1=0 | age=3, x1=0)", "at character 17: 'x1' is given, but asked for at character 3; expected it on one side of '|'")]
    [InlineData("E(age | age=3)", "at character 9: 'age' is given, but asked for at character 3; expected it on one side of '|'")]
    [InlineData("E(job)", "at character 3: 'job' has texts, which are no numbers; expected a column of numbers")]
    [InlineData("Q(0.9, job)", "at character 8: 'job' has texts without an order and so no quantiles; expected a column of numbers, or of categories in an order")]
    [InlineData("Q(1, age)", "at character 3: 'the part of a quantile' cannot be '1'; expected a number above 0 and below 1, as 0.9")]
    [InlineData("Q(90%, age)", "at character 3: 'the part of a quantile' cannot be '90%'; expected a number above 0 and below 1, as 0.9")]
    [InlineData("Q(NaN, age)", "at character 3: 'the part of a quantile' cannot be 'NaN'; expected a number above 0 and below 1, as 0.9")]
    [InlineData("Q(0.9, age | age=3)", "at character 14: 'age' is given, but asked for at character 8; expected it on one side of '|'")]
    [InlineData("MAP(job, age, #1)", "at character 15: '#1' is asked for at character 5 already; expected each column once")]
    [InlineData("MAP(job, age | age=3)", "at character 16: 'age' is given, but asked for at character 10; expected it on one side of '|'")]
    [InlineData("next(job | job=cook)", "at character 12: 'job' is given, but asked for at character 6; expected it on one side of '|'")]
    [InlineData("Var( job | age=3)", "at character 6: 'job' has texts, which are no numbers; expected a column of numbers")]
    public void Wrong_names_and_values_are_refused_with_their_place(string text, string says) => Assert.Equal(says, Says(text));

    [Fact]
    public void Names_are_told_where_there_are_many_or_none()
    {
        Assert.Equal("at character 3: there is no column 'age'; expected x0 to x3", Says("P(age=1)", Pixels));
        Assert.Equal("at character 3: there is no column 'x1'; expected x0", Says("P(x1=1)", [Column.Of(2)]));
        Assert.Equal("at character 3: 'x1' does not name one of the 3 channels of its column; expected '.0' to '.2' at its end", Says("P(x1=1)", Pixels, 3));
        Assert.Equal("at character 3: 'x1.3' does not name one of the 3 channels of its column; expected '.0' to '.2' at its end", Says("P(x1.3=1)", Pixels, 3));
        ImmutableArray<Column> many = [.. Enumerable.Range(0, 9).Select(column => new Column($"name{column}", new ColumnKind.Categorical(9, Enumerable.Range(10, 9).Select(value => $"{value}").ToArr())))];
        Assert.Equal("at character 3: there is no column 'z'; expected name0, name1, name2, name3, name4, name5, name6, name7 or another", Says("P(z=1)", many));
        ImmutableArray<Column> short4 = [.. "abcd".Select(name => new Column($"{name}", Column.Of(2).Kind))];
        Assert.Equal("at character 3: there is no column 'e'; expected one of 4, as a or b or c", Says("P(e=1)", short4));
        Assert.Equal("at character 3: there is no column 'd1'; expected d", Says("P(d1=1)", [new("d", Column.Of(2).Kind), new("other", Column.Of(2).Kind)]));
        Assert.Equal("at character 9: 'name3' cannot be '9'; expected one of its 9 values, as 10, 11, 12, 13, 14, 15, 16, 17", Says("P(name3=9)", many));
        Assert.Equal("at character 3: 2 columns are called 'a'; expected #0 or #2", Says("P(a=1)", [new("a", Column.Of(2).Kind), new("b", Column.Of(2).Kind), new("a", Column.Of(2).Kind)]));
        Assert.Equal("the query is wrong at character 1: expected P, E, Var, Q, MAP or next, found the end", Failure.Of(new QuestionError.Syntax(1, "P, E, Var, Q, MAP or next", "the end")).Sentence);
    }

    [Theory]
    [InlineData("P(x2=3, job=\"a \"\"b\"\"\" | age=41.5)", "P(visits=3, job=\"a \"\"b\"\"\" | age=41.5)")]
    [InlineData("E( `hours per week`|x1 = 1,#1=cook )", "E(\"hours per week\" | x1=1, job=cook)")]
    [InlineData("Var(#0.0)", "Var(age)")]
    [InlineData("Q( 5e-1,#0.0 |x1=0)", "Q(0.5, age | x1=0)")]
    [InlineData("MAP(#1,visits)", "MAP(job, visits)")]
    [InlineData("next(target=job)", "next(job)")]
    [InlineData("next( #1 )", "next(job)")]
    [InlineData("P( 60>age>=40|visits <5 ,x1!=0)", "P(40<=age<60 | visits<5, x1!=0)")]
    [InlineData("P(job not in {cook})", "P(job!=cook)")]
    [InlineData("P(#1 in {cook,\"smith, black\"} , 3<=#0)", "P(job in {cook, \"smith, black\"}, age>=3)")]
    public void Queries_are_written_in_one_way(string text, string written) => Assert.Equal(written, QueryText.Print(Parse(text), People, 1));
}
