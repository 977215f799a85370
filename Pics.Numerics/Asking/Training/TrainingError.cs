namespace Pics.Numerics;

/// <summary>Why a training run cannot start, or go on.</summary>
public abstract record TrainingError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<BadSetting, T> badSetting,
        Func<TooFewRows, T> tooFewRows,
        Func<DataMismatch, T> dataMismatch,
        Func<StateMismatch, T> stateMismatch,
        Func<BadFamily, T> badFamily,
        Func<OutOfMemory, T> outOfMemory,
        Func<Diverged, T> diverged);

    /// <summary>A setting is out of range.</summary>
    public sealed record BadSetting(string Name, string Value, string Expected) : TrainingError
    {
        internal override string Sentence =>
            $"{Name} is {Value}; it must be {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => badSetting(this);
    }

    /// <summary>A split has fewer rows than one batch.</summary>
    public sealed record TooFewRows(string Split, int Rows, int Needed) : TrainingError
    {
        internal override string Sentence =>
            $"the {Split} split has {Rows} row(s); a batch needs {Needed}, so use a smaller batch size or more data";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => tooFewRows(this);
    }

    /// <summary>The data do not fit the circuit.</summary>
    public sealed record DataMismatch(string Data, string Found, string Expected) : TrainingError
    {
        internal override string Sentence =>
            $"'{Data}' has {Found}; the circuit needs {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => dataMismatch(this);
    }

    /// <summary>A run cannot go on from the state of another.</summary>
    public sealed record StateMismatch(string Found, string Expected) : TrainingError
    {
        internal override string Sentence =>
            $"the checkpoint is of a run with {Found}; this one has {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => stateMismatch(this);
    }

    /// <summary>A variable cannot have an input family.</summary>
    public sealed record BadFamily(string Where, string Family, string Needed, string Found) : TrainingError
    {
        internal override string Sentence =>
            $"the family {Family} needs {Needed}, and {Where} has {Found}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => badFamily(this);
    }

    /// <summary>A step does not fit into the memory that there is.</summary>
    public sealed record OutOfMemory(string Needs, string Instead) : TrainingError
    {
        internal override string Sentence =>
            $"{Needs}; {Instead}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => outOfMemory(this);
    }

    /// <summary>Numbers are not finite at any learning rate that was tried.</summary>
    public sealed record Diverged(string Trouble) : TrainingError
    {
        internal override string Sentence =>
            $"nothing was learned: {Trouble}";

        /// <inheritdoc/>
        public override T Match<T>(Func<BadSetting, T> badSetting, Func<TooFewRows, T> tooFewRows, Func<DataMismatch, T> dataMismatch, Func<StateMismatch, T> stateMismatch, Func<BadFamily, T> badFamily, Func<OutOfMemory, T> outOfMemory, Func<Diverged, T> diverged) => diverged(this);
    }
}
