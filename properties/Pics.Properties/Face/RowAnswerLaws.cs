using static Pics.Properties.FaceModel;

namespace Pics.Properties;

/// <summary>One question of many rows beside the same question of each row with what it observes written out.</summary>
[Collection(TensorTests.Name)]
public class RowAnswerLaws
{
    private static void Near(double expected, double found, double tolerance = 1e-8) => Assert.True(Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{found:R} instead of {expected:R}");

    [Theory]
    [InlineData("P(sex=m | visits=2)", "sex", "visits")]
    [InlineData("P(income>31000, sex=f | visits>1)", "income,sex", "visits")]
    [InlineData("P(income=31000)", "income", "")]
    [InlineData("P(\"age group\" | sex=f)", "age group", "sex")]
    [InlineData("P(\"age group\" | \"age group\">1, income<33000)", "age group", "income")]
    [InlineData("E(income | visits in {1, 2, 3})", "income", "visits")]
    [InlineData("E(visits)", "visits", "")]
    [InlineData("Var(income | sex=m)", "income", "sex")]
    [InlineData("E(\"age group\" | \"age group\"<4)", "age group", "")]
    public void Rows_are_given_besides_what_the_question_says(string question, string asked, string said)
    {
        using var face = OfPeople(2);
        var data = Rows(40, 12, 0.4);
        var found = face.Model.Ask(question, data).OrThrow();
        Assert.Equal(face.Model.Ask(question).OrThrow().Question, found.Question);
        var contradictions = 0;
        for (var row = 0; row < data.Rows; row++)
        {
            var values = data.Row(row).ToArray();
            bool Contradicts() => said switch
            {
                "visits" => values[2] is var visits && !double.IsNaN(visits) && (question.Contains("visits=2", StringComparison.Ordinal) ? visits != 2 : question.Contains("visits>1", StringComparison.Ordinal) ? visits <= 1 : visits is < 1 or > 3),
                "sex" => !double.IsNaN(values[0]) && values[0] != (question.Contains("sex=m", StringComparison.Ordinal) ? 1 : 0),
                "income" => !double.IsNaN(values[3]) && (values[3] * 8000) + 30000 >= 33000,
                _ => false,
            };
            if (Contradicts())
            {
                contradictions++;
                Assert.Null(found.Answers[row]);
                continue;
            }

            var more = Enumerable.Range(0, 4).Where(place => !double.IsNaN(values[place]) && !asked.Split(',').Contains(People.Columns[place].Name) && People.Columns[place].Name != said)
                .Select(place => $"\"{People.Columns[place].Name}\"={data.Text(row, place)}").ToList();
            var own = Enumerable.Range(0, 4).Where(place => !double.IsNaN(values[place]) && People.Columns[place].Name == said).Select(place => $"\"{said}\"={data.Text(row, place)}");
            var start = question[..^1];
            var (head, tail) = start.Split(" | ") is [var before, var after] ? (before, after) : (start, string.Empty);
            var stays = tail.Length == 0 ? [] : own.Any() ? [.. (tail.Contains('{', StringComparison.Ordinal) ? [tail] : tail.Split(", ")).Where(condition => !condition.Contains(said, StringComparison.Ordinal)), .. own] : (string[])[tail];
            string[] given = [.. stays, .. more];
            var expected = face.Model.Ask($"{head}{(given.Length == 0 ? string.Empty : $" | {string.Join(", ", given)}")})").OrThrow();
            var numbers = expected is Pics.Numerics.Answer.Distribution table ? table.Probabilities.Select(entry => entry.Probability).ToArray() : [expected.Value];
            Assert.All(Enumerable.Range(0, numbers.Length), value => Near(numbers[value], found.Numbers(row)[value]));
        }

        Assert.Equal((contradictions, 0), (found.Contradictions, found.Impossible));
        Assert.Equal(found.Columns.Length, found.Texts(0).Length);
    }

    [Fact]
    public void Rows_in_bins_of_which_some_are_impossible()
    {
        using var face = OfBuyers(3);
        var data = Bought(30, 8);
        foreach (var question in new[] { "E(age)", "Var(paid | job=cook)", "P(size | age>=40)", "E(paid | paid>0)", "P(paid>0, height<170)" })
        {
            var (all, single) = (face.Model.Ask(question, data).OrThrow(), Enumerable.Range(0, 30).Select(row => face.Model.Ask(question, data.Take([row])).OrThrow()).ToList());
            Assert.All(Enumerable.Range(0, 30), row => Assert.All(Enumerable.Range(0, all.Columns.Length), value => Assert.Equal(single[row].Numbers(0)[value], all.Numbers(row)[value], 1e-8)));
            Assert.Equal(single.Sum(one => one.Contradictions), all.Contradictions);
        }

        using var people = OfPeople();
        var far = Dataset.Table("far", People.Columns, [0, 1, 3, 1e200, 1, 2, 2, 0.5]).OrThrow();
        foreach (var question in new[] { "P(sex=m)", "P(sex)", "E(visits)", "E(visits | visits>1)" })
        {
            var found = people.Model.Ask(question, far).OrThrow();
            Assert.Equal((0, 1, true, false), (found.Contradictions, found.Impossible, found.Answers[0] is null, found.Answers[1] is null));
            Assert.All(found.Texts(0), text => Assert.Equal(string.Empty, text));
        }
    }

    [Fact]
    public void Wrong_questions_are_refused_also_of_no_rows()
    {
        using var face = OfPeople();
        foreach (var question in new[] { "P(income)", "P(incom=3)", "E(sex)", "P(sex=m" })
            Assert.Equal(Says(face.Model.Ask(question)), Says(face.Model.Ask(question, Dataset.Empty("none", People))));
        Assert.Empty(face.Model.Ask("P(sex)", Dataset.Empty("none", People)).OrThrow().Answers);
    }
}
