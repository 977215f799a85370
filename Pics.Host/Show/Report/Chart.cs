using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Pics.Host;

/// <summary>How a series is drawn.</summary>
internal enum SeriesKind
{
    Line,
    Points,
    Bars,
}

/// <summary>Numbers of a chart.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="X">Numbers or texts.</param>
/// <param name="Y">As many numbers.</param>
/// <param name="Kind">How they are drawn.</param>
/// <param name="Colour">Which colour of the palette.</param>
/// <param name="IsFaint">Whether it is in the background.</param>
internal sealed record Series(string Name, IReadOnlyList<object> X, IReadOnlyList<double> Y, SeriesKind Kind, int Colour, bool IsFaint = false);

/// <summary>A chart for plotly.js.</summary>
/// <param name="Id">Of its element in the page; of letters, digits and dashes.</param>
/// <param name="Title">Above it.</param>
/// <param name="X">What goes to the right.</param>
/// <param name="Y">What goes up.</param>
/// <param name="Series">What is drawn.</param>
/// <param name="IsSmall">Whether it is one of many, without a legend.</param>
/// <param name="Range">Of what goes up, where not all of it is worth seeing.</param>
internal sealed record Chart(string Id, string Title, string X, string Y, IReadOnlyList<Series> Series, bool IsSmall = false, (double Least, double Largest)? Range = null)
{
    private const string Grey = "rgba(128,128,128,0.22)";
    private const int LongestName = 12; // letters below a bar; all are in the box that the mouse opens
    private const string Ink = "#6b7280"; // to be read on light and dark
    private static readonly string[] Palette = ["#2f6fde", "#e0762a", "#2a9d6f", "#b5449b", "#8a6d1f", "#5b6bb0", "#c83e4d", "#1f9bb3"];

    /// <summary>The colour of a series.</summary>
    public static string Paint(int number) => Palette[number % Palette.Length];

    /// <summary>Where the chart appears.</summary>
    public XElement Place() => Html.Element("figure", IsSmall ? "small" : "chart", Html.Element("figcaption", null, Title), new XElement("div", new XAttribute("id", Id), new XAttribute("class", "plot"), string.Empty));

    /// <summary>The call that draws it; no text in it can end a script.</summary>
    public string Script() => $"Plotly.newPlot({Json(Id)},{Json(Series.Select(Trace))},{Json(Layout())},{{responsive:true,displayModeBar:false}});\n";

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, RunSettings.Json); // its encoder writes <, > and & as \u

    /// <summary>plotly.js reads some HTML in its texts.</summary>
    private static string Safe(string text) => WebUtility.HtmlEncode(text);

    private Dictionary<string, object?> Trace(Series series)
    {
        var trace = new Dictionary<string, object?>
        {
            ["name"] = Safe(series.Name),
            ["x"] = series.X.Select(value => value is string text ? Safe(text) : value),
            ["y"] = series.Y.Select(value => double.IsFinite(value) ? value : (double?)null),
            ["opacity"] = series.IsFaint ? 0.6 : 1,
        };
        if (series.Kind == SeriesKind.Bars)
        {
            trace["type"] = "bar";
            trace["marker"] = new { color = Paint(series.Colour) };
            return trace;
        }

        trace["type"] = "scatter"; // drawn as SVG, which prints well
        trace["mode"] = series.Kind == SeriesKind.Points || series.Y.Count == 1 ? "lines+markers" : "lines";
        trace["line"] = new { color = Paint(series.Colour), width = series.IsFaint ? 1.2 : 2 };
        trace["marker"] = new { color = Paint(series.Colour), size = 5 };
        return trace;
    }

    /// <summary>The texts to the right, where there are texts.</summary>
    private IReadOnlyList<string>? Names() => Series.All(series => series.X.All(value => value is string)) ? [.. Series.SelectMany(series => series.X).Cast<string>().Distinct().Select(Safe)] : null;

    private static string Short(string name) => WebUtility.HtmlDecode(name) is { Length: > LongestName } text ? Safe($"{text.AsSpan(0, LongestName - 1)}\u2026") : name;

    private object Layout()
    {
        object Axis(string title, (double Least, double Largest)? range, IReadOnlyList<string>? names) => new
        {
            title = new { text = Safe(title), font = new { size = 12 }, standoff = 8 },
            gridcolor = Grey,
            zeroline = false,
            linecolor = Grey,
            automargin = true,
            range = range is var (least, largest) ? new[] { least, largest } : null,
            type = names is null ? "linear" : "category",
            tickmode = names is null ? "auto" : "array",
            tickvals = names,
            ticktext = names?.Select(Short),
            tickformat = ",~g",
            nticks = IsSmall ? 5 : 8,
        };
        return new
        {
            paper_bgcolor = "rgba(0,0,0,0)",
            plot_bgcolor = "rgba(0,0,0,0)",
            font = new { family = "inherit, system-ui, sans-serif", size = 12, color = Ink },
            margin = new { l = 56, r = 12, t = 8, b = 44 },
            height = IsSmall ? 200 : 320,
            showlegend = !IsSmall && Series.Count > 1,
            legend = new { orientation = "h", x = 0, y = 1.02, yanchor = "bottom" },
            hovermode = "x unified",
            barmode = "group",
            bargap = 0.25,
            xaxis = Axis(X, null, Names()),
            yaxis = Axis(Y, Range, null),
        };
    }
}
