namespace Pics.Numerics;

/// <summary>Rows of a data set as bytes and back, in blocks that do not depend on each other.</summary>
internal sealed class RowCoder : IDisposable
{
    private readonly CircuitCoder coder;
    private readonly PlaceModel places;
    private readonly NumberGrid?[] grids;
    private readonly bool[] isGiven;
    private readonly bool hasNumbers;

    /// <summary>A coder of rows.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="given">Variables that the reader has.</param>
    /// <param name="columns">What is said of places; possible ones.</param>
    public RowCoder(RowForm form, HostModel model, QuadratureRule rule, ImmutableArray<int> given, ImmutableArray<CodedColumn> columns)
    {
        grids = new NumberGrid?[form.Dimensions];
        isGiven = [.. Enumerable.Range(0, form.Dimensions).Select(place => given.Contains(place / form.Channels))];
        var (present, runs) = (new uint?[form.Dimensions], new SymbolRuns?[form.Dimensions]);
        foreach (var said in columns)
        {
            var column = form.Columns[said.Place / form.Channels];
            present[said.Place] = said.Present;
            if (said.Grid is not { } word) continue;
            var grid = grids[said.Place] = NumberGrid.Of(column, word)!;
            runs[said.Place] = RunsOfColumn.Of(column, grid, said.Low, said.High);
        }

        hasNumbers = System.Array.Exists(grids, grid => grid is not null);
        places = new(isGiven, present, runs);
        coder = new(model, rule, given, runs.Index().Where(entry => entry.Item is not null).ToDictionary(entry => entry.Index / form.Channels, entry => entry.Item!));
    }

    /// <summary>Of all tables.</summary>
    public byte[] Checksum => coder.Checksum;

    /// <summary>What is done for a row.</summary>
    public CodingPlan Plan => coder.Plan;

    /// <summary>The bytes of some rows.</summary>
    /// <param name="rows">The data set.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public byte[] Encode(Dataset rows, int first, int count)
    {
        var (symbols, numbers) = Symbols(rows, first, count, _ => true)!.Value;
        return coder.Encode(symbols, numbers, count, places);
    }

    /// <summary>The rows of a block, [rows, variables, channels] as data sets hold them; null where the bytes cannot be those of one.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="count">How many rows are wanted, from the first one of the block.</param>
    /// <param name="areAll">Whether the block has no more.</param>
    /// <param name="given">Rows of which the variables that are given are read; null where none are.</param>
    /// <param name="first">The first of them.</param>
    public double[]? Decode(ReadOnlyMemory<byte> bytes, int count, bool areAll, Dataset? given, int first)
    {
        if ((given is null ? None(count) : Symbols(given, first, count, place => isGiven[place])) is not var (symbols, numbers) || !coder.Decode(bytes, symbols, numbers, count, places, areAll)) return null;
        var values = new double[symbols.Length];
        for (var at = 0; at < values.Length; at++) values[at] = symbols[at] < 0 ? double.NaN : grids[at % grids.Length] is { } grid ? grid.Held(numbers[at]) : symbols[at];
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => coder.Dispose();

    private (int[] Symbols, long[] Numbers) None(int count)
    {
        var symbols = new int[count * grids.Length];
        System.Array.Fill(symbols, -1);
        return (symbols, hasNumbers ? new long[symbols.Length] : []);
    }

    /// <summary>The symbols of rows, missing where they are not wanted; null where a number is none of those that are coded.</summary>
    private (int[] Symbols, long[] Numbers)? Symbols(Dataset rows, int first, int count, Func<int, bool> isWanted)
    {
        var ((symbols, numbers), values) = (None(count), new double[grids.Length]);
        for (var row = 0; row < count; row++)
        {
            rows.Read(first + row, values);
            for (var place = 0; place < values.Length; place++)
            {
                var at = (row * grids.Length) + place;
                if (double.IsNaN(values[place]) || !isWanted(place)) continue;
                if (grids[place] is not { } grid)
                {
                    symbols[at] = (int)values[place];
                    continue;
                }

                var runs = places.Runs(place)!;
                if (grid.Of(values[place]) is not { } number || number < runs.Low || number > runs.High) return null;
                (symbols[at], numbers[at]) = (runs.Of(number), number);
            }
        }

        return (symbols, numbers);
    }
}
