namespace Pics.Numerics;

/// <content>What is known of a value beyond the value itself, as data sets hold values and as a circuit sees them.</content>
public sealed partial record Column
{
    private const double NearAtom = 1e-6; // of the width of the bin of one number
    private const double WidthOfAtom = 2e-3; // at most, in parts of what all bins cover, where there is no grid

    /// <summary>Whether its values are in an order: numbers, or categories that were given one.</summary>
    internal bool HasOrder => HasNumbers || IsOrdered;

    /// <summary>Whether a number of it stands for all that are nearer to it than to its neighbours: whole numbers and dates that are held as real ones.</summary>
    internal bool HasCells => Kind is ColumnKind.Real or ColumnKind.Binned && FormGrid.HasCells(Form);

    /// <summary>That it lies in an interval; nothing where its values have no order.</summary>
    /// <param name="own">In the data's own units; of categories in an order that are no numbers the places of their labels.</param>
    internal Option<Finding> Found(Interval own) => Kind.Match(
        categorical => HasOrder ? Finding.OneOf(Enumerable.Range(0, categorical.Values).Select(value => (double)value).Where(value => !IsOther(value) && own.Contains(HasNumbers ? Number(value)!.Value : value))) : Option<Finding>.None,
        _ => Finding.Within(own),
        _ => Held(Arr.create(own)),
        _ => Held(Arr.create(own)));

    /// <summary>That it is one of some values, or none of them; nothing for several real numbers, of which each has no probability.</summary>
    /// <param name="values">As held.</param>
    /// <param name="isNot">Whether it is none of them.</param>
    internal Option<Finding> Found(Arr<double> values, bool isNot)
    {
        var points = values.Bind(value => Interval.At(Kind is ColumnKind.Real or ColumnKind.Binned ? Own(value) : value).ToArr());
        var intervals = isNot && !HasCells ? Interval.Complement(points) : points;
        return Kind.Match(
            categorical => Finding.OneOf(Enumerable.Range(0, categorical.Values).Select(value => (double)value).Where(value => values.Contains(value) != isNot)),
            _ => isNot ? Finding.Within(intervals) : Finding.OneOf(values),
            _ => OfNumbers(),
            _ => OfNumbers());

        Option<Finding> OfNumbers() => HasCells && isNot ? Held(Interval.Complement(points.Bind(point => FormGrid.Cells(Form, point).ToArr())), areCells: true)
            : HasCells || isNot || values.ForAll(value => AtomAt(value) is not null) ? Held(intervals)
            : values.Distinct().Count() == 1 ? Finding.Of(values[0])
            : Option<Finding>.None;
    }

    /// <summary>The same, as a value where it is an interval of one real number, which has a density and no probability.</summary>
    internal Finding Plain(Finding held) => Kind is ColumnKind.Real or ColumnKind.Binned && held is Finding.Ranges { Intervals: [{ IsPoint: true, Low: var value }] } && AtomAt(value) is null ? Finding.Of(value).IfNone(held) : held;

    /// <summary>How much each value that the circuit sees counts.</summary>
    /// <param name="held">What is known of the value as it is held.</param>
    /// <param name="family">The family of the variable.</param>
    internal Restriction Restrict(Finding held, InputFamily family) => (held, Kind) switch
    {
        (Finding.Hidden, _) => Restriction.None,
        (Finding.Value value, _) => new Restriction.At(Seen(value.Number)),
        (_, ColumnKind.Binned binned) => new Restriction.Table(Enumerable.Range(0, binned.Bins.Count).Select(bin => LogPart(binned.Bins, bin, held)).ToArr()),
        _ when family.Values.IfNone(0) is > 0 and var values => Restriction.TableOf(values, held),
        (Finding.Ranges ranges, ColumnKind.Real) => new Restriction.Inside(ranges.Intervals),
        _ => new Restriction.Inside(Interval.Union(Runs(held, family))),
    };

    /// <summary>A value that is known to be somewhere, of what the circuit drew: a number of its bin that counts, and one that the column has where one counts.</summary>
    /// <param name="seen">What the circuit sees.</param>
    /// <param name="held">What is known of the value as it is held.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="row">The number of the row among all samples.</param>
    /// <param name="place">Of the value in the row.</param>
    /// <param name="withinRange">Whether it stays within <see cref="Range"/> where one there counts.</param>
    internal double Drawn(double seen, Finding held, long seed, long row, int place, bool withinRange)
    {
        if (double.IsNaN(seen)) return seen;
        return Held(Kind is ColumnKind.Binned binned ? Drawn(binned.Bins, (int)seen, held, Uniform(seed, row, place)) : seen, held, withinRange);
    }

    /// <summary>The value of the column that is nearest to one that counts and counts as well; the same where there is none.</summary>
    /// <param name="drawn">Of the column, or between its values.</param>
    /// <param name="held">What is known of the value as it is held.</param>
    /// <param name="withinRange">Whether it stays within <see cref="Range"/> where one there counts.</param>
    internal double Held(double drawn, Finding held, bool withinRange)
    {
        IEnumerable<double> Near()
        {
            yield return Nearest(drawn, withinRange);
            yield return Nearest(drawn);
            if (Kind is ColumnKind.Categorical || Number(drawn) is not { } number) yield break;
            yield return Value(FormGrid.Before(Form, number)) ?? drawn;
            yield return Value(FormGrid.From(Form, number)) ?? drawn;
        }

        return Near().Where(value => held.Counts(value) > 0).Append(drawn).First();
    }

