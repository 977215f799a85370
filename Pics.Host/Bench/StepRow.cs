namespace Pics.Host;

/// <summary>A training step's times and memory with one engine.</summary>
internal sealed record StepMeasurement
{
    /// <summary>The engine.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>How the C library was set.</summary>
    public required string Allocator { get; init; }

    /// <summary>Times of the parts, ms.</summary>
    public required IReadOnlyDictionary<string, Timing> Parts { get; init; }

    /// <summary>Log-likelihoods of a batch without gradients, ms; not a part of the step.</summary>
    public required Timing Forward { get; init; }

    /// <summary>The parts' medians together, ms.</summary>
    public required double SumOfParts { get; init; }

    /// <summary>The step measured as a whole, ms.</summary>
    public required Timing Whole { get; init; }

    /// <summary>Resident memory meanwhile.</summary>
    public required ResidentMemory Memory { get; init; }

    /// <summary>The part of the circuit's products that the engine computed.</summary>
    public required double ShareOfProducts { get; init; }
}

/// <summary>The whole step and peak memory beside those of another engine or model.</summary>
/// <param name="Other">The other's step in the contest, ms.</param>
/// <param name="Time">The other's time / the engine's, the median over rounds in which both ran: above one where the engine is faster.</param>
/// <param name="TimeOfMinima">The same of minima.</param>
internal sealed record StepRatio(Timing Other, double Time, double TimeOfMinima)
{
    public static StepRatio Of(Contest contest, int engine, int other) => new(
        contest.Of(other),
        contest.Ratio(other, engine),
        contest.Of(other).Minimum / contest.Of(engine).Minimum);
}

/// <summary>The reference engine in the same process.</summary>
/// <param name="Measured">By itself.</param>
/// <param name="Contest">In turn with the engine.</param>
/// <param name="Memory">The engine's peak / the reference engine's: below one where the engine needs less.</param>
internal sealed record StepBaseline(StepMeasurement Measured, StepRatio Contest, double Memory);

/// <summary>What was measured of a step, beside its bound and the reference engine.</summary>
internal sealed record StepResult
{
    /// <summary>The engine asked for, by itself.</summary>
    public required StepMeasurement Measured { get; init; }

    /// <summary>The whole step, in turn with what it is compared with.</summary>
    public required Timing Step { get; init; }

    /// <summary>Its results beside the reference engine's, checked first.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>Of the straightforward computation.</summary>
    public required OperationCount Operations { get; init; }

    /// <summary>Time for the operations at the rate of matrix products.</summary>
    public required double LimitMilliseconds { get; init; }

    /// <summary>The limit / the step's minimum; above one for an engine that avoids operations.</summary>
    public required double FractionOfLimit { get; init; }

    /// <summary>The reference engine with the same allocator.</summary>
    public StepBaseline? Reference { get; init; }

    /// <summary>The reference engine with the C library's defaults.</summary>
    public StepBaseline? ReferenceWithDefaultAllocator { get; init; }

    /// <summary>The plain circuit of the same structure and K, with the same engine.</summary>
    public StepRatio? Plain { get; init; }

    /// <summary>Why the reference engine was not measured though it was wanted.</summary>
    public string? BaselineSkipped { get; init; }

    /// <summary>The same with the limit at a rate.</summary>
    public StepResult Against(MatrixRate rate) => this with
    {
        LimitMilliseconds = rate.Milliseconds(Operations.Total),
        FractionOfLimit = rate.Milliseconds(Operations.Total) / Step.Minimum,
    };
}

/// <summary>One setting: what was measured, or why nothing was.</summary>
/// <param name="Name">The setting in a few words.</param>
/// <param name="Setting">All its options.</param>
/// <param name="EstimatedMiB">Of a step with the engine asked for, from shapes.</param>
/// <param name="DistinctValues">The mean number of different values that a variable has in a batch.</param>
/// <param name="Result">What was measured.</param>
/// <param name="Skipped">Why nothing was.</param>
internal sealed record StepRow(string Name, RunSettings Setting, double EstimatedMiB, double DistinctValues, StepResult? Result, string? Skipped);
