using LanguageExt;

namespace Pics.Numerics;

/// <summary>What is said of one channel of a variable, in an event or in what is given.</summary>
internal abstract record Constraint(Term Term)
{
    /// <summary>Takes the condition apart, one function per case.</summary>
    public abstract T Match<T>(Func<Equal, T> equal, Func<In, T> within, Func<Among, T> among, Func<Soft, T> soft);

    /// <summary>What it says as data sets hold values. Error: why the column cannot have that, and what would be right.</summary>
    public Either<(string Why, string Expected), Finding> Held(Column column) => Match(
        equal => Of(Finding.Of(equal.Value), column),
        within => column.Found(within.Own).ToEither(() => NoOrder(column)),
        among => column.Found(among.Values, among.IsNot).ToEither(() => ("has real numbers, of which a single one has no probability", $"an interval, as {Example(column, among.Values)}")),
        soft => Of(column.Kind is ColumnKind.Categorical ? Finding.Weighted(soft.Weights) : Option<Finding>.None, column));

    /// <summary>Why there are no intervals of a column without an order.</summary>
    public static (string Why, string Expected) NoOrder(Column column) => column.HasOther && column.Kind is ColumnKind.Categorical { Labels: var labels } && labels.Take(labels.Count - 1).All(label => TableCells.IsPlain(label, out var _))
        ? ("has one value for all that training did not see, which is no number", "values, as '=', '!=' or 'in {...}' name them")
        : ("has texts without an order", "values, as '=', '!=' or 'in {...}' name them");

    private static Either<(string Why, string Expected), Finding> Of(Option<Finding> finding, Column column) => finding.ToEither(() => ("has no weights", column.Kind is ColumnKind.Categorical ? "one finite weight from 0 on for each value" : "a column of categories"));

    private static string Example(Column column, Arr<double> values)
    {
        var (least, most) = (column.Own(values.Min()), column.Own(values.Max()));
        return $"{QueryTokens.Quote(column.Form.Write(least))}<=x<={QueryTokens.Quote(column.Form.Write(most))}";
    }

    /// <summary>It has a value.</summary>
    /// <param name="Assigned">Which channel, and the value as held.</param>
    public sealed record Equal(Assignment Assigned) : Constraint(Assigned.Term)
    {
        /// <summary>As data sets hold it.</summary>
        public double Value => Assigned.Value;

        public override T Match<T>(Func<Equal, T> equal, Func<In, T> within, Func<Among, T> among, Func<Soft, T> soft) => equal(this);
    }

    /// <summary>It lies in an interval.</summary>
    /// <param name="Term">Which channel.</param>
    /// <param name="Own">In the data's own units; of categories in an order that are no numbers the places of their labels.</param>
    public sealed record In(Term Term, Interval Own) : Constraint(Term)
    {
        public override T Match<T>(Func<Equal, T> equal, Func<In, T> within, Func<Among, T> among, Func<Soft, T> soft) => within(this);
    }

    /// <summary>It is one of some values, or none of them.</summary>
    /// <param name="Term">Which channel.</param>
    /// <param name="Values">As held, in the order in which they were written, each once.</param>
    /// <param name="IsNot">Whether it is none of them.</param>
    public sealed record Among(Term Term, Arr<double> Values, bool IsNot) : Constraint(Term)
    {
        public override T Match<T>(Func<Equal, T> equal, Func<In, T> within, Func<Among, T> among, Func<Soft, T> soft) => among(this);
    }

    /// <summary>Each value counts as much as its weight.</summary>
    /// <param name="Term">Which channel.</param>
    /// <param name="Weights">Of all values of a category.</param>
    public sealed record Soft(Term Term, Arr<double> Weights) : Constraint(Term)
    {
        public override T Match<T>(Func<Equal, T> equal, Func<In, T> within, Func<Among, T> among, Func<Soft, T> soft) => soft(this);
    }
}
