namespace Pics.Numerics;

/// <summary>The distributions of a function group of a model, with the same bits on every machine.</summary>
internal static class ExactDensities
{
    /// <summary>What nets give, or what is stored of a circuit: [H, K, C, P].</summary>
    public static double[] Raw(HostModel model, FunctionGroup group, QuadratureRule rule)
    {
        if (!model.IsPlain) return new ExactNets(model, group, rule).Densities();
        var table = model[ParameterShapes.NameOf(group.Id)];
        return table.Doubles(0, checked((int)table.Count));
    }

    /// <summary>Of a family without a largest value: the distribution of one head over the symbols of a variable.</summary>
    /// <param name="raw">What nets give, or what is stored, [H, K, P].</param>
    /// <param name="heads">H.</param>
    /// <param name="head">Which head.</param>
    /// <param name="isFixed">Whether the numbers are those of a fixed circuit.</param>
    /// <param name="family">The family, of one channel.</param>
    /// <param name="runs">What the symbols are.</param>
    public static CodedDensity Of(double[] raw, int heads, int head, bool isFixed, InputFamily family, SymbolRuns runs)
    {
        var given = family.ParametersAChannel;
        var nodes = raw.Length / (heads * given);
        var probabilities = new double[nodes * runs.Count];
        for (var node = 0; node < nodes; node++) ExactCells.Fill(family, raw.AsSpan(((head * nodes) + node) * given, given), isFixed, runs, probabilities.AsSpan(node * runs.Count, runs.Count));
        return new(probabilities, 1, nodes, 1, runs.Count);
    }

    /// <summary>Of nets, free outputs, or fixed log-probabilities of finitely many values.</summary>
    public static CodedDensity Of(HostModel model, FunctionGroup group, InputFamily family, int values, QuadratureRule rule)
    {
        var raw = Raw(model, group, rule);
        var (heads, given) = (ParameterShapes.Heads(group), model.IsFixed ? values : family.ParametersAChannel);
        var nodes = raw.Length / (heads * family.Channels * given);
        var probabilities = new double[heads * nodes * family.Channels * values];
        var choices = family is InputFamily.Binomial binomial ? DensityNumbers.LogChoices(binomial.Trials, ExactFunctions.Log) : [];
        for (var place = 0; place < heads * nodes * family.Channels; place++)
        {
            var from = raw.AsSpan(place * given, given);
            var to = probabilities.AsSpan(place * values, values);
            if (model.IsFixed)
                for (var v = 0; v < values; v++) to[v] = ExactFunctions.Exp(from[v]);
            else Fill(family, from, to, choices);
        }

        return new(probabilities, heads, nodes, family.Channels, values);
    }

    private static void Fill(InputFamily family, ReadOnlySpan<double> raw, Span<double> to, double[] choices)
    {
        switch (family)
        {
            case InputFamily.Categorical:
                raw.CopyTo(to);
                ExactFunctions.Softmax(to);
                break;
            case InputFamily.Bernoulli:
                (to[1], to[0]) = ExactFunctions.Sigmoids(raw[0]);
                break;
            case InputFamily.Binomial:
                var (success, failure) = ExactFunctions.Sigmoids(raw[0]);
                var (logOfOne, logOfOther) = (ExactFunctions.Log(success), ExactFunctions.Log(failure));
                for (var x = 0; x < to.Length; x++) to[x] = ExactFunctions.Exp(choices[x] + Times(x, logOfOne) + Times(to.Length - 1 - x, logOfOther));
                break;
            default:
                Logistic(raw[0], Math.Max(raw[1], DensityNumbers.LeastLogScale), to);
                break;
        }
    }

    /// <summary>The differences of the sigmoids of the ends of cells: on the side where both are small, so that little is lost.</summary>
    private static void Logistic(double mean, double logScale, Span<double> to)
    {
        var (inverse, below) = (ExactFunctions.Exp(-logScale), (Of: 0.0, OfNegated: 1.0));
        for (var v = 0; v < to.Length; v++)
        {
            var above = v == to.Length - 1 ? (Of: 1.0, OfNegated: 0.0) : ExactFunctions.Sigmoids(((2.0 / to.Length * (v + 1)) - 1 - mean) * inverse);
            to[v] = above.Of < 0.5 ? above.Of - below.Of : below.OfNegated - above.OfNegated;
            below = above;
        }
    }

    private static double Times(int count, double log) => count == 0 ? 0 : count * log;
}
