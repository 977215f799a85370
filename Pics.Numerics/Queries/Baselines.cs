namespace Pics.Numerics;

/// <summary>The two models that anything learned must beat.</summary>
public static class Baselines
{
    /// <summary>Every value equally likely: the logarithm of the number of categories a dimension, in nats a row.</summary>
    public static double Uniform(Dataset data) => -data.Dimensions * Math.Log(data.Categories);

    /// <summary>Mean log-likelihood of rows under independent dimensions with the frequencies of the training rows, each category counted once more; nats.</summary>
    /// <remarks>Values that are not observed count neither in training nor in evaluation.</remarks>
    public static double IndependentDimensions(Dataset train, Dataset rows)
    {
        var logProbabilities = LogFrequencies(train);
        var total = 0.0;
        for (var row = 0; row < rows.Rows; row++)
        {
            var values = rows.Row(row);
            for (var dimension = 0; dimension < values.Length; dimension++)
                if (values[dimension] >= 0)
                    total += logProbabilities[dimension][values[dimension]];
        }

        return total / rows.Rows;
    }

    private static double[][] LogFrequencies(Dataset train)
    {
        var counts = Enumerable.Range(0, train.Dimensions).Select(_ => Enumerable.Repeat(1.0, train.Categories).ToArray()).ToArray();
        for (var row = 0; row < train.Rows; row++)
        {
            var values = train.Row(row);
            for (var dimension = 0; dimension < values.Length; dimension++)
                if (values[dimension] >= 0)
                    counts[dimension][values[dimension]]++;
        }

        return [.. counts.Select(dimension =>
        {
            var total = dimension.Sum();
            return dimension.Select(count => Math.Log(count / total)).ToArray();
        })];
    }
}
