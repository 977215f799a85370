using System.Numerics;
using Apache.Arrow;

namespace Pics.Numerics;

/// <summary>What a number of an Arrow column of times stands for.</summary>
internal enum ArrowTime
{
    /// <summary>A day, counted from 1970-01-01.</summary>
    Day,

    /// <summary>A moment, counted from the start of that day.</summary>
    Moment,

    /// <summary>A time of the day, counted from midnight.</summary>
    OfDay,

    /// <summary>A length, as seconds.</summary>
    Seconds,
}

/// <summary>Writes days, moments and times of the day; those of a zone by the clock of UTC.</summary>
/// <param name="time">What the numbers stand for.</param>
/// <param name="parts">How many of them make a day or a second.</param>
internal sealed class ArrowTimes<T>(ArrowTime time, long parts) : ArrowCells
    where T : struct, IBinaryInteger<T>
{
    private const int LongestFraction = 7; // digits that .NET holds
    private static readonly long Epoch = DateTime.UnixEpoch.Ticks;

    private PrimitiveArray<T> array = null!;

    public override void Bind(IArrowArray array) => this.array = (PrimitiveArray<T>)array;

    public override bool CanBeWrong => time != ArrowTime.Seconds;

    public override bool IsRight(int row) => array.IsNull(row) || Split(row) is var (whole, rest) && time switch
    {
        ArrowTime.Day => whole >= -Epoch / TimeSpan.TicksPerDay && whole <= DateOnly.MaxValue.DayNumber - (Epoch / TimeSpan.TicksPerDay),
        ArrowTime.OfDay => whole is >= 0 and < TimeSpan.SecondsPerDay,
        _ => whole >= -Epoch / TimeSpan.TicksPerSecond && whole <= (DateTime.MaxValue.Ticks - Epoch) / TimeSpan.TicksPerSecond,
    };

    public override void Add(CellBuffer buffer, int row)
    {
        if (array.IsNull(row)) buffer.Add(default);
        else if (time == ArrowTime.Seconds) buffer.Add(Seconds(row), default);
        else if (time == ArrowTime.Day) buffer.Add(new DateTime(Epoch + Ticks(row), DateTimeKind.Unspecified), "yyyy-MM-dd");
        else AddMoment(buffer, Ticks(row), time == ArrowTime.OfDay ? "yyyy-MM-dd ".Length : 0);
    }

    public override bool IsTyped(int row, out TypedCell cell)
    {
        cell = default;
        if (array.IsNull(row)) return false;
        cell = time == ArrowTime.Seconds ? TypedCell.Of(Seconds(row)) : TypedCell.Of(Ticks(row));
        return true;
    }

    private double Seconds(int row) => long.CreateChecked(array.Values[row]) / (double)parts;

    /// <summary>Whole days or seconds, and what is past them.</summary>
    private (long Whole, long Part) Split(int row)
    {
        var (whole, rest) = Math.DivRem(long.CreateChecked(array.Values[row]), parts);
        return rest < 0 ? (whole - 1, rest + parts) : (whole, rest);
    }

    /// <summary>Ticks since 1970 or midnight; what is less than one is left out.</summary>
    private long Ticks(int row)
    {
        var (whole, rest) = Split(row);
        return time == ArrowTime.Day ? whole * TimeSpan.TicksPerDay
            : (whole * TimeSpan.TicksPerSecond) + (parts > TimeSpan.TicksPerSecond ? rest / (parts / TimeSpan.TicksPerSecond) : rest * (TimeSpan.TicksPerSecond / parts));
    }

    /// <summary>Adds a moment, or its letters from a place on; digits of a second only where they are not zero.</summary>
    private static void AddMoment(CellBuffer buffer, long ticks, int from)
    {
        Span<char> text = stackalloc char["yyyy-MM-dd HH:mm:ss.fffffff".Length];
        new DateTime(Epoch + ticks, DateTimeKind.Unspecified).TryFormat(text, out var written, "s");
        text["yyyy-MM-dd".Length] = ' ';
        var rest = (Epoch + ticks) % TimeSpan.TicksPerSecond;
        if (rest > 0)
        {
            text[written++] = '.';
            for (var digit = LongestFraction; digit-- > 0; rest /= 10) text[written + digit] = (char)('0' + (rest % 10));
            written += LongestFraction;
            written = text[..written].TrimEnd('0').Length;
        }

        buffer.Add(text[from..written]);
    }
}
