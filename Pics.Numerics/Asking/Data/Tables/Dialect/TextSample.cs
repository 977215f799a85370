using System.Text;

namespace Pics.Numerics;

/// <summary>The first lines of a text, which tell how its table is written.</summary>
/// <param name="Text">The lines.</param>
/// <param name="IsWhole">Whether these are all.</param>
/// <param name="First">The number of the first one, from 1.</param>
internal sealed record TextSample(string Text, bool IsWhole, long First)
{
    private const int Lines = 400;
    private const int Few = 8; // lines that long ones are read for
    private const int Letters = 1 << 20;
    private const int MostLetters = 1 << 22;
    private const int Most = 200; // rows

    /// <summary>Reads the first lines.</summary>
    public static TextSample Of(TextReader text)
    {
        var (sample, lines, block) = (new StringBuilder(), 0, new char[1 << 13]);
        while (lines < Lines && sample.Length < (lines < Few ? MostLetters : Letters))
        {
            var read = text.ReadBlock(block);
            sample.Append(block.AsSpan(0, read));
            lines += block.AsSpan(0, read).CountAny('\n', '\r');
            if (read < block.Length) return new(sample.ToString(), true, 1);
        }

        return new(sample.ToString(), false, 1);
    }

    /// <summary>The same without lines at its start.</summary>
    public TextSample Skip(long lines)
    {
        if (lines == 0) return this;
        var rest = new StringReader(Text);
        TextLines.Skip(rest, lines);
        return new(rest.ReadToEnd(), IsWhole, First + lines);
    }

    /// <summary>Its rows, if such a sign is between their cells; without blanks around these, and without a last one that is cut.</summary>
    public List<SampleRow> Rows(char separator)
    {
        var (rows, line) = (new List<SampleRow>(), First);
        try
        {
            using var reader = Separators.Open(new StringReader(Text), separator);
            foreach (var row in reader)
            {
                var cells = new string[row.ColCount];
                for (var column = 0; column < cells.Length; column++) cells[column] = row[column].Span.Trim().ToString();
                rows.Add(new(line, cells));
                line = First - 1 + row.LineNumberToExcl; // where a row begins is not said of the first one
                if (rows.Count > Most) return rows;
            }
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            return rows; // a row without an end
        }

        if (!IsWhole && rows.Count > 1) rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}

/// <summary>A row among the first ones.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Cells">Without blanks around them.</param>
internal readonly record struct SampleRow(long Line, string[] Cells)
{
    /// <summary>Whether its line is empty.</summary>
    public bool IsBlank => Cells is [""];
}
