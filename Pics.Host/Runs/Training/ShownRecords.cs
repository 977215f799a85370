namespace Pics.Host;

/// <summary>Which records of a run get a line: all where they are few; else the first of them, then fewer and fewer, and at the end the best and the last validation.</summary>
/// <param name="from">Steps that were done before.</param>
/// <param name="totalSteps">Steps that the run will have done at most.</param>
/// <param name="validateEvery">Steps between validations.</param>
/// <param name="all">Whether they count as few, however many there are.</param>
internal sealed class ShownRecords(long from, long totalSteps, int validateEvery, bool all)
{
    private const int Few = 20; // lines
    private const int StepsBetween = 50; // of lines of training

    private readonly List<TrainingRecord.Validated> best = []; // each that was the best when it came
    private readonly System.Collections.Generic.HashSet<TrainingRecord> shown = new(ReferenceEqualityComparer.Instance);
    private TrainingRecord.Validated? last;
    private long trained;
    private long validated;

    /// <summary>Whether lines are left out.</summary>
    public bool AreThinned { get; } = !all && ((totalSteps - from) / StepsBetween) + ((totalSteps - from) / Math.Max(1, validateEvery)) > Few;

    /// <summary>Whether a record gets a line as it comes.</summary>
    public bool Shows(TrainingRecord record)
    {
        var isShown = record.Match(OfTrained, OfValidated);
        if (isShown) shown.Add(record);
        return isShown;
    }

    /// <summary>The validations that get a line once the run has ended: the one whose parameters were kept, and the last.</summary>
    /// <param name="bestStep">The step whose parameters were kept.</param>
    public IEnumerable<TrainingRecord.Validated> Rest(long bestStep) =>
        new[] { best.FindLast(record => record.Step == bestStep), last }.OfType<TrainingRecord.Validated>().Distinct().Where(record => !shown.Contains(record));

    private bool OfTrained(TrainingRecord.Trained record)
    {
        if (trained++ == 0) return true;
        return record.Step % StepsBetween == 0 && (!AreThinned || (validated == 0 && IsRound((record.Step - from) / StepsBetween)));
    }

    private bool OfValidated(TrainingRecord.Validated record)
    {
        last = record;
        if (record.IsBest) best.Add(record);
        return !AreThinned || IsRound(++validated);
    }

    /// <summary>Whether a number is 1, 2 or 5, or one of these with zeros.</summary>
    private static bool IsRound(long number)
    {
        while (number > 0 && number % 10 == 0) number /= 10;
        return number is 1 or 2 or 5;
    }
}
