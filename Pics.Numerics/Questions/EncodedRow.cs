namespace Pics.Numerics;

/// <summary>Evidence about one row as data sets hold it.</summary>
/// <param name="Form">What the row is.</param>
/// <param name="Values">[variables, channels], real numbers centred and scaled and numbers in bins as they are; NaN where not observed.</param>
internal sealed record EncodedRow(RowForm Form, double[] Values)
{
    /// <summary>Whether nothing is observed.</summary>
    public bool IsNothing => Values.All(double.IsNaN);

    /// <summary>What to subtract from its log-density as the circuit sees it to have it in the data's own units.</summary>
    public double LogScale => Form.LogScale(Values);

    /// <summary>The value of one channel, NaN where not observed.</summary>
    public double this[Term term] => Values[(term.Variable * Form.Channels) + term.Channel];

    /// <summary>What is given as a question has it.</summary>
    public static EncodedRow Of(RowForm form, IEnumerable<Assignment> given)
    {
        var values = Enumerable.Repeat(double.NaN, form.Dimensions).ToArray();
        foreach (var one in given) values[(one.Variable * form.Channels) + one.Channel] = one.Value;
        return new(form, values);
    }

    /// <summary>The first channel that both rows observe.</summary>
    public Term? Shared(EncodedRow other) => Enumerable.Range(0, Values.Length)
        .Where(place => !double.IsNaN(Values[place]) && !double.IsNaN(other.Values[place]))
        .Select(place => (Term?)new Term(place / Form.Channels, place % Form.Channels))
        .FirstOrDefault();
}
