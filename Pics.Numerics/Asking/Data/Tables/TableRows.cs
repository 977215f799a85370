namespace Pics.Numerics;

/// <summary>The rows of a table as texts, wherever they are from: what kinds and labels of columns are learned from.</summary>
internal abstract class TableRows
{
    /// <summary>What is done with a row: null to go on.</summary>
    public delegate DataError.Unreadable? Visit(TableRow row);

    /// <summary>Where they are from, for people.</summary>
    public abstract string Source { get; }

    /// <summary>The name of the data set.</summary>
    public abstract string Name { get; }

    /// <summary>The names of the columns; empty ones where there are none.</summary>
    public abstract string[] Names { get; }

    /// <summary>What the source itself says of a column.</summary>
    public virtual CellType TypeOf(int column) => CellType.Unknown;

    /// <summary>Whether the source itself says that a column is of whole numbers.</summary>
    public virtual bool IsWhole(int column) => false;

    /// <summary>The decimal sign of numbers, where the source has settled on one.</summary>
    public virtual char? DecimalSign => null;

    /// <summary>Whether that sign is certain: the rows have numbers that can be read in one way only, or it was asked for.</summary>
    public virtual bool IsSignCertain => true;

    /// <summary>Words for what is not observed that were taken as such before cells are seen.</summary>
    public virtual IReadOnlySet<string> TakenWords => ImmutableHashSet<string>.Empty;

    /// <summary>What was decided when the form of the table was told, a sentence each, for people.</summary>
    public virtual IEnumerable<string> Notes => [];

    /// <summary>Goes through the rows from the first one. Error: <see cref="DataError"/>.</summary>
    public abstract Either<DataError, LanguageExt.Unit> ForEach(Visit visit);
}

/// <summary>What a source that has types says of a column.</summary>
internal enum CellType
{
    /// <summary>Texts of which nobody says what they mean.</summary>
    Unknown,

    /// <summary>Texts that are no numbers even where they look so.</summary>
    Text,

    /// <summary>Numbers in digits with a point.</summary>
    Number,

    /// <summary>true and false.</summary>
    Truth,

    /// <summary>Days, as 2024-02-29.</summary>
    Date,

    /// <summary>Dates with times, as 2024-02-29 23:59:59.</summary>
    DateTime,

    /// <summary>Times of the day, as 23:59:59.</summary>
    Time,
}
