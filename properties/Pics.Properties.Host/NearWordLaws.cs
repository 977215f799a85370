namespace Pics.Properties;

/// <summary>The word that somebody may have meant.</summary>
public class NearWordLaws
{
    private static readonly string[] Verbs = ["train", "eval", "score", "sample", "inpaint", "impute", "query", "export", "import", "list", "compare", "report", "verify", "inspect", "draw"];

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("TRAIN", "train")]
    [InlineData("trane", "train")]
    [InlineData("repport", "report")]
    [InlineData("smaple", "sample")]
    [InlineData("exprt", "export")]
    [InlineData("exp", "export")]
    [InlineData("imputes", "impute")]
    [InlineData("test", null)]
    [InlineData("plot", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Words_are_near_or_not(string word, string? near) => Assert.Equal(near, NearWord.Of(word, Verbs));

    [Property]
    public bool A_word_is_nearest_to_itself_whatever_its_dashes(byte verb)
    {
        var word = Verbs[verb % Verbs.Length];
        return NearWord.Of(word, Verbs) == word && NearWord.Of($"--{word[..2]}-{word[2..]}", Verbs) == word;
    }

    [Property]
    public bool One_letter_wrong_is_near(byte verb, byte place, char letter)
    {
        var word = Verbs[verb % Verbs.Length];
        var at = place % word.Length;
        return !char.IsLetterOrDigit(letter) || NearWord.Of(word[..at] + letter + word[(at + 1)..], [word]) == word;
    }
}
