namespace Pics.Laws;

/// <summary>A case in which a law is violated.</summary>
/// <param name="Case">The smallest case that was found, as text.</param>
/// <param name="Original">The case that was drawn, as text.</param>
/// <param name="Shrinks">How many times the case was made smaller.</param>
/// <param name="Outcome">What goes wrong in the smallest case.</param>
/// <param name="Replay">Seed, gamma and size of FsCheck, for <see cref="PassLaw.Replay"/> and for <c>[Property(Replay = ...)]</c>.</param>
public sealed record LawCounterexample(string Case, string Original, int Shrinks, LawOutcome Outcome, string Replay)
{
    /// <summary>Name and text of each thing that is worth a line.</summary>
    internal IEnumerable<(string Name, string Text)> Lines =>
    [
        ("case", Case),
        .. Shrinks > 0 ? [("shrunk from", Original)] : Array.Empty<(string, string)>(),
        ("found", Outcome.Explain()),
        ("replay with", Replay),
    ];
}
