namespace Pics.Properties;

/// <summary>Small models, learned in a moment.</summary>
internal static class Learned
{
    /// <summary>Few steps of narrow nets.</summary>
    public static LearnSettings Quick { get; } = LearnSettings.Default.WithK(4).WithWidth(8).WithEpochs(2).WithBatchSize(16);

    /// <summary>What is right.</summary>
    public static T Get<T>(Either<PicsFault, T> either) => either.IfLeft(fault => throw new InvalidOperationException(fault.Explain()));

    /// <summary>The sentence of what is wrong.</summary>
    public static string Says<T>(Either<PicsFault, T> either) => either.Match(_ => "no error", fault => fault.Explain());

    /// <summary>Columns of each kind that go with each other.</summary>
    public static Dataset People(int rows, int seed)
    {
        var random = new Random(seed);
        var people = Enumerable.Range(0, rows).Select(_ => random.NextDouble()).Select(z => new Person(random.NextDouble() < z, (Job)(3 * z), random.Next(4) == 0 ? null : (int)(8 * z), Math.Round(20000 + (30000 * z) + (1000 * random.NextDouble()), 2)));
        return Table.Of(people, name: "people").IfLeft(error => throw new InvalidOperationException(error.Explain()));
    }

    /// <summary>A kind of work.</summary>
    internal enum Job
    {
        Clerk,
        Cook,
        Smith,
    }

    /// <summary>A row.</summary>
    internal sealed record Person(bool Smokes, Job Job, int? Visits, double Income);
}
