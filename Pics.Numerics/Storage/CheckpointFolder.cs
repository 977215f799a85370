using System.Globalization;

namespace Pics.Numerics;

/// <summary>The checkpoints of a run, each in a folder that is named by its step; the last ones and the best are kept.</summary>
public sealed class CheckpointFolder
{
    private const string Prefix = "step-";

    private readonly string path;
    private readonly int count;
    private readonly FileWriter writer;
    private ImmutableSortedSet<long> usable;

    /// <summary>Where a run puts its checkpoints.</summary>
    /// <param name="path">The folder; made at the first of them.</param>
    /// <param name="count">How many of the last are kept, at least one.</param>
    /// <param name="from">The step that the run starts from; what is there of later ones is not of this run, and goes when there is a better one.</param>
    public CheckpointFolder(string path, int count, long from)
        : this(path, count, from, AtomicFile.Write)
    {
    }

    /// <summary>The same with another way of writing a file.</summary>
    /// <param name="path">The folder; made at the first checkpoint.</param>
    /// <param name="count">How many of the last are kept, at least one.</param>
    /// <param name="from">The step that the run starts from.</param>
    /// <param name="writer">Writes one file.</param>
    public CheckpointFolder(string path, int count, long from, FileWriter writer) =>
        (this.path, this.count, this.writer, usable) = (path, Math.Max(1, count), writer, [.. Steps(path).Where(step => step <= from && CheckpointStore.IsComplete(Place(path, step)))]);

    /// <summary>The steps of the checkpoints in a folder, complete or not; none if there is no such folder, or if it cannot be read.</summary>
    public static ImmutableSortedSet<long> Steps(string path)
    {
        try
        {
            return Directory.Exists(path) ? [.. Directory.EnumerateDirectories(path, Prefix + "*").Select(Step).OfType<long>()] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The last checkpoint that can be used. Error: <see cref="ModelError.UnknownVersion"/> if the last that is whole was written by a later program.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="parameters">Those of the run; not changed.</param>
    public static Either<ModelError, CheckpointSearch> Last(string path, ICircuitParameters parameters)
    {
        var skipped = ImmutableArray<ModelError>.Empty;
        foreach (var step in Steps(path).Reverse())
        {
            var loaded = CheckpointStore.Load(Place(path, step), parameters);
            var (state, error) = loaded.Match(found => (found, (ModelError?)null), error => ((TrainingState?)null!, error));
            if (error is null) return new CheckpointSearch(state, skipped);
            if (error is ModelError.UnknownVersion) return error;
            skipped = skipped.Add(error);
        }

        return new CheckpointSearch(null, skipped);
    }

    /// <summary>Keeps a state, and then removes what is not to be kept any more. Error: <see cref="ModelError"/>; then the older ones stay.</summary>
    public Either<ModelError, LanguageExt.Unit> Save(TrainingState state)
    {
        var step = state.Progress.Step;
        var saved = CheckpointStore.Save(Place(path, step), state, writer);
        if (saved.IsRight) Keep([.. usable.Where(other => other < step).Append(step)], state.Progress.BestStep);
        else if (!usable.Contains(step)) CheckpointStore.Remove(Place(path, step));
        return saved;
    }

    private void Keep(ImmutableSortedSet<long> complete, long best)
    {
        usable = [.. complete.Reverse().Take(count), .. complete.Where(step => step == best)];
        foreach (var step in Steps(path).Except(usable)) CheckpointStore.Remove(Place(path, step));
    }

    private static string Place(string path, long step) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D8}"));

    private static long? Step(string folder)
    {
        var name = Path.GetFileName(folder);
        return long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step) && Path.GetFileName(Place(string.Empty, step)) == name ? step : null;
    }
}

/// <summary>What was found in a folder of checkpoints.</summary>
/// <param name="State">The last that can be used, owned by the caller; null if none can.</param>
/// <param name="Skipped">Why each later one cannot be used, the last first.</param>
public sealed record CheckpointSearch(TrainingState? State, ImmutableArray<ModelError> Skipped);
