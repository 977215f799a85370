using System.Diagnostics.CodeAnalysis;
using LanguageExt;

namespace Pics.Host;

/// <summary>
/// What this program has: all of Pics, or what asks models and reads tables in text. The second is the front, compiled ahead of time without libtorch, DuckDB and pictures,
/// which starts in a tenth of the time; what it cannot do it leaves to the whole program.
/// </summary>
internal static class Parts
{
    private const string Switch = "Pics.Host.HasAllParts"; // a constant where this is compiled ahead of time, so that the other parts are left out

    /// <summary>Whether it has all.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool HasAll => !AppContext.TryGetSwitch(Switch, out var hasAll) || hasAll;

    /// <summary>What the front leaves to the whole program.</summary>
    public static Either<Failure, T> Left<T>() => new Failure("this needs the whole of Pics, and this program only asks models and reads tables in text; start Pics.Host beside it");
}
