using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that say what a road without data is over.</summary>
/// <param name="side">Rows and columns of pixels if not given.</param>
/// <param name="values">Values of a channel if not given.</param>
/// <param name="channels">Channels of a pixel, which pictures may have too.</param>
internal sealed class SizeOptions(int side, int values, Option<int?> channels)
{
    private readonly Option<int> height = new("--height") { Description = "Rows of pixels.", DefaultValueFactory = _ => side };
    private readonly Option<int> width = new("--columns") { Description = "Columns of pixels.", DefaultValueFactory = _ => side };
    private readonly Option<int> categories = new("--categories") { Description = "Values of a channel.", DefaultValueFactory = _ => values };

    /// <summary>Channels of a pixel.</summary>
    public Option<int?> Channels => channels;

    /// <summary>Those that are for a road without data only.</summary>
    public IEnumerable<Option> All => [height, width, categories];

    /// <summary>Gives them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    public Road.Input Bind(ParseResult result) => new(result.GetValue(height), result.GetValue(width), result.GetValue(channels) ?? 1, result.GetValue(categories));
}
