using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <content>The symbols of a variable, of all rows.</content>
internal sealed unsafe partial class CodingRun<TLanes>
{
    private void Code(CodingStep.Code code, int rows, int padded, SymbolCoder coder)
    {
        var units = Units(code);
        weights.Begin(units);
        Worths(code, padded);
        var channels = units[0].Density.Channels;
        Span<int> symbols = stackalloc int[channels * rows]; // [C, rows]
        for (var c = 0; c < channels; c++)
        {
            var place = (code.Variable * channels) + c;
            var found = symbols.Slice(c * rows, rows);
            if (coder.IsCoded(place)) weights.Weigh(c, rows);
            for (var row = 0; row < rows; row++) found[row] = coder.Next(row, place, weights);
            if (c + 1 < channels) weights.Know(found, c);
        }

        for (var unit = 0; unit < code.Values.Length; unit++)
            if (memory.Places[code.Values[unit].Id] >= 0) Know(code.Values[unit], units[unit], symbols, (rows, padded));
    }

    private ImmutableArray<(CodedDensity Density, int Head)> Units(CodingStep.Code code)
    {
        if (!inputs.TryGetValue(code.Variable, out var units)) inputs.Add(code.Variable, units = [.. code.Functions.Select(function => tables.Density(function, code.Variable))]);
        return units;
    }

    private void Worths(CodingStep.Code code, int rows)
    {
        int* most = stackalloc int[MostRows];
        float* factor = stackalloc float[MostRows];
        var to = weights.Worths;
        foreach (var (place, worth) in code.Worths.Index()) RowPowers.Largest(most, Powers(worth), worth.IsConstant, rows, place == 0);
        foreach (var worth in code.Worths)
        {
            var at = At(worth, out var stride);
            RowPowers.Factors(factor, Powers(worth), worth.IsConstant, most, 1, rows);
            for (var k = 0; k < worth.Width; k++, at += stride, to += MostRows)
                for (var row = 0; row < rows; row += Vector<float>.Count)
                {
                    Vector.Widen(Vector.Load(worth.IsConstant ? at : at + row), out var low, out var high);
                    Vector.Widen(Vector.Load(factor + row), out var lowFactor, out var highFactor);
                    Vector.Store(low * lowFactor, to + row);
                    Vector.Store(high * highFactor, to + row + Vector<double>.Count);
                }
        }
    }

    /// <summary>The value of an input unit, whose variable is known.</summary>
    private void Know(CodingVector value, (CodedDensity Density, int Head) unit, ReadOnlySpan<int> symbols, (int There, int Padded) rows)
    {
        var at = At(value, out var stride);
        for (var row = 0; row < rows.Padded; row++)
        {
            var to = at + row;
            if (row < rows.There && symbols[row] >= 0)
            {
                ref var probability = ref MemoryMarshal.GetReference(unit.Density.Probabilities(unit.Head, 0, symbols[row]));
                for (var k = 0; k < value.Width; k++, to += stride) *to = Unsafe.Add(ref probability, k);
            }
            else
                for (var k = 0; k < value.Width; k++, to += stride) *to = 1;
        }

        for (var place = rows.There; place < symbols.Length; place++)
        {
            if (symbols[place] < 0) continue;
            ref var probability = ref MemoryMarshal.GetReference(unit.Density.Probabilities(unit.Head, place / rows.There, symbols[place]));
            var to = at + (place % rows.There);
            for (var k = 0; k < value.Width; k++, to += stride) *to *= Unsafe.Add(ref probability, k);
        }

        new Span<int>(Powers(value), rows.Padded).Clear();
        Scale(value, rows.Padded);
    }
}
