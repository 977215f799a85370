namespace Pics.Algebra;

/// <summary>What is known of one channel of a variable: evidence as a query takes it.</summary>
/// <remarks>
/// Each case says how much each value counts; an input unit gives the sum, or integral, of its density times that. A value of a real number is a
/// density. Findings never change and are right once they are made.
/// </remarks>
public abstract record Finding
{
    private Finding()
    {
    }

    /// <summary>Nothing is known.</summary>
    public static Finding Nothing { get; } = new Hidden();

    /// <summary>What no value meets.</summary>
    public static Finding Impossible { get; } = new Members([]);

    /// <summary>A value; nothing for one that is not finite.</summary>
    public static Option<Finding> Of(double value) => double.IsFinite(value) ? new Value(value + 0.0) : Option<Finding>.None; // without the sign of zero

    /// <summary>One of some categories or counts, maybe of none; nothing where one of them is no whole number from 0 on.</summary>
    public static Option<Finding> OneOf(IEnumerable<double> values)
    {
        var all = values.Select(value => value + 0.0).Distinct().Order().ToArr();
        return all.ForAll(value => double.IsInteger(value) && value >= 0) ? new Members(all) : Option<Finding>.None;
    }

    /// <summary>A number in one of some intervals.</summary>
    public static Finding Within(params IEnumerable<Interval> intervals)
    {
        var all = Interval.Union(intervals);
        return Interval.AreAll(all) ? Nothing : all.IsEmpty ? Impossible : new Ranges(all);
    }

    /// <summary>Soft evidence: how much each of the values 0, 1, ... of a variable counts. Nothing where a weight is negative or not finite, or there is none.</summary>
    public static Option<Finding> Weighted(IEnumerable<double> weights)
    {
        var all = weights.Select(weight => weight + 0.0).ToArr();
        return all.Count > 0 && all.ForAll(weight => double.IsFinite(weight) && weight >= 0) ? new Weights(all) : Option<Finding>.None;
    }

    /// <summary>How much a value counts: 1 or 0, or its weight.</summary>
    public double Counts(double of) => Match(
        _ => 1,
        value => value.Number == of ? 1 : 0,
        members => members.Values.Contains(of) ? 1 : 0,
        ranges => ranges.Intervals.Exists(interval => interval.Contains(of)) ? 1 : 0,
        weights => double.IsInteger(of) && of >= 0 && of < weights.Each.Count ? weights.Each[(int)of] : 0);

    /// <summary>Whether no value counts.</summary>
    public bool IsImpossible => CountsNothing;

    /// <summary>Both together: each value counts as much as the product.</summary>
    public Finding And(Finding other) => (this, other) switch
    {
        (Hidden, _) => other,
        (_, Hidden) => this,
        (Weights weights, _) => Weighing(weights, other),
        (_, Weights weights) => Weighing(weights, this),
        (Value value, _) => other.Counts(value.Number) > 0 ? this : Impossible,
        (_, Value value) => Counts(value.Number) > 0 ? other : Impossible,
        (Members members, _) => new Members(members.Values.Filter(value => other.Counts(value) > 0)),
        (_, Members members) => new Members(members.Values.Filter(value => Counts(value) > 0)),
        (Ranges one, Ranges two) => Within(one.Intervals.Bind(first => two.Intervals.Bind(second => first.Intersect(second).ToArr()))),
        _ => Impossible,
    };

    /// <summary>Takes the finding apart, one function per case.</summary>
    public abstract T Match<T>(Func<Hidden, T> hidden, Func<Value, T> value, Func<Members, T> members, Func<Ranges, T> ranges, Func<Weights, T> weights);

    internal abstract bool CountsNothing { get; }

    private static Weights Weighing(Weights weights, Finding other) => new(weights.Each.Map((value, weight) => weight * other.Counts(value)).ToArr());

    /// <summary>It is not observed: each value counts one.</summary>
    public sealed record Hidden : Finding
    {
        internal Hidden()
        {
        }

        internal override bool CountsNothing => false;

        /// <inheritdoc/>
        public override T Match<T>(Func<Hidden, T> hidden, Func<Value, T> value, Func<Members, T> members, Func<Ranges, T> ranges, Func<Weights, T> weights) => hidden(this);
    }

    /// <summary>It has a value.</summary>
    public sealed record Value : Finding
    {
        internal Value(double number) => Number = number;

        /// <summary>The value, finite.</summary>
        public double Number { get; }

        internal override bool CountsNothing => false;

        /// <inheritdoc/>
        public override T Match<T>(Func<Hidden, T> hidden, Func<Value, T> value, Func<Members, T> members, Func<Ranges, T> ranges, Func<Weights, T> weights) => value(this);
    }

    /// <summary>It is one of some categories or counts.</summary>
    public sealed record Members : Finding
    {
        internal Members(Arr<double> values) => Values = values;

        /// <summary>Whole numbers from 0 on, ascending; none where nothing is possible.</summary>
        public Arr<double> Values { get; }

        internal override bool CountsNothing => Values.IsEmpty;

        /// <inheritdoc/>
        public override T Match<T>(Func<Hidden, T> hidden, Func<Value, T> value, Func<Members, T> members, Func<Ranges, T> ranges, Func<Weights, T> weights) => members(this);
    }

    /// <summary>It lies in one of some intervals.</summary>
    public sealed record Ranges : Finding
    {
        internal Ranges(Arr<Interval> intervals) => Intervals = intervals;

        /// <summary>At least one, ascending; they do not touch.</summary>
        public Arr<Interval> Intervals { get; }

        internal override bool CountsNothing => false;

        /// <inheritdoc/>
        public override T Match<T>(Func<Hidden, T> hidden, Func<Value, T> value, Func<Members, T> members, Func<Ranges, T> ranges, Func<Weights, T> weights) => ranges(this);
    }

    /// <summary>Soft evidence: each value counts as much as its weight, as the likelihood of what was seen given the value.</summary>
    public sealed record Weights : Finding
    {
        internal Weights(Arr<double> each) => Each = each;

        /// <summary>Of the values 0, 1, ...; finite and not negative.</summary>
        public Arr<double> Each { get; }

        internal override bool CountsNothing => Each.ForAll(weight => weight == 0);

        /// <inheritdoc/>
        public override T Match<T>(Func<Hidden, T> hidden, Func<Value, T> value, Func<Members, T> members, Func<Ranges, T> ranges, Func<Weights, T> weights) => weights(this);
    }
}
