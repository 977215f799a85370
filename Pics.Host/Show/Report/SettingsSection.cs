using System.Text.Json;

namespace Pics.Host;

/// <summary>All options of a run.</summary>
internal static class SettingsSection
{
    public static ReportPart Of(ReportedRun run)
    {
        var options = JsonSerializer.SerializeToNode(run.Settings, RunSettings.Json)!.AsObject()
            .Where(option => option.Value is not null)
            .Select(option => (IReadOnlyList<string>)[JsonNamingPolicy.KebabCaseLower.ConvertName(option.Key), option.Value!.ToString()])
            .ToList();
        return ReportPart.Of(Html.Section(
            "settings",
            "Options",
            Html.Element("div", "pair", options.Chunk((options.Count + 1) / 2).Select(half => Html.Element("div", "half", Html.Table([string.Empty, string.Empty], half))))));
    }
}
