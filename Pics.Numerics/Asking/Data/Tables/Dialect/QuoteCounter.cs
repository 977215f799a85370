namespace Pics.Numerics;

/// <summary>Reads a text and counts its quotes: an odd number at the end is a quote that was opened and never closed.</summary>
internal sealed class QuoteCounter(TextReader text) : TextReader
{
    private const char Quote = '"';

    /// <summary>Whether a quote is open.</summary>
    public bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public override int Peek() => text.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        var letter = text.Read();
        IsOpen ^= letter == Quote;
        return letter;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        var read = text.Read(buffer);
        IsOpen ^= buffer[..read].Count(Quote) % 2 == 1;
        return read;
    }

    /// <inheritdoc/>
    public override int ReadBlock(char[] buffer, int index, int count) => ReadBlock(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int ReadBlock(Span<char> buffer)
    {
        var read = text.ReadBlock(buffer);
        IsOpen ^= buffer[..read].Count(Quote) % 2 == 1;
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}
