using System.Text.Json.Nodes;

namespace Pics.Properties;

/// <summary>What two run folders hold, apart from times and memory.</summary>
internal static class RunFolders
{
    private static readonly string[] Machine = ["seconds", "secondsAStep", "peakMemoryMiB"];

    /// <summary>Asserts that two runs left the same: the model byte for byte, the rest but for times and memory.</summary>
    public static void AssertSame(string expected, string actual)
    {
        foreach (var name in new[] { "model.safetensors", "model.json", "data.json", "config.json" })
            Assert.True(File.ReadAllBytes(Path.Combine(expected, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), name);
        Assert.Equal(Lines(expected), Lines(actual));
        Assert.Equal(Timeless(File.ReadAllText(Path.Combine(expected, "results.json"))), Timeless(File.ReadAllText(Path.Combine(actual, "results.json"))));
        Assert.Equal(Directory.GetFileSystemEntries(expected).Select(Path.GetFileName).Order(), Directory.GetFileSystemEntries(actual).Select(Path.GetFileName).Order());
        AssertNothingIsHalfWritten(actual);
    }

    /// <summary>Asserts that no file was left half written, and no checkpoint.</summary>
    public static void AssertNothingIsHalfWritten(string folder)
    {
        Assert.Empty(Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories));
        foreach (var checkpoint in Checkpoints(folder))
            Assert.Equal(["state.json", "state.safetensors"], Directory.GetFiles(checkpoint).Select(Path.GetFileName).Order());
    }

    /// <summary>The folders of checkpoints, first to last.</summary>
    public static IReadOnlyList<string> Checkpoints(string folder) => Directory.Exists(Path.Combine(folder, "checkpoints")) ? [.. Directory.GetDirectories(Path.Combine(folder, "checkpoints")).Order()] : [];

    /// <summary>The lines of metrics.jsonl without their times.</summary>
    public static IReadOnlyList<string> Lines(string folder) => [.. File.ReadAllLines(Path.Combine(folder, "metrics.jsonl")).Select(Timeless)];

    /// <summary>Every file with its content, to see that nothing changes.</summary>
    public static IReadOnlyList<(string Name, string Content)> Everything(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order().Select(path => (path, Convert.ToBase64String(File.ReadAllBytes(path))))];

    /// <summary>Makes the results those of an earlier version, which did not name the files of their model.</summary>
    public static void ForgetChecksums(string folder)
    {
        var path = Path.Combine(folder, "results.json");
        var results = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(results.Remove("checksums"));
        results["version"] = 1;
        File.WriteAllText(path, results.ToJsonString());
    }

    private static string Timeless(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        foreach (var part in new[] { node, node["outcome"] as JsonObject })
            foreach (var name in Machine)
                part?.Remove(name);
        return node.ToJsonString();
    }
}
