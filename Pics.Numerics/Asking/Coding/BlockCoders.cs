namespace Pics.Numerics;

/// <summary>Writes the symbols of rows, all of one block after the other.</summary>
/// <param name="symbols">Rows of symbols, [rows, variables, channels]; minus one where missing.</param>
/// <param name="numbers">The numbers that are coded, likewise; empty where symbols are numbers themselves.</param>
/// <param name="places">Symbols of a row.</param>
/// <param name="model">What is known of places apart from the circuit.</param>
internal sealed class BlockWriter(int[] symbols, long[] numbers, int places, PlaceModel model) : SymbolCoder
{
    private readonly List<(uint Start, uint Parts)> coded = [];

    /// <summary>The first row at hand.</summary>
    public int First { get; set; }

    /// <summary>The bytes of all that was coded.</summary>
    public byte[] Bytes() => Rans.Encode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(coded));

    /// <inheritdoc/>
    public override bool IsCoded(int place) => !model.IsGiven(place);

    /// <inheritdoc/>
    public override int Next(int row, int place, SymbolWeights weights)
    {
        var symbol = symbols[((First + row) * places) + place];
        if (model.IsGiven(place)) return symbol;
        if (model.Presence(place) is { } present)
        {
            coded.Add(symbol >= 0 ? (0, present) : (present, (1u << CodedDensity.WholeBits) - present));
            if (symbol < 0) return symbol;
        }

        coded.Add(weights.Range(row, symbol));
        if (model.Runs(place) is { } runs) EvenNumber.Write(coded, (ulong)numbers[((First + row) * places) + place] - (ulong)runs.First(symbol), runs.Length(symbol));
        return symbol;
    }
}

/// <summary>Reads the symbols of rows.</summary>
/// <param name="reader">The stream of a block.</param>
/// <param name="symbols">Where they go, [rows, variables, channels]; those that are given are there.</param>
/// <param name="numbers">Where the numbers go that they stand for, likewise; empty where symbols are numbers themselves.</param>
/// <param name="places">Symbols of a row.</param>
/// <param name="model">What is known of places apart from the circuit.</param>
internal sealed class BlockReader(RansReader reader, int[] symbols, long[] numbers, int places, PlaceModel model) : SymbolCoder
{
    /// <summary>The first row at hand.</summary>
    public int First { get; set; }

    /// <inheritdoc/>
    public override bool IsCoded(int place) => !model.IsGiven(place);

    /// <inheritdoc/>
    public override int Next(int row, int place, SymbolWeights weights)
    {
        ref var symbol = ref symbols[((First + row) * places) + place];
        if (model.IsGiven(place)) return symbol;
        if (model.Presence(place) is { } present)
        {
            var isPresent = reader.Part < present;
            if (isPresent) reader.Take(0, present);
            else reader.Take(present, (1u << CodedDensity.WholeBits) - present);
            if (!isPresent) return symbol = -1;
        }

        var (value, start, parts) = weights.Find(row, reader.Part);
        reader.Take(start, parts);
        if (model.Runs(place) is { } runs) numbers[((First + row) * places) + place] = (long)((ulong)runs.First(value) + EvenNumber.Read(reader, runs.Length(value)));
        return symbol = value;
    }
}
