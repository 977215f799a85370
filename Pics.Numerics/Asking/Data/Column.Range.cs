namespace Pics.Numerics;

/// <summary>Numbers that stay between what was seen.</summary>
public sealed partial record Column
{
    /// <summary>The value, or the end of the <see cref="Range"/> that is nearest to it; the same where no range is known, for texts and for NaN.</summary>
    /// <param name="value">Of this column; a real number centred and scaled, one in bins as it is.</param>
    public double Within(double value) => !double.IsNaN(value) && Range is var (least, largest) && Number(value) is { } number && (number < least || number > largest)
        ? Value(Math.Clamp(number, least, largest)) ?? value
        : value;
}
