namespace Pics.Numerics;

/// <summary>The numbers of each part of some work, in the order of the parts, whoever makes them; null for a part that cannot be made.</summary>
/// <param name="parts">How many parts.</param>
/// <param name="most">Numbers of a part at most.</param>
/// <param name="make">Given a part: its numbers, or null.</param>
internal delegate IEnumerable<double[]?> WorkDeal(int parts, int most, Func<int, double[]?> make);
