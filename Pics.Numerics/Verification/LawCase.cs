using System.Globalization;

namespace Pics.Numerics;

/// <summary>What a law is checked on: a rule and K, a row of evidence, one of its values that is asked for, and a seed.</summary>
/// <remarks>Laws call the value at the place x and the other observed values e.</remarks>
/// <param name="Rule">The quadrature rule.</param>
/// <param name="Channels">Channels of a variable.</param>
/// <param name="Row">[variables, channels], NaN where not observed; x and e together.</param>
/// <param name="Place">Where x is in the row.</param>
/// <param name="Seed">For samples and for what a law picks.</param>
public sealed record LawCase(StoredRule Rule, int Channels, Arr<double> Row, int Place, long Seed)
{
    private const int Shown = 12; // observed values in a line

    /// <summary>A case at a rule by name.</summary>
    public LawCase(RuleKind rule, int nodes, int channels, Arr<double> row, int place, long seed)
        : this(StoredRule.Of(rule, nodes), channels, row, place, seed)
    {
    }

    /// <summary>K.</summary>
    public int Nodes => Rule.Nodes;

    /// <summary>The variable that is asked for.</summary>
    public int Variable => Place / Channels;

    /// <summary>The channel of the variable.</summary>
    public int Channel => Place % Channels;

    /// <summary>x.</summary>
    public double Value => Row[Place];

    /// <summary>The row without x.</summary>
    public Arr<double> Evidence => With(Place, double.NaN);

    /// <summary>The places that are observed besides that of x.</summary>
    public IEnumerable<int> Given => Enumerable.Range(0, Row.Count).Where(place => place != Place && !double.IsNaN(Row[place]));

    /// <summary>The row with another value at a place.</summary>
    public Arr<double> With(int place, double value) => Row.SetItem(place, value);

    /// <summary>A variable, or a variable and a channel, for people.</summary>
    public string Name(int place) => Channels == 1 ? $"{place}" : $"{place / Channels}.{place % Channels}";

    /// <summary>Smaller cases of the same kind: less observed, fewer nodes, the trapezoidal rule, values and seed nearer to zero; the boldest first.</summary>
    /// <remarks>Each is smaller in one way and larger in none, so that shrinking ends.</remarks>
    public IEnumerable<LawCase> Shrink()
    {
        var given = Given.ToArray();
        return [.. Hidden(given, given.Length, Math.Max(1, given.Length / 8)), .. Simpler(), .. Hidden(given, given.Length / 16, 1), .. NearerToZero(given)];
    }

    /// <summary>Equal where all is, what is not observed too.</summary>
    public bool Equals(LawCase? other) =>
        other is not null && (Rule, Channels, Place, Seed) == (other.Rule, other.Channels, other.Place, other.Seed) && Row.AsEnumerable().SequenceEqual(other.Row);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Place, Seed);

    /// <summary>For example <c>trapezoidal rule, K = 4; x: 5 = 1; e: 0 = 3, 2 = 0; seed 7</c>.</summary>
    public override string ToString()
    {
        var given = Given.ToArray();
        var more = given.Length > Shown ? $" and {given.Length - Shown} more" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Rule.Name} rule, K = {Nodes}; x: {Text(Place)}; e: {(given.Length == 0 ? "nothing" : string.Join(", ", given.Take(Shown).Select(Text)))}{more}; seed {Seed}");
    }

    private string Text(int place) => string.Create(CultureInfo.InvariantCulture, $"{Name(place)} = {Row[place]:R}");

    /// <summary>Parts of the evidence hidden, from large ones to small ones.</summary>
    private IEnumerable<LawCase> Hidden(int[] given, int largest, int smallest)
    {
        for (var size = largest; size >= smallest && size > 0; size /= 2)
            foreach (var part in given.Chunk(size))
                yield return this with { Row = part.Aggregate(Row, (row, place) => row.SetItem(place, double.NaN)) };
    }

    private IEnumerable<LawCase> Simpler()
    {
        foreach (var nodes in new[] { 1, 2, 3, Nodes / 2, Nodes - 1 }.Distinct())
            foreach (var fewer in Rule.At(null, nodes).ToSeq())
                if (nodes < Nodes && fewer.Create().IsRight) yield return this with { Rule = fewer };
        var trapezoidal = StoredRule.Of(RuleKind.Trapezoidal, Nodes);
        if (Rule != trapezoidal && trapezoidal.Create().IsRight) yield return this with { Rule = trapezoidal };
    }

    private IEnumerable<LawCase> NearerToZero(int[] given)
    {
        if (given.Any(place => Row[place] != 0)) yield return this with { Row = given.Aggregate(Row, (row, place) => row.SetItem(place, 0)) };
        foreach (var place in given.Prepend(Place))
            foreach (var value in new[] { 0, Math.Truncate(Row[place] / 2) }.Distinct())
                if (Math.Abs(value) < Math.Abs(Row[place])) yield return this with { Row = With(place, value) };
        if (Seed != 0) yield return this with { Seed = 0 };
    }
}
