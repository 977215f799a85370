using System.Globalization;

namespace Pics.Numerics;

/// <summary>Rows of a data set as rows of another form with the same columns, whose labels, centres and scales may be others.</summary>
internal sealed class RowRecoding
{
    private readonly Dataset data;
    private readonly RowForm form;
    private readonly ImmutableArray<Func<double, double?>> recode; // of each variable; none where the forms are equal

    private RowRecoding(Dataset data, RowForm form, ImmutableArray<Func<double, double?>> recode) => (this.data, this.form, this.recode) = (data, form, recode);

    /// <summary>From a data set to a form. Columns go by place. Error: <see cref="QuestionError.BadRow"/>, <see cref="QuestionError.BadName"/>.</summary>
    public static Either<QuestionError, RowRecoding> Of(Dataset data, RowForm form)
    {
        if (data.Form.Equals(form)) return new RowRecoding(data, form, []);
        if (data.Dimensions != form.Dimensions || data.Channels != form.Channels) return new QuestionError.BadRow(0, data.Dimensions, form.Dimensions);
        for (var variable = 0; variable < form.Variables; variable++)
        {
            var (found, expected) = (data.Columns[variable].Name, form.Columns[variable].Name);
            if (found != expected && found.Length > 0 && expected.Length > 0) return new QuestionError.BadName(0, found, 0, $"{QueryTokens.Quote(expected)} as column {variable + 1}");
        }

        return new RowRecoding(data, form, [.. data.Columns.Zip(form.Columns, Recoder)]);
    }

    /// <summary>All rows. Error: <see cref="QuestionError.BadValue"/>.</summary>
    public Either<QuestionError, Dataset> All()
    {
        if (recode.IsEmpty) return data;
        var rows = new List<double[]>(data.Rows);
        for (var row = 0; row < data.Rows; row++)
        {
            var one = Row(row);
            if (one.IsLeft) return one.Map(_ => data);
            one.IfRight(rows.Add);
        }

        return form.Rows(data.Name, rows).IfLeft(error => throw new InvalidOperationException(error.Explain()));
    }

    /// <summary>One row, [variables, channels], NaN where not observed. Error: <see cref="QuestionError.BadValue"/>.</summary>
    public Either<QuestionError, double[]> Row(int row)
    {
        var values = data.Row(row).ToArray();
        for (var place = 0; place < values.Length && !recode.IsEmpty; place++)
        {
            if (double.IsNaN(values[place])) continue;
            var variable = place / form.Channels;
            if (recode[variable](values[place]) is not { } value)
                return new QuestionError.BadValue(0, string.Create(CultureInfo.InvariantCulture, $"{form.Heading(variable)} of row {row}"), data.Columns[variable].Text(values[place]), QueryText.Expected(form.Columns[variable].Kind));
            values[place] = value;
        }

        return values;
    }

    private static Func<double, double?> Recoder(Column from, Column to)
    {
        if (from.Kind == to.Kind) return value => value;
        if (from.HasNumbers && to.HasNumbers && from.Kind is not ColumnKind.Categorical) return value => to.Value(from.Number(value)!.Value);
        double? Of(double value) => from.HasNumbers && to.HasNumbers ? to.Value(from.Number(value)!.Value) : to.Value(from.Text(value));
        var known = new Dictionary<double, double?>();
        return value => known.TryGetValue(value, out var found) ? found : known[value] = Of(value);
    }
}
