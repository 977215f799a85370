namespace Pics.Numerics;

/// <content>The symbols of a variable, row by row.</content>
internal sealed unsafe partial class CodingRun<TLanes>
{
    private void Code(CodingStep.Code code, int rows, int padded, SymbolCoder coder)
    {
        ImmutableArray<(CodedDensity Density, int Head)> units = [.. code.Functions.Select(function => tables.Density(function, code.Variable))];
        weights.Begin(units);
        var channels = units[0].Density.Channels;
        Span<int> symbols = stackalloc int[channels];
        for (var row = 0; row < rows; row++)
        {
            Worths(code, row);
            for (var c = 0; c < channels; c++)
            {
                symbols[c] = coder.Next(row, (code.Variable * channels) + c, weights, c);
                if (symbols[c] >= 0 && channels > 1) weights.Know(symbols[c]);
            }

            for (var unit = 0; unit < code.Values.Length; unit++) Know(code.Values[unit], units[unit], symbols, row);
        }

        foreach (var value in code.Values)
        {
            if (memory.Places[value.Id] < 0) continue;
            var at = At(value, out var stride);
            for (var k = 0; k < value.Width; k++)
                for (var row = rows; row < padded; row++) at[((long)k * stride) + row] = 1;
            new Span<int>(Powers(value), padded).Clear();
            Scale(value, padded);
        }
    }

    private void Worths(CodingStep.Code code, int row)
    {
        var (most, place) = (int.MinValue, 0);
        var worths = weights.Worths;
        foreach (var worth in code.Worths) most = Math.Max(most, Power(worth, Powers(worth), row));
        foreach (var worth in code.Worths)
        {
            var at = At(worth, out var stride);
            var factor = PowerOfTwo(Power(worth, Powers(worth), row) - most);
            for (var k = 0; k < worth.Width; k++) worths[place++] = (double)at[((long)k * stride) + (worth.IsConstant ? 0 : row)] * factor;
        }
    }

    private void Know(CodingVector value, (CodedDensity Density, int Head) unit, ReadOnlySpan<int> symbols, int row)
    {
        if (memory.Places[value.Id] < 0) return;
        var at = At(value, out var stride) + row;
        for (var k = 0; k < value.Width; k++) at[(long)k * stride] = 1;
        for (var c = 0; c < symbols.Length; c++)
        {
            if (symbols[c] < 0) continue;
            var probabilities = unit.Density.Probabilities(unit.Head, c, symbols[c]);
            for (var k = 0; k < value.Width; k++) at[(long)k * stride] *= probabilities[k];
        }
    }
}
