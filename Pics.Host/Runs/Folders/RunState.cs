namespace Pics.Host;

/// <summary>What has become of a run.</summary>
internal abstract record RunState
{
    /// <summary>In a word or two, for people and programs.</summary>
    public string Label => Match(_ => "running", _ => "finished", _ => "interrupted", _ => "damaged", _ => "imported");

    /// <summary>In a few words, for people.</summary>
    public string Explain() => Match(
        running => $"running, at step {Tables.Count(running.Step)}",
        finished => finished.Reason switch
        {
            StopReason.Patience => "finished, without improvement",
            StopReason.NotFinite => "finished, at a number that is not finite",
            _ => "finished",
        },
        interrupted => $"interrupted at step {Tables.Count(interrupted.Step)}",
        damaged => $"damaged: {damaged.Why}",
        _ => "imported: a model without a run");

    /// <summary>Takes the state apart, one function per case.</summary>
    public abstract T Match<T>(Func<Running, T> running, Func<Finished, T> finished, Func<Interrupted, T> interrupted, Func<Damaged, T> damaged, Func<Imported, T> imported);

    /// <summary>A process trains it.</summary>
    public sealed record Running(long Step) : RunState
    {
        public override T Match<T>(Func<Running, T> running, Func<Finished, T> finished, Func<Interrupted, T> interrupted, Func<Damaged, T> damaged, Func<Imported, T> imported) => running(this);
    }

    /// <summary>It came to its end.</summary>
    public sealed record Finished(StopReason Reason) : RunState
    {
        public override T Match<T>(Func<Running, T> running, Func<Finished, T> finished, Func<Interrupted, T> interrupted, Func<Damaged, T> damaged, Func<Imported, T> imported) => finished(this);
    }

    /// <summary>It was stopped, or its process ended.</summary>
    public sealed record Interrupted(long Step) : RunState
    {
        public override T Match<T>(Func<Running, T> running, Func<Finished, T> finished, Func<Interrupted, T> interrupted, Func<Damaged, T> damaged, Func<Imported, T> imported) => interrupted(this);
    }

    /// <summary>A file of it is missing or cannot be read.</summary>
    public sealed record Damaged(string Why) : RunState
    {
        public override T Match<T>(Func<Running, T> running, Func<Finished, T> finished, Func<Interrupted, T> interrupted, Func<Damaged, T> damaged, Func<Imported, T> imported) => damaged(this);
    }

    /// <summary>A model that was not trained here.</summary>
    public sealed record Imported : RunState
    {
        public override T Match<T>(Func<Running, T> running, Func<Finished, T> finished, Func<Interrupted, T> interrupted, Func<Damaged, T> damaged, Func<Imported, T> imported) => imported(this);
    }
}
