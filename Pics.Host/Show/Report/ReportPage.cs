using System.Globalization;
using System.Xml.Linq;

namespace Pics.Host;

/// <summary>Parts of a page and the charts in them.</summary>
/// <param name="Parts">In their order.</param>
/// <param name="Charts">Whose places are in the parts.</param>
/// <param name="LeftOut">What is not there and why, a sentence each.</param>
internal sealed record ReportPart(IReadOnlyList<XElement> Parts, IReadOnlyList<Chart> Charts, IReadOnlyList<string> LeftOut)
{
    public static ReportPart None { get; } = new([], [], []);

    public static ReportPart Of(params XElement[] parts) => new(parts, [], []);

    public static ReportPart Without(string sentence) => new([], [], [sentence]);
}

/// <summary>The page about a run, section by section.</summary>
internal static class ReportPage
{
    /// <summary>The page, and what could not be put into it.</summary>
    public static (Page Page, IReadOnlyList<string> LeftOut) Of(ReportedRun run, long seed)
    {
        ReportPart[] parts =
        [
            ReportPart.Of(HeadlineSection.Of(run)),
            CurvesSection.Of(run),
            ScoresSection.Of(run),
            PicturesSection.Of(run, seed),
            MarginalsSection.Of(run, seed),
            RoadSection.Of(run),
            TimesSection.Of(run),
            SettingsSection.Of(run),
            EnvironmentSection.Of(run),
        ];
        IReadOnlyList<string> leftOut = [.. run.LeftOut, .. parts.SelectMany(part => part.LeftOut)];
        return (
            new(
                $"{run.Summary.Name} - Pics",
                [
                    .. parts.SelectMany(part => part.Parts),
                    .. leftOut.Count == 0 ? Enumerable.Empty<XElement>() : [Html.Section("left-out", "What is left out", leftOut.Select(Html.Note))],
                    Html.Element("footer", null, string.Create(CultureInfo.InvariantCulture, $"Pics {RunEnvironment.Version}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC. Everything on this page is in this file.")),
                ],
                [.. parts.SelectMany(part => part.Charts)]),
            leftOut);
    }
}
