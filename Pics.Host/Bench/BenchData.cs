using LanguageExt;

namespace Pics.Host;

/// <summary>The rows that are measured on: of a data set, or generated.</summary>
internal static class BenchData
{
    private const int GreyLevels = 32; // about as many distinct values per pixel as handwritten digits have in a batch

    /// <summary>Training and test rows, so many of each at least where they are generated, and a sentence about them.</summary>
    public static Either<Failure, (Dataset Train, Dataset Test, string Sentence)> Load(BenchSettings settings, int trainRows, int testRows)
    {
        if (!settings.IsGenerated)
            return from splits in DataSource.Load(settings.Run)
                   from enough in Enough(splits.Train, settings.BatchSizes.Max())
                   select (splits.Train, splits.Test, $"Data: {splits.Train.Name}.");
        return from train in Generate(settings, trainRows, settings.Run.Learning.Seed)
               from test in Generate(settings, testRows, settings.Run.Learning.Seed + 1000)
               select (train, test, $"Data: generated images, {(settings.Pixels == PixelKind.Uniform ? "uniform random pixels" : "shapes of few values per pixel")}, since no --dataset is given.");
    }

    /// <summary>The mean over the variables of how many different values some rows have there.</summary>
    public static double DistinctValues(Dataset data, int rows) => Enumerable.Range(0, data.Variables).Average(variable => Enumerable
        .Range(0, Math.Min(rows, data.Rows))
        .Select(row => string.Join(',', data.Row(row).Slice(variable * data.Channels, data.Channels)))
        .Distinct()
        .Count());

    private static Either<Failure, Unit> Enough(Dataset data, int batch) =>
        data.Rows >= batch ? Unit.Default : new Failure($"--batch-size is {batch}, but '{data.Name}' has only {data.Rows} training rows");

    private static Either<Failure, Dataset> Generate(BenchSettings settings, int rows, int seed)
    {
        var size = settings.Generated;
        var pixels = (long)size.Height * size.Width;
        if (size.Height < 1 || size.Width < 1 || size.Channels < 1 || size.Categories is < 1 or > short.MaxValue || pixels > RegionLimits.MaxVariables || pixels * size.Channels * rows > Array.MaxLength)
            return new Failure($"{rows} images of {size.Height} x {size.Width} pixels with {size.Channels} channel(s) of {size.Categories} values cannot be generated; sizes must be at least 1 and all values must fit in memory");
        var values = settings.Pixels == PixelKind.Uniform ? Uniform(size, rows, seed) : Grey(size, rows, seed);
        return values.Bind(numbers => Dataset.Create("generated", DataShape.Pixels(size.Height, size.Width), size.Channels, size.Categories, numbers).MapLeft(Failure.Of));
    }

    private static Either<Failure, short[]> Uniform(Road.Input size, int rows, int seed)
    {
        var random = new Random(seed);
        var values = new short[rows * size.Height * size.Width * size.Channels];
        for (var index = 0; index < values.Length; index++) values[index] = (short)random.Next(size.Categories);
        return values;
    }

    /// <summary>The upper left corner of generated shapes, other shapes in each channel, their levels spread over the categories.</summary>
    private static Either<Failure, short[]> Grey(Road.Input size, int rows, int seed)
    {
        var (square, levels) = (Math.Max(4, Math.Max(size.Height, size.Width)), Math.Clamp(size.Categories, 2, GreyLevels));
        var values = new short[rows * size.Height * size.Width * size.Channels];
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var shapes = ShapesDataset.Generate(rows, seed + channel, square, levels);
            if (shapes.IsLeft) return shapes.MapLeft(Failure.Of).Map(_ => values);
            shapes.IfRight(images =>
            {
                var image = new long[square * square];
                for (var row = 0; row < rows; row++)
                {
                    images.Read(row, image);
                    for (var pixel = 0; pixel < size.Height * size.Width; pixel++)
                    {
                        var level = image[(pixel / size.Width * square) + (pixel % size.Width)];
                        values[(((row * size.Height * size.Width) + pixel) * size.Channels) + channel] = (short)(level * (size.Categories - 1) / (levels - 1));
                    }
                }
            });
        }

        return values;
    }
}
