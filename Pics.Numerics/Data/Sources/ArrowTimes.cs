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

    public override bool Add(CellBuffer buffer, int row)
    {
        if (array.IsNull(row))
        {
            buffer.Add(default);
            return true;
        }

        var number = long.CreateChecked(array.Values[row]);
        if (time == ArrowTime.Seconds)
        {
            buffer.Add(number / (double)parts, default);
            return true;
        }

        var (whole, rest) = (number / parts, number % parts);
        if (rest < 0) (whole, rest) = (whole - 1, rest + parts);
        return time switch
        {
            ArrowTime.Day => AddDay(buffer, whole),
            ArrowTime.OfDay => AddMoment(buffer, whole, rest, 11),
            _ => AddMoment(buffer, whole, rest, 0),
        };
    }

    private static bool AddDay(CellBuffer buffer, long day)
    {
        var number = day + (Epoch / TimeSpan.TicksPerDay);
        if (number < 0 || number > DateOnly.MaxValue.DayNumber) return false;
        buffer.Add(DateOnly.FromDayNumber((int)number), "o");
        return true;
    }

    /// <summary>Adds a moment, or its letters from a place on; digits of a second only where they are not zero.</summary>
    private bool AddMoment(CellBuffer buffer, long seconds, long rest, int from)
    {
        if (seconds < -Epoch / TimeSpan.TicksPerSecond || seconds > (DateTime.MaxValue.Ticks - Epoch) / TimeSpan.TicksPerSecond || (from > 0 && seconds >= TimeSpan.SecondsPerDay)) return false;
        Span<char> text = stackalloc char["yyyy-MM-dd HH:mm:ss.fffffff".Length];
        new DateTime(Epoch + (seconds * TimeSpan.TicksPerSecond), DateTimeKind.Unspecified).TryFormat(text, out var written, "s");
        text["yyyy-MM-dd".Length] = ' ';
        var ticks = parts > TimeSpan.TicksPerSecond ? rest / (parts / TimeSpan.TicksPerSecond) : rest * (TimeSpan.TicksPerSecond / parts);
        if (ticks > 0)
        {
            text[written++] = '.';
            for (var digit = LongestFraction; digit-- > 0; ticks /= 10) text[written + digit] = (char)('0' + (ticks % 10));
            written += LongestFraction;
            written = text[..written].TrimEnd('0').Length;
        }

        buffer.Add(text[from..written]);
        return true;
    }
}
