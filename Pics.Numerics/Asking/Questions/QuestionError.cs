namespace Pics.Numerics;

/// <summary>Why words are no question to a model, or are no evidence that it can have.</summary>
/// <param name="At">The character where a text is wrong, counted from 1; 0 where there is no text.</param>
public abstract record QuestionError(int At)
{
    internal abstract string Reason { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(At > 0 ? $"at character {At}: {Reason}" : Reason);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition);

    /// <summary>The text does not go on as a query does.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Expected">What may be there.</param>
    /// <param name="Found">What is there.</param>
    public sealed record Syntax(int At, string Expected, string Found) : QuestionError(At)
    {
        /// <summary>A value in quotes as it may have been meant; null if there is none.</summary>
        public string? Quoted { get; init; }

        /// <summary>A number with a point for its comma, as it may have been meant; null if there is none.</summary>
        internal string? Pointed { get; init; }

        internal override string Reason => $"expected {Expected}, found {Found}{(Pointed is not null ? $"; decimals have a point, as {Pointed}" : Quoted is null ? string.Empty : $"; a value that is not one word is written in quotes, as {Quoted}")}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => syntax(this);
    }

    /// <summary>No column, or more than one, has the name.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As it was written.</param>
    /// <param name="Columns">How many have it.</param>
    /// <param name="Instead">What could have been written.</param>
    public sealed record BadName(int At, string Name, int Columns, string Instead) : QuestionError(At)
    {
        internal const string Between = "', '"; // of several names

        internal override string Reason => $"{(Columns == 0 ? Name.Contains(Between, StringComparison.Ordinal) ? "there are no columns" : "there is no column" : $"{Columns} columns are called")} '{Name}'; expected {Instead}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => badName(this);
    }

    /// <summary>The column is named, but not one of its channels.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As it was written.</param>
    /// <param name="Channels">How many channels the column has.</param>
    public sealed record BadChannel(int At, string Name, int Channels) : QuestionError(At)
    {
        internal override string Reason => Channels == 1
            ? $"'{Name}' names a channel that its column does not have; expected '.0' or nothing"
            : $"'{Name}' does not name one of the {Channels} channels of its column; expected '.0' to '.{Channels - 1}' at its end";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => badChannel(this);
    }

    /// <summary>The column does not have the value.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">The column, as it was written.</param>
    /// <param name="Value">As it was written.</param>
    /// <param name="Expected">What the column can be.</param>
    public sealed record BadValue(int At, string Name, string Value, string Expected) : QuestionError(At)
    {
        internal override string Reason => $"'{Name}' cannot be '{Value}'; expected {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => badValue(this);
    }

    /// <summary>A variable has a value already, on the same side of the bar.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As it was written.</param>
    /// <param name="First">Where it was before.</param>
    /// <param name="IsSame">Whether the value is the same.</param>
    public sealed record Repeated(int At, string Name, int First, bool IsSame) : QuestionError(At)
    {
        internal override string Reason => $"'{Name}' has {(IsSame ? "this" : "another")} value{(First > 0 ? $" at character {First}" : string.Empty)} already; expected one value";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => repeated(this);
    }

    /// <summary>A variable that is asked for is given.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As it was written.</param>
    /// <param name="First">Where it was before.</param>
    public sealed record Overlap(int At, string Name, int First) : QuestionError(At)
    {
        internal override string Reason => First > 0
            ? $"'{Name}' is given, but asked for at character {First}; expected it on one side of '|'"
            : $"'{Name}' is asked for and given; expected it to be one of both";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => overlap(this);
    }

    /// <summary>The number, mean or variance of texts.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As a question names it.</param>
    public sealed record NoNumbers(int At, string Name) : QuestionError(At)
    {
        internal override string Reason => $"'{Name}' has texts, which are no numbers; expected a column of numbers";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => noNumbers(this);
    }

    /// <summary>A table of probabilities of a variable without a largest value.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As a question names it.</param>
    /// <param name="Family">What it is if it is not real; null for real numbers.</param>
    public sealed record NoTable(int At, string Name, string? Family) : QuestionError(At)
    {
        internal override string Reason =>
            $"{Name} {(Family is null ? "has real numbers, which have" : $"is {Family}, which has no largest value and so")} no table of probabilities; ask for E({Name}), Var({Name}) or P({Name}=VALUE)";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => noTable(this);
    }

    /// <summary>The mean of numbers that a family takes as evenly spaced, and they are not.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Name">As a question names it.</param>
    /// <param name="Family">What its distribution is.</param>
    public sealed record Uneven(int At, string Name, string Family) : QuestionError(At)
    {
        internal override string Reason => $"{Name} is {Family}, which takes its values as evenly spaced, and they are not; ask for the probabilities of single values";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => uneven(this);
    }

    /// <summary>A whole row with too many or too few values.</summary>
    /// <param name="At">Where.</param>
    /// <param name="Values">How many numbers there are.</param>
    /// <param name="Expected">How many a row has: variables times channels.</param>
    public sealed record BadRow(int At, int Values, int Expected) : QuestionError(At)
    {
        internal override string Reason => $"a row of {Values} value(s) was given; expected {Expected}, and null where a value is not observed";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => badRow(this);
    }

    /// <summary>The column cannot be in such an interval or set, or has no such weights.</summary>
    /// <param name="At">Where the column is named.</param>
    /// <param name="Name">As it was written.</param>
    /// <param name="Why">What is wrong.</param>
    /// <param name="Expected">What could be said of it.</param>
    public sealed record BadCondition(int At, string Name, string Why, string Expected) : QuestionError(At)
    {
        internal override string Reason => $"'{Name}' {Why}; expected {Expected}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Syntax, T> syntax, Func<BadName, T> badName, Func<BadChannel, T> badChannel, Func<BadValue, T> badValue, Func<Repeated, T> repeated, Func<Overlap, T> overlap, Func<NoNumbers, T> noNumbers, Func<NoTable, T> noTable, Func<Uneven, T> uneven, Func<BadRow, T> badRow, Func<BadCondition, T> badCondition) => badCondition(this);
    }
}
