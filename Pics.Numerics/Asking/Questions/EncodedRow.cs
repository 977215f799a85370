namespace Pics.Numerics;

/// <summary>Evidence about one row as data sets hold it.</summary>
/// <param name="Form">What the row is.</param>
/// <param name="Values">[variables, channels], real numbers centred and scaled and numbers in bins as they are; NaN where no value is observed.</param>
/// <param name="Findings">By place in the row, what is known of channels of which no value is observed.</param>
internal sealed record EncodedRow(RowForm Form, double[] Values, ImmutableSortedDictionary<int, Finding> Findings)
{
    /// <summary>Whether nothing is known.</summary>
    public bool IsNothing => Findings.IsEmpty && Values.All(double.IsNaN);

    /// <summary>What to subtract from its log-density as the circuit sees it to have it in the data's own units.</summary>
    public double LogScale => Form.LogScale(Values);

    /// <summary>The value of one channel, NaN where none is observed.</summary>
    public double this[Term term] => Values[Place(term)];

    /// <summary>A row of which nothing is known.</summary>
    public static EncodedRow Nothing(RowForm form) => Of(form, new Dictionary<Term, Finding>());

    /// <summary>What is known as a question has it, by channel.</summary>
    public static EncodedRow Of(RowForm form, IReadOnlyDictionary<Term, Finding> known)
    {
        var values = Enumerable.Repeat(double.NaN, form.Dimensions).ToArray();
        var findings = ImmutableSortedDictionary.CreateBuilder<int, Finding>();
        foreach (var (term, finding) in known)
            if (finding is Finding.Value value) values[(term.Variable * form.Channels) + term.Channel] = value.Number;
            else if (finding is not Finding.Hidden) findings.Add((term.Variable * form.Channels) + term.Channel, finding);
        return new(form, values, findings.ToImmutable());
    }

    /// <summary>The values of the row as evidence, [1, variables, channels].</summary>
    public EvidenceRows Evidence() => EvidenceRows.Of([Form.Seen(Values)], Form.Variables, Form.Channels);

    /// <summary>What is known of one channel.</summary>
    public Finding At(int place) => Findings.TryGetValue(place, out var finding) ? finding : Finding.Of(Values[place]).IfNone(Finding.Nothing);

    /// <summary>What is known of one channel.</summary>
    public Finding At(Term term) => At(Place(term));

    /// <summary>What both rows know together.</summary>
    public EncodedRow And(EncodedRow other) => Of(Form, Enumerable.Range(0, Values.Length).ToDictionary(
        place => new Term(place / Form.Channels, place % Form.Channels),
        place => Form.Columns[place / Form.Channels].Plain(At(place).And(other.At(place)))));

    /// <summary>The first channel that this row says something of and the other has the value of.</summary>
    public Term? Shared(EncodedRow other) => Enumerable.Range(0, Values.Length)
        .Where(place => At(place) is not Finding.Hidden && !double.IsNaN(other.Values[place]))
        .Select(place => (Term?)new Term(place / Form.Channels, place % Form.Channels))
        .FirstOrDefault();

    /// <summary>A row that a circuit drew given this one, as data sets hold it.</summary>
    /// <param name="seen">[variables, channels] as the circuit sees them.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="row">The number of the row among all samples.</param>
    /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
    public double[] Held(double[] seen, long seed, long row, bool withinRange)
    {
        var held = Form.Held(seen, Values, seed, row, withinRange);
        foreach (var (place, finding) in Findings) held[place] = Form.Columns[place / Form.Channels].Drawn(seen[place], finding, seed, row, place, withinRange);
        return held;
    }

    private int Place(Term term) => (term.Variable * Form.Channels) + term.Channel;
}
