using LanguageExt;

namespace Pics.Host;

/// <summary>From options to data: reads or generates a data set and holds validation rows out.</summary>
internal static class DataSource
{
    private const int ShapesTrain = 8000;
    private const int ShapesTest = 2000;
    private const int ShapesSeed = 1;

    public static Either<Failure, DatasetSplits> Load(RunSettings settings)
    {
        if (!(settings.Validation > 0 && settings.Validation < 1)) return new Failure($"--validation is {settings.Validation}; it must be between 0 and 1");
        return TrainAndTest(settings).Map(data => DatasetSplits.HoldOut(data.Train, data.Test, settings.Validation, settings.SplitSeed));
    }

    private static Either<Failure, (Dataset Train, Dataset Test)> TrainAndTest(RunSettings settings)
    {
        if (settings.Dataset == ShapesDataset.Name)
            return (from train in ShapesDataset.Generate(ShapesTrain, ShapesSeed)
                    from test in ShapesDataset.Generate(ShapesTest, ShapesSeed + 1)
                    select (train, test)).MapLeft(Failure.Of);
        if (!IdxFolder.KnownNames.Split(", ").Contains(settings.Dataset))
            return new Failure($"--dataset is '{settings.Dataset}'; it must be {ShapesDataset.Name} or one of {IdxFolder.KnownNames}");
        return settings.Data is null
            ? new Failure($"--dataset {settings.Dataset} needs --data with the folder of its IDX files")
            : IdxFolder.Read(settings.Dataset, settings.Data).MapLeft(Failure.Of);
    }
}
