using System.Text.Json;

namespace Pics.Numerics;

/// <summary>A field of a JSON object that a program writes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Fits">Whether a value can be read.</param>
/// <param name="Expected">What would be right, for people.</param>
public sealed record DocumentField(string Name, bool IsRequired, Func<JsonElement, bool> Fits, Func<string> Expected);
