using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pics.Numerics;

/// <summary>From values of a program to the texts of cells.</summary>
internal static class CellText
{
    private const string FSharpOption = "Microsoft.FSharp.Core.FSharpOption`1";

    /// <summary>The text of a value, empty where not observed; null for what is no value of a table.</summary>
    public static string? Of(object? value) => Inner(value) switch
    {
        null or DBNull => string.Empty,
        string text => text,
        char letter => letter.ToString(),
        bool isTrue => isTrue ? "true" : "false",
        Enum member => member.ToString(),
        double number => Real(double.IsNaN(number), double.IsFinite(number), number),
        float number => Real(float.IsNaN(number), float.IsFinite(number), number),
        Half number => Real(Half.IsNaN(number), Half.IsFinite(number), number),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString(Moment(moment.TimeOfDay.Ticks), CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.DateTime.ToString(Moment(moment.TimeOfDay.Ticks), CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        Guid key => key.ToString(),
        decimal or byte or sbyte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128 or System.Numerics.BigInteger => ((IFormattable)Inner(value)!).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>What a value says of its column; null where it is not observed.</summary>
    public static CellType? TypeOf(object? value) => Inner(value) switch
    {
        null or DBNull or double.NaN or float.NaN => null,
        bool => CellType.Truth,
        Enum or Guid => CellType.Text,
        DateOnly => CellType.Date,
        DateTime or DateTimeOffset => CellType.DateTime,
        TimeOnly => CellType.Time,
        string or char => CellType.Unknown,
        _ => CellType.Number,
    };

    /// <summary>What a value is, for people.</summary>
    public static string Describe(object? value) => Inner(value) is IFormattable and (double or float or Half) and var number
        ? ((IFormattable)number).ToString(null, CultureInfo.InvariantCulture)
        : $"a value of the type {Inner(value)?.GetType().Name}";

    private static string? Real(bool isHidden, bool isFinite, IFormattable number) => isHidden ? string.Empty : isFinite ? number.ToString("R", CultureInfo.InvariantCulture) : null;

    private static string Moment(long ticks) => ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    /// <summary>What an F# option holds; None is null already.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A program that has an option reads its value itself, so that the property is kept.")]
    private static object? Inner(object? value) => value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition().FullName == FSharpOption
        ? Inner(type.GetProperty("Value")!.GetValue(value))
        : value;
}
