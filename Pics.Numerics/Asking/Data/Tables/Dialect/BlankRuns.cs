namespace Pics.Numerics;

/// <summary>A text whose cells are between runs of blanks, with one <see cref="Separators.None"/> in the place of each run; blanks at the ends of lines are left out.</summary>
/// <param name="text">The text; quoted blanks stay.</param>
internal sealed class BlankRuns(TextReader text) : TextReader
{
    private const int Block = 1 << 13;

    private readonly char[] read = new char[Block];
    private readonly char[] ready = new char[2 * Block]; // a letter may come with the sign before it
    private int start;
    private int end;
    private bool isQuoted;
    private bool isInLine; // some cell was seen
    private bool isPending; // blanks were seen behind it

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        while (start == end && Fill())
        {
        }

        var count = Math.Min(buffer.Length, end - start);
        ready.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        (start, end) = (0, 0);
        var count = text.Read(read.AsSpan());
        foreach (var letter in read.AsSpan(0, count)) See(letter);
        return count > 0;
    }

    private void See(char letter)
    {
        if (!isQuoted && letter is (' ' or '\t'))
        {
            isPending = isInLine;
            return;
        }

        if (!isQuoted && letter is ('\n' or '\r')) (isPending, isInLine) = (false, false);
        else isInLine = true;
        if (isPending) ready[end++] = Separators.None;
        isPending = false;
        ready[end++] = letter;
        if (letter == '"') isQuoted = !isQuoted;
    }
}
