using LanguageExt;

namespace Pics.Host;

/// <summary>Some texts, in JSON a list; earlier versions wrote one text as it is.</summary>
/// <param name="Texts">At least one.</param>
internal sealed record TextList(Arr<string> Texts)
{
    /// <summary>The texts of an option that may be given several times; null where it is not given.</summary>
    public static TextList? Of(IEnumerable<string>? texts) => texts?.ToArr() is { IsEmpty: false } some ? new(some) : null;

    /// <summary>The texts of a list; none for null.</summary>
    public static Arr<string> Of(TextList? list) => list?.Texts ?? Arr<string>.Empty;

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Texts);
}
