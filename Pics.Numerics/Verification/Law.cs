namespace Pics.Numerics;

/// <summary>Something that must hold for every model, checked case by case.</summary>
/// <remarks>A check changes nothing and depends on subject and case alone.</remarks>
public sealed class Law
{
    private readonly Func<LawScene, Either<QueryError, LawOutcome>> check;

    internal Law(string name, string statement, Func<LawScene, Either<QueryError, LawOutcome>> check, bool needsTensors = false) =>
        (Name, Statement, this.check, NeedsTensors) = (name, statement, check, needsTensors);

    /// <summary>A law of one's own.</summary>
    /// <param name="name">The law in a few words.</param>
    /// <param name="statement">The law in one sentence.</param>
    /// <param name="check">Whether it holds of a model in a case; a query that refuses is a violation, but for evidence of probability zero.</param>
    public static Law Of(string name, string statement, Func<LawScene, Either<QueryError, LawOutcome>> check) => new(name, statement, check, needsTensors: true);

    /// <summary>The law in a few words.</summary>
    public string Name { get; }

    /// <summary>The law in one sentence; x is the value that is asked for, e the other evidence.</summary>
    public string Statement { get; }

    /// <summary>Whether the law may ask for tensors, as those that compare engines do and those of one's own; all others ask a model in plain memory without libtorch.</summary>
    public bool NeedsTensors { get; }

    /// <summary>Checks the law in one case.</summary>
    public LawOutcome Check(LawSubject subject, LawCase given) => subject.Refusal(given) is { } reason
        ? new LawOutcome.Skipped(reason)
        : subject.At(given.Rule).Match(held => Check(subject, given, held), error => new LawOutcome.Skipped(error.Explain()));

    /// <summary>The smallest case that can be found in which a violated law is still violated, by taking the first smaller one again and again.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="violated">A case in which the law is violated.</param>
    /// <param name="checks">The most checks.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public LawCase Smallest(LawSubject subject, LawCase violated, int checks, CancellationToken cancellation = default)
    {
        var (best, left) = (violated, checks);
        while (left > 0)
        {
            var smaller = best.Shrink().Take(left).FirstOrDefault(candidate => left-- > 0 && !cancellation.IsCancellationRequested && Check(subject, candidate).IsViolation);
            if (smaller is null) break;
            best = smaller;
        }

        return best;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private LawOutcome Check(LawSubject subject, LawCase given, LawModel held)
    {
        var outcome = CheckPlainly(subject, given, held);
        return outcome.IsViolation && Underflow.Excuse(this, subject, given) is { } excuse ? excuse : outcome;
    }

    private LawOutcome CheckPlainly(LawSubject subject, LawCase given, LawModel held)
    {
        try
        {
            return NeedsTensors || subject.IsOnTensors ? CheckOnTensors(subject, given, held) : Outcome(subject, given, held);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever a query throws is a finding, not the end of the run.
            return new LawOutcome.Broken($"a query failed with {error.GetType().Name}: {error.Message.Split('\n')[0]}");
        }
    }

    /// <summary>What tensors the law makes are disposed of at its end.</summary>
    private LawOutcome CheckOnTensors(LawSubject subject, LawCase given, LawModel held)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return Outcome(subject, given, held);
    }

    private LawOutcome Outcome(LawSubject subject, LawCase given, LawModel held) => check(new(subject, given, held)).Match(outcome => outcome, Refused);

    private static LawOutcome Refused(QueryError error) => error is QueryError.Impossible
        ? new LawOutcome.Skipped("the evidence has probability zero")
        : new LawOutcome.Broken($"a query refused: {error.Explain()}");
}