    /// <summary>A real number in the data's own units, without the error of centring; others as they are held.</summary>
    internal double Own(double value) => Kind is ColumnKind.Real real ? Rounded((value * real.Scale) + real.Centre, Math.Max(Math.Abs(real.Centre), real.Scale)) : value;

    /// <summary>What a bin has of what counts: mean and variance there, by the logarithm of its part of the bin.</summary>
    internal IEnumerable<(double LogMass, double Mean, double Variance)> Parts(Bins bins, int bin, Finding held)
    {
        if (held is not Finding.Ranges ranges || (Atom(bins, bin) is { } one && ranges.Counts(one) > 0))
        {
            yield return (0, bins.Mean(bin), bins.Variance(bin));
            yield break;
        }

        if (Atom(bins, bin) is not null) yield break;
        foreach (var interval in ranges.Intervals)
            if (bins.Part(bin, interval) is { } part)
                yield return part;
    }

    /// <summary>The logarithm of the part of a bin that counts.</summary>
    internal double LogPart(Bins bins, int bin, Finding held) => held.IsImpossible ? double.NegativeInfinity : Parts(bins, bin, held).ToArray() switch
    {
        [] => double.NegativeInfinity,
        [var one] => one.LogMass,
        var several => several.Max(part => part.LogMass) is var most && double.IsNegativeInfinity(most) ? most : most + Math.Log(several.Sum(part => Math.Exp(part.LogMass - most))),
    };

    /// <summary>Intervals as values are held.</summary>
    private Finding Held(Arr<Interval> own, bool areCells = false)
    {
        var intervals = HasCells && !areCells ? own.Bind(interval => FormGrid.Cells(Form, interval).ToArr()) : own.Map(Snapped);
        return Finding.Within(Kind is ColumnKind.Real real ? intervals.Bind(interval => Interval.Between((interval.Low - real.Centre) / real.Scale, (interval.High - real.Centre) / real.Scale, interval.HasLow, interval.HasHigh).ToArr()) : intervals);
    }

    /// <summary>Whole numbers as a family without a largest value has them: a normal density between the halves beside each, and from minus infinity on for 0.</summary>
    private IEnumerable<Interval> Runs(Finding held, InputFamily family)
    {
        var last = Kind is ColumnKind.Categorical { Values: var values } ? values - 1.0 : double.PositiveInfinity;
        var intervals = held switch { Finding.Members members => members.Values.Bind(value => Interval.At(value).ToArr()), Finding.Ranges ranges => ranges.Intervals, _ => [] };
        return from interval in intervals
               from run in interval.Whole().ToArr()
               where run.First <= last
               let high = run.Last >= last ? double.PositiveInfinity : run.Last
               from whole in (family is InputFamily.Gaussian ? Interval.Between(run.First == 0 ? double.NegativeInfinity : run.First - 0.5, high + 0.5, true, false) : Interval.Between(run.First, high)).ToArr()
               select whole;
    }

    private double Drawn(Bins bins, int bin, Finding held, double uniform)
    {
        if (held is not Finding.Ranges ranges) return bins.Draw(bin, uniform);
        var parts = ranges.Intervals.Bind(interval => bins.Part(bin, interval) is { } part ? Arr.create((Interval: interval, Mass: Math.Exp(part.LogMass))) : []);
        if (parts.IsEmpty) return Atom(bins, bin) ?? bins.Draw(bin, uniform);
        var left = uniform * parts.Sum(part => part.Mass);
        foreach (var (interval, mass) in parts)
        {
            if (left < mass) return bins.Draw(bin, interval, Math.Min(left / mass, Math.BitDecrement(1)));
            left -= mass;
        }

        return bins.Draw(bin, parts[0].Interval, uniform);
    }

    /// <summary>The one number that a bin is for; null where it is for several. Where cells reach to the halves beside numbers, bins are taken as they are.</summary>
    internal double? Atom(Bins bins, int bin)
    {
        if (bin == 0 || bin == bins.Edges.Count || HasCells) return null;
        var (low, high) = (bins.Edges[bin - 1], bins.Edges[bin]);
        if (FormGrid.Step(Form) is not null) return FormGrid.From(Form, low) is var first && first == FormGrid.Before(Form, high) ? first : null;
        return high - low <= WidthOfAtom * (bins.Edges[^1] - bins.Edges[0]) ? low + ((high - low) / 2) : null;
    }

    /// <summary>The number of the bin that is for this one alone; null without such a bin.</summary>
    private double? AtomAt(double number) => Kind is ColumnKind.Binned { Bins: var bins } && bins.Of(number) is var bin && Atom(bins, bin) is { } atom && Math.Abs(atom - number) <= NearAtom * (bins.Edges[bin] - bins.Edges[bin - 1]) ? atom : null;

    private Interval Snapped(Interval interval) => Interval.Between(AtomAt(interval.Low) ?? interval.Low, AtomAt(interval.High) ?? interval.High, interval.HasLow, interval.HasHigh).IfNone(interval);
}
