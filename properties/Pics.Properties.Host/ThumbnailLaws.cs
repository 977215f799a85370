using Pics.Host;
using Spectre.Console;
using static Pics.Properties.Pngs;

namespace Pics.Properties;

/// <summary>Pictures in a terminal and in a file of text.</summary>
[Collection(TensorTests.Name)]
public class ThumbnailLaws
{
    private static readonly Tile Cross = TileOf(Images(3, 3, 1, 10, 0, 9, 0, 9, 5, 9, -1, 9, 0), 0);

    private static string Shown(IReadOnlyList<Tile> tiles, bool ansi)
    {
        var (standard, console) = (Console.Out, AnsiConsole.Console);
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            AnsiConsole.Console = AnsiConsole.Create(new() { Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No, ColorSystem = ansi ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors, Out = new Terminal(output, ansi) });
            Thumbnail.Show(tiles);
            return output.ToString();
        }
        finally
        {
            Console.SetOut(standard);
            AnsiConsole.Console = console;
        }
    }

    private sealed class Terminal(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 9;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }

    [Fact]
    public void Files_get_letters_from_blank_to_full()
    {
        Assert.Equal("  @@\n@@++@@\n??@@\n", Shown([Cross], ansi: false));
        Assert.Equal("  @@      @@\n@@++@@  @@++@@\n??@@    ??@@\n", Shown([Cross, Cross], ansi: false));
    }

    [Fact]
    public void Terminals_get_coloured_half_blocks()
    {
        var text = Shown([Cross], ansi: true);
        Assert.Contains("\u2580", text, StringComparison.Ordinal);
        Assert.Contains("48;2;142;142;142", text, StringComparison.Ordinal); // 5 of 9, below the middle of the first line
        Assert.Contains("38;2;150;60;60", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_as_many_are_shown_as_there_is_room_for()
    {
        static int Blocks(string text) => text.Count(letter => letter == '\u2580');
        Assert.Equal(6, Blocks(Shown([Cross], ansi: true)));
        Assert.Equal(12, Blocks(Shown([Cross, Cross, Cross, Cross], ansi: true))); // 3 + 1 + 3 of 9 columns
        Assert.Equal(20, Shown([.. Enumerable.Repeat(Cross, 30)], ansi: false).Split('\n')[1].Split("++").Length - 1); // 20 * 8 - 2 of 160
        Assert.Equal(string.Empty, Shown([], ansi: false));
    }

    [Fact]
    public void Large_pictures_are_shown_by_some_of_their_pixels()
    {
        var large = TileOf(Images(100, 50, 1, 2, [.. Enumerable.Range(0, 5000).Select(place => (short)(place % 50 < 24 ? 1 : 0))]), 0);
        var lines = Thumbnail.Letters([large]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(25, lines.Length);
        Assert.All(lines, line => Assert.Equal(new string('@', 12), line));
    }
}
