namespace Pics.Numerics;

/// <summary>The word that somebody may have meant who wrote another one.</summary>
public static class NearWord
{
    private const int FewestLetters = 3; // of a beginning that tells a word
    private const int LettersForFault = 3; // that are right for each that may be wrong

    /// <summary>The nearest of some words; null where none is near: where of three letters and the next one is wrong: one of up to four letters, two of up to seven. Letters that changed places are one fault, and dashes count for nothing.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">What there is.</param>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var bare = Bare(word);
        return known
            .Select(candidate => (Word: candidate, Faults: Faults(bare, Bare(candidate))))
            .Where(candidate => candidate.Faults <= Math.Max(1, (bare.Length + 1) / LettersForFault) && candidate.Faults < bare.Length)
            .OrderBy(candidate => candidate.Faults)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    private static int Faults(string word, string known)
    {
        if (word == known) return 0;
        if (word.Length >= FewestLetters && known.StartsWith(word, StringComparison.Ordinal)) return 1;
        return Enumerable.Range(0, Math.Max(0, word.Length - 1)).Select(place => EditDistance.Between(Swapped(word, place), known) + 1).Append(EditDistance.Between(word, known)).Min();
    }

    private static string Swapped(string word, int place) => $"{word[..place]}{word[place + 1]}{word[place]}{word[(place + 2)..]}";

    private static string Bare(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
