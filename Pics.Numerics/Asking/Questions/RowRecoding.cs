using System.Globalization;

namespace Pics.Numerics;

/// <summary>Rows of a data set as rows of another form with the same columns, in any order, whose labels, centres and scales may be others.</summary>
internal sealed class RowRecoding
{
    private readonly Dataset data;
    private readonly RowForm form;
    private readonly ImmutableArray<int> places; // of each variable of the form, that of the data set; -1 where it has none
    private readonly ImmutableArray<Func<double, double?>> recode; // of each variable; none where the forms are equal

    private RowRecoding(Dataset data, RowForm form, ImmutableArray<int> places, ImmutableArray<Func<double, double?>> recode) => (this.data, this.form, this.places, this.recode) = (data, form, places, recode);

    /// <summary>From a data set to a form. Columns are found by heading, and those that the data set lacks are not observed; where one side has no headings, and in images, they go by place. Error: <see cref="QuestionError.BadRow"/>, <see cref="QuestionError.BadName"/>.</summary>
    public static Either<QuestionError, RowRecoding> Of(Dataset data, RowForm form)
    {
        if (data.Form.Equals(form)) return new RowRecoding(data, form, [], []);
        var names = data.Columns.Select(column => column.Name).ToArray();
        if (data.Channels != form.Channels || TableMatch.Find(names, form) is not { } places) return new QuestionError.BadRow(0, data.Dimensions, form.Dimensions);
        if (places.All(place => place < 0))
            return names.All(name => name.Length == 0)
                ? new QuestionError.BadRow(0, data.Dimensions, form.Dimensions)
                : new QuestionError.BadName(0, string.Join(QuestionError.BadName.Between, names), 0, $"{Plural.Of(form.Variables, string.Empty, "some of ")}{TableColumns.Quoted(form.Columns.Select(column => column.Name))}");
        return new RowRecoding(data, form, places, [.. places.Select((place, variable) => place < 0 ? Same : Recoder(data.Columns[place], form.Columns[variable]))]);
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
        var found = data.Row(row);
        if (recode.IsEmpty) return found.ToArray();
        var values = new double[form.Dimensions];
        for (var place = 0; place < values.Length; place++)
        {
            var (variable, channel) = (place / form.Channels, place % form.Channels);
            values[place] = places[variable] < 0 ? double.NaN : found[(places[variable] * form.Channels) + channel];
            if (double.IsNaN(values[place])) continue;
            if (recode[variable](values[place]) is not { } value)
                return new QuestionError.BadValue(0, string.Create(CultureInfo.InvariantCulture, $"{form.Heading(variable)} of row {row}"), data.Columns[places[variable]].Text(values[place]), QueryText.Expected(form.Columns[variable]));
            values[place] = value;
        }

        return values;
    }

    private static double? Same(double value) => value;

    private static Func<double, double?> Recoder(Column from, Column to)
    {
        if (from.Kind == to.Kind && IsAlike(from.Form, to.Form)) return Same;
        if (from.Form is CellForm.Moment one && to.Form is CellForm.Moment other && one.Unit != other.Unit) return value => to.Value(from.Text(value));
        if (from.HasNumbers && to.HasNumbers && from.Kind is not ColumnKind.Categorical) return value => to.Value(from.Number(value)!.Value);
        double? Of(double value) => from.HasNumbers && to.HasNumbers ? to.Value(from.Number(value)!.Value) : to.Value(from.Text(value)) ?? (to is { HasOther: true, Kind: ColumnKind.Categorical labels } ? labels.Values - 1 : null);
        var known = new Dictionary<double, double?>();
        return value => known.TryGetValue(value, out var found) ? found : known[value] = Of(value);
    }

    /// <summary>Whether a number stands for the same in both forms.</summary>
    private static bool IsAlike(CellForm one, CellForm other) => (one as CellForm.Moment)?.Unit == (other as CellForm.Moment)?.Unit;
}
