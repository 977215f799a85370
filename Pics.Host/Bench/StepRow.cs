namespace Pics.Host;

/// <summary>A training step's times and memory with one engine.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Allocator">How the C library was set.</param>
/// <param name="Parts">Times of the parts, ms.</param>
/// <param name="Forward">Log-likelihoods of a batch without gradients, ms; not a part of the step.</param>
/// <param name="SumOfParts">The parts' medians together, ms.</param>
/// <param name="Whole">The step measured as a whole, ms.</param>
/// <param name="Memory">Resident memory meanwhile.</param>
/// <param name="ShareOfProducts">The part of the circuit's products that the engine computed.</param>
internal sealed record StepMeasurement(
    EngineKind Engine, string Allocator, IReadOnlyDictionary<string, Timing> Parts, Timing Forward, double SumOfParts, Timing Whole, ResidentMemory Memory, double ShareOfProducts);

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
/// <param name="Measured">The engine asked for, by itself.</param>
/// <param name="Step">The whole step, in turn with what it is compared with.</param>
/// <param name="Agreement">Its results beside the reference engine's, checked first.</param>
/// <param name="Operations">Of the straightforward computation.</param>
/// <param name="LimitMilliseconds">Time for the operations at the rate of matrix products.</param>
/// <param name="FractionOfLimit">The limit / the step's minimum; above one for an engine that avoids operations.</param>
/// <param name="Reference">The reference engine with the same allocator.</param>
/// <param name="ReferenceWithDefaultAllocator">The reference engine with the C library's defaults.</param>
/// <param name="Plain">The plain circuit of the same structure and K, with the same engine.</param>
/// <param name="BaselineSkipped">Why the reference engine was not measured though it was wanted.</param>
internal sealed record StepResult(
    StepMeasurement Measured,
    Timing Step,
    Agreement Agreement,
    OperationCount Operations,
    double LimitMilliseconds,
    double FractionOfLimit,
    StepBaseline? Reference,
    StepBaseline? ReferenceWithDefaultAllocator,
    StepRatio? Plain,
    string? BaselineSkipped = null)
{
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
