namespace Pics.Numerics;

/// <summary>The two models that anything learned must beat.</summary>
public static class Baselines
{
    private const double LeastRate = 1e-6;
    private const double LeastVariance = 1e-4; // of scaled numbers, as of a Gaussian input unit

    /// <summary>Every value equally likely: minus the logarithm of the number of values of what a row observes, in nats, the mean over the rows; NaN where there is no largest value.</summary>
    public static double Uniform(Dataset data)
    {
        var counts = new long[data.Variables];
        Visit(data, (place, _) => counts[place / data.Channels]++);
        double Part(int variable) => data.Rows == 0 ? data.Channels : counts[variable] / (double)data.Rows;
        return -data.Columns.Select((column, variable) => column.Kind is ColumnKind.Categorical categorical ? Part(variable) * Math.Log(categorical.Values) : double.NaN).Sum();
    }

    /// <summary>Mean log-likelihood of rows under independent dimensions learned from the training rows, in nats and the units of the rows.</summary>
    /// <remarks>
    /// Categories with their frequencies, each counted once more; numbers in bins likewise, with the density in their bin; counts as a Poisson with their mean; real numbers as a normal with
    /// their mean and variance. Values that are not observed count neither in training nor in evaluation.
    /// </remarks>
    public static double IndependentDimensions(Dataset train, Dataset rows)
    {
        var models = Enumerable.Range(0, train.Dimensions).Select(place => train.Columns[place / train.Channels].Kind.Match<Model>(
            categorical => new Frequencies(categorical.Values),
            _ => new Poisson(),
            real => new Normal(real.Scale),
            binned => new Histogram(binned.Bins))).ToArray();
        Visit(train, (place, value) => models[place].Learn(value));
        var logDensities = models.Select(model => model.Fit()).ToArray();
        var total = 0.0;
        Visit(rows, (place, value) => total += logDensities[place](value));
        return total / rows.Rows;
    }

    private static void Visit(Dataset data, Action<int, double> observed)
    {
        var values = new double[data.Dimensions];
        for (var row = 0; row < data.Rows; row++)
        {
            data.Read(row, values);
            for (var place = 0; place < values.Length; place++)
                if (!double.IsNaN(values[place]))
                    observed(place, values[place]);
        }
    }

    /// <summary>One dimension: sees its values one by one, then gives the logarithm of their density.</summary>
    private abstract class Model
    {
        public abstract void Learn(double value);

        public abstract Func<double, double> Fit();
    }

    private sealed class Frequencies(int categories) : Model
    {
        private readonly double[] counts = [.. Enumerable.Repeat(1.0, categories)];

        public override void Learn(double value) => counts[(int)value]++;

        public override Func<double, double> Fit()
        {
            var total = counts.Sum();
            var logarithms = counts.Select(count => Math.Log(count / total)).ToArray();
            return value => logarithms[(int)value];
        }
    }

    private sealed class Histogram(Bins bins) : Model
    {
        private readonly Frequencies counts = new(bins.Count);

        public override void Learn(double value) => counts.Learn(bins.Of(value));

        public override Func<double, double> Fit()
        {
            var logarithms = counts.Fit();
            return value => logarithms(bins.Of(value)) + bins.LogDensity(value);
        }
    }

    private sealed class Poisson : Model
    {
        private double count;
        private double sum;

        public override void Learn(double value) => (count, sum) = (count + 1, sum + value);

        public override Func<double, double> Fit()
        {
            var rate = Math.Max(LeastRate, sum / Math.Max(1, count));
            return value => (value * Math.Log(rate)) - rate - Enumerable.Range(1, (int)value).Sum(factor => Math.Log(factor));
        }
    }

    private sealed class Normal(double scale) : Model
    {
        private SeenValues seen;

        public override void Learn(double value) => seen.Add(value);

        public override Func<double, double> Fit()
        {
            var (mean, variance) = (seen.Mean, Math.Max(LeastVariance, seen.Variance));
            return value => (-0.5 * (value - mean) * (value - mean) / variance) - Math.Log(scale) - (0.5 * Math.Log(2 * Math.PI * variance));
        }
    }
}
