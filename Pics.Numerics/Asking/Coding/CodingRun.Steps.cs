namespace Pics.Numerics;

/// <content>Each kind of step but that of symbols.</content>
internal sealed unsafe partial class CodingRun<TLanes>
{
    private void Fill(CodingVector to, int rows, float value)
    {
        var at = At(to, out var stride);
        for (var k = 0; k < to.Width; k++) new Span<float>(at + ((long)k * stride), rows).Fill(value);
        new Span<int>(Powers(to), rows).Clear();
    }

    private void Fix(CodingStep.Fixed known, int rows)
    {
        var (density, head) = tables.Density(known.Function, -1);
        var at = At(known.To, out var stride);
        for (var k = 0; k < known.To.Width; k++)
        {
            var product = 1f;
            for (var c = 0; c < density.Channels; c++) product *= density.Probabilities(head, c, (int)known.Value)[k];
            new Span<float>(at + ((long)k * stride), rows).Fill(product);
        }

        new Span<int>(Powers(known.To), rows).Clear();
        Scale(known.To, rows);
    }

    private void Sum(CodingStep.Sum sum, int rows)
    {
        var table = tables.Kernel(sum.Kernel.Group);
        var (outer, inner) = ((int)table.Shape[1], (int)table.Shape[2]);
        var kernel = new Matrix<float>((float*)table.Address + (sum.Kernel.Head * table.Stride), outer, inner, inner, 1);
        float* from = At(sum.Of, out var fromStride), to = At(sum.To, out var toStride);
        var left = sum.IsBack ? kernel.Transposed : kernel;
        Products<TLanes, float>.Multiply(left, new(from, sum.Of.Width, rows, fromStride), new(to, sum.To.Width, rows, toStride), add: false);
        new Span<int>(Powers(sum.Of), rows).CopyTo(new(Powers(sum.To), rows));
        Scale(sum.To, rows);
    }

    private void Product(CodingStep.Product product, int rows)
    {
        float* to = At(product.To, out var stride), most = stackalloc float[MostRows];
        for (var factor = 1; factor < product.Of.Length; factor++)
        {
            var (first, second) = (factor == 1 ? product.Of[0] : product.To, product.Of[factor]);
            float* a = At(first, out var aStride), b = At(second, out var bStride);
            var (aStep, bStep) = (Step(first), Step(second));
            for (var row = 0; row < rows; row += TLanes.Count, a += aStep, b += bStep)
            {
                var largest = TLanes.Of(0);
                for (var k = 0; k < product.To.Width; k++)
                {
                    var value = TLanes.Load(a + (k * aStride)) * TLanes.Load(b + (k * bStride));
                    largest = TLanes.IfGreater(value, largest, value, largest);
                    TLanes.Store(value, to + (k * stride) + row);
                }

                TLanes.Store(largest, most + row);
            }

            if (factor == 1) RowPowers.Add(Powers(product.To), Powers(first), first.IsConstant, rows, isFirst: true);
            RowPowers.Add(Powers(product.To), Powers(second), second.IsConstant, rows, isFirst: false);
            RowPowers.Scale(to, product.To.Width, stride, Powers(product.To), rows, (int*)most);
        }
    }

    private void Outer(CodingStep.Outer outer, int rows)
    {
        var to = At(outer.To, out var stride);
        for (var at = 0; at < outer.To.Width; at++)
            for (var row = 0; row < rows; row += TLanes.Count)
            {
                var (value, rest) = (TLanes.Of(1), at);
                for (var factor = outer.Of.Length - 1; factor >= 0; rest /= outer.Of[factor].Width, factor--)
                    value *= Load(outer.Of[factor], At(outer.Of[factor], out var fromStride), fromStride, rest % outer.Of[factor].Width, row);
                TLanes.Store(value, to + ((long)at * stride) + row);
            }

        foreach (var (place, factor) in outer.Of.Index()) RowPowers.Add(Powers(outer.To), Powers(factor), factor.IsConstant, rows, place == 0);
        Scale(outer.To, rows);
    }

    private void OuterBack(CodingStep.OuterBack back, int rows)
    {
        float* to = At(back.To, out var stride), whole = At(back.Whole, out var wholeStride);
        for (var k = 0; k < back.To.Width; k++) new Span<float>(to + ((long)k * stride), rows).Clear();
        for (var at = 0; at < back.Whole.Width; at++)
            for (var row = 0; row < rows; row += TLanes.Count)
            {
                var (value, rest, mine) = (Load(back.Whole, whole, wholeStride, at, row), at, 0);
                for (var factor = back.Others.Length - 1; factor >= 0; rest /= back.Others[factor].Width, factor--)
                    if (factor == back.Place) mine = rest % back.Others[factor].Width;
                    else value *= Load(back.Others[factor], At(back.Others[factor], out var fromStride), fromStride, rest % back.Others[factor].Width, row);
                var sum = to + ((long)mine * stride) + row;
                TLanes.Store(TLanes.Load(sum) + value, sum);
            }

        RowPowers.Add(Powers(back.To), Powers(back.Whole), back.Whole.IsConstant, rows, isFirst: true);
        foreach (var (place, factor) in back.Others.Index())
            if (place != back.Place) RowPowers.Add(Powers(back.To), Powers(factor), factor.IsConstant, rows, isFirst: false);

        Scale(back.To, rows);
    }

    private void Mix(CodingStep.Mix mix, int rows)
    {
        float* to = At(mix.To, out var stride), factor = stackalloc float[MostRows];
        var powers = Powers(mix.To);
        foreach (var (place, term) in mix.Of.Index()) RowPowers.Largest(powers, Powers(term), term.IsConstant, rows, place == 0);
        for (var place = 0; place < mix.Of.Length; place++)
        {
            var term = mix.Of[place];
            var from = At(term, out var fromStride);
            RowPowers.Factors(factor, Powers(term), term.IsConstant, powers, mix.Weights[place], rows);
            for (var row = 0; row < rows; row += TLanes.Count)
            {
                var weight = TLanes.Load(factor + row);
                var sum = to + row;
                for (var k = 0; k < mix.To.Width; k++, sum += stride)
                {
                    var value = Load(term, from, fromStride, k, row) * weight;
                    TLanes.Store(place == 0 ? value : TLanes.Load(sum) + value, sum);
                }
            }
        }

        Scale(mix.To, rows);
    }
}
