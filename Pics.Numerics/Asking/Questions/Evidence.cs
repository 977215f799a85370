using System.Globalization;

namespace Pics.Numerics;

/// <summary>What is observed of one row, as it is written: columns by name or number, values as texts or as numbers in the data's own units.</summary>
/// <remarks>
/// Immutable. Made without any model, so making it never fails; a model that is asked about it looks the names up, and what it cannot have is a
/// <see cref="QuestionError"/> then. Names are those of questions: a heading, <c>x3</c> or <c>#3</c>, with <c>.1</c> at the end for a channel.
/// </remarks>
public sealed partial class Evidence
{
    private readonly ImmutableArray<Part> parts;

    private Evidence(ImmutableArray<Part> parts) => this.parts = parts;

    /// <summary>Nothing is observed.</summary>
    public static Evidence Nothing { get; } = new([]);

    /// <summary>A column has a value, written as in a table: a label, or a number.</summary>
    public static Evidence Of(string column, string value) => Nothing.And(column, value);

    /// <summary>A column has a number, in the data's own units.</summary>
    public static Evidence Of(string column, double value) => Nothing.And(column, value);

    /// <summary>A channel of a variable has a number, in the data's own units; both counted from 0.</summary>
    public static Evidence At(int variable, int channel, double value) => Nothing.AndAt(variable, channel, value);

    /// <summary>A whole row, [variables, channels] flattened, in the data's own units; null where not observed.</summary>
    public static Evidence Row(IEnumerable<double?> values)
    {
        var row = values.ToImmutableArray();
        return new([new Part(() => $"a row of {row.Length} value(s)", (form, _) => OfRow(form, row))]);
    }

    /// <summary>What a row of a data set observes. Columns are found by heading; labels are looked up where the columns of the data set have others.</summary>
    public static Evidence Row(Dataset data, int row) => new([new Part(() => $"row {row} of {data.Name}", (form, _) => OfRow(form, data, row))]);

    /// <summary>Conditions as questions have them after the bar: <c>sex=f, 40&lt;=age&lt;60, job in {nurse, teacher}, city!=Oslo</c>. Nothing for an empty text.</summary>
    public static Evidence Parse(string text) => string.IsNullOrWhiteSpace(text) ? Nothing : new([new Part(
        () => text,
        (form, names) => QuerySyntax.ReadConditions(text).MapLeft(error => ValueHint.Add(error, text, names, string.Empty)).Bind(written => Conditions.Of(written, form.Columns, names)))]);

    /// <summary>As well, a column has a value, written as in a table: a label, or a number.</summary>
    public Evidence And(string column, string value) => With(() => $"{QueryTokens.Quote(column)}={QueryTokens.Quote(value)}", (form, names) =>
        names.Find(Name(column)).Bind(term => QueryText.ValueOrOther(new(Name(column), 0, value), term, form.Columns[term.Variable])).Map(found => Arr.create(Equal(column, found))));

    /// <summary>As well, a column has a number, in the data's own units.</summary>
    public Evidence And(string column, double value) => With(() => $"{QueryTokens.Quote(column)}={Text(value)}", (form, names) =>
        names.Find(Name(column)).Bind(term => OfNumber(form, column, term, value)).Map(found => Arr.create(found)));

    /// <summary>As well, a channel of a variable has a number, in the data's own units; both counted from 0.</summary>
    public Evidence AndAt(int variable, int channel, double value) => With(() => $"{Name(variable, channel)}={Text(value)}", (form, names) =>
        names.Find(new(0, Name(variable, channel), false, true)).Bind(term => OfNumber(form, Name(variable, channel), term, value)).Map(found => Arr.create(found)));

    /// <summary>Both together.</summary>
    public Evidence And(Evidence other) => new(parts.AddRange(other.parts));

    /// <summary>What is observed, for people.</summary>
    public override string ToString() => parts.IsEmpty ? "nothing" : string.Join(", ", parts.Select(part => part.Words()));

    /// <summary>The row as data sets of this form hold it. Error: <see cref="QuestionError"/> for names, channels and values that rows of this form do not have, for two values of one channel and for what no value meets.</summary>
    internal Either<QuestionError, EncodedRow> Resolve(RowForm form)
    {
        var names = new ColumnNames(form.Columns, form.Channels);
        return All(parts.Select(part => part.Resolve(form, names))).Bind(found => Conditions.Together(found.SelectMany(each => each), form.Columns)).Map(known => EncodedRow.Of(form, known));
    }

    private Evidence With(Func<string> words, Func<RowForm, ColumnNames, Either<QuestionError, Arr<Said>>> resolve) => new(parts.Add(new(words, resolve)));

    private static WrittenName Name(string column) => new(0, column, true, true);

    private static string Name(int variable, int channel) => string.Create(CultureInfo.InvariantCulture, $"#{variable}.{channel}");

    private static Either<QuestionError, Said> OfNumber(RowForm form, string name, Term term, double number) => form.Columns[term.Variable].Value(number) is { } value
        ? Equal(name, new(term.Variable, term.Channel, value))
        : new QuestionError.BadValue(0, name, Text(number), QueryText.Expected(form.Columns[term.Variable]));

    private static Either<QuestionError, Arr<Said>> OfRow(RowForm form, ImmutableArray<double?> row) => row.Length != form.Dimensions
        ? new QuestionError.BadRow(0, row.Length, form.Dimensions)
        : All(from place in Enumerable.Range(0, row.Length)
              where row[place].HasValue
              select OfNumber(form, form.Headings[place], new(place / form.Channels, place % form.Channels), row[place]!.Value));

    private static Either<QuestionError, Arr<Said>> OfRow(RowForm form, Dataset data, int row) => row < 0 || row >= data.Rows
        ? new QuestionError.BadValue(0, $"row of {data.Name}", $"{row}", $"0 to {data.Rows - 1}")
        : RowRecoding.Of(data, form).Bind(recoding => recoding.Row(row)).Map(values =>
            (from place in Enumerable.Range(0, values.Length)
             where !double.IsNaN(values[place])
             select Equal(form.Headings[place], new(place / form.Channels, place % form.Channels, values[place]))).ToArr());

    private static Said Equal(string name, Assignment value) => new(0, name, new Constraint.Equal(value));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static Either<QuestionError, Arr<T>> All<T>(IEnumerable<Either<QuestionError, T>> parts)
    {
        var all = new List<T>();
        foreach (var part in parts)
        {
            if (part.IsLeft) return part.Map(_ => Arr<T>.Empty);
            part.IfRight(all.Add);
        }

        return all.ToArr();
    }

    /// <summary>One thing that is said.</summary>
    private sealed record Part(Func<string> Words, Func<RowForm, ColumnNames, Either<QuestionError, Arr<Said>>> Resolve);
}
