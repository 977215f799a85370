using Pics.Host;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Images so small that all of them can be looked at, and baselines of them with weights that are not where they start.</summary>
internal static class TinyImages
{
    /// <summary>Every image, [levels ^ D, D].</summary>
    public static Tensor All(ImageForm form)
    {
        var count = (int)Math.Pow(form.Levels, form.Pixels);
        var values = new double[count * form.Pixels];
        for (var place = 0; place < values.Length; place++) values[place] = (int)(place / form.Pixels / Math.Pow(form.Levels, place % form.Pixels)) % form.Levels;
        return tensor(values, ScalarType.Float64).reshape(count, form.Pixels);
    }

    /// <summary>Weights in 64 bits.</summary>
    public static WeightSet Weights(int seed = 3) => new(seed, ScalarType.Float64);

    /// <summary>Moves all weights at random.</summary>
    public static void Move(WeightSet weights, double deviation)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var draws = new Generator(5, CPU);
        foreach (var weight in weights.All) weight.add_(randn(weight.shape, dtype: weights.Type, generator: draws).mul(deviation));
    }

    /// <summary>Rows of images of 3 x 4 pixels and 5 levels whose pixels go together.</summary>
    public static DatasetSplits Splits()
    {
        Dataset Of(int rows, int seed)
        {
            var draws = new SplitMix((ulong)seed);
            var values = new List<short>();
            for (var row = 0; row < rows; row++)
            {
                var middle = draws.Uniform(0, 5);
                for (var pixel = 0; pixel < 12; pixel++) values.Add((short)Math.Clamp(middle + draws.Uniform(-1, 1), 0, 4));
            }

            return Dataset.Create("tiny", DataShape.Pixels(3, 4), 1, 5, values).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        }

        return new(Of(200, 1), Of(40, 2), Of(40, 3));
    }
}
