using System.Globalization;
using System.Text.Json;

namespace Pics.Algebra;

/// <summary>Region graphs as the Python library cirkit dumps them: regions by number, and a "graph" of partitions.</summary>
/// <remarks>
/// A region is its variables, or an object with a "scope"; a partition has an "output" and "inputs", or in the first versions "p", "l" and "r". A leaf of
/// several variables becomes one partition of them, as cirkit makes its input layers by default. Other fields, as "metadata", are left alone.
/// </remarks>
internal static class CirkitGraph
{
    private const string Known = "a region graph of cirkit has 'regions' by number, as { \"0\": [0], \"1\": [1], \"2\": [0, 1] }, and a 'graph', as [{ \"output\": 2, \"inputs\": [0, 1] }]";

    /// <summary>Whether a document is one.</summary>
    public static bool Is(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("graph", out _) && !root.TryGetProperty("format", out _);

    /// <summary>Reads and checks a graph. Error: <see cref="DocumentError.Malformed"/> or <see cref="RegionGraphError"/>.</summary>
    public static Either<PicsError, RegionGraph> Read(JsonElement root)
    {
        if (!root.TryGetProperty("regions", out var regions) || regions.ValueKind != JsonValueKind.Object) return Wrong("$.regions", Known);
        if (root.GetProperty("graph") is not { ValueKind: JsonValueKind.Array } graph) return Wrong("$.graph", Known);
        var (places, scopes, splits) = (new Dictionary<int, int>(), new List<Scope>(), new List<Split>());
        foreach (var region in regions.EnumerateObject())
        {
            var scope = region.Value is { ValueKind: JsonValueKind.Object } named && named.TryGetProperty("scope", out var inner) ? inner : region.Value;
            if (!int.TryParse(region.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !places.TryAdd(number, scopes.Count) || Numbers(scope) is not { } variables) return Wrong($"$.regions.{region.Name}", Known);
            scopes.Add(Scope.Of(variables));
        }

        foreach (var (partition, index) in graph.EnumerateArray().Select((partition, index) => (partition, index)))
        {
            if (Partition(partition) is not var (output, inputs)) return Wrong($"$.graph[{index}]", Known);
            foreach (var number in inputs.Prepend(output))
                if (!places.ContainsKey(number)) return Wrong($"$.graph[{index}]", $"there is no region {number} in 'regions'");
            splits.Add(new(places[output], inputs.Select(input => places[input]).ToArr()));
        }

        return Roots(root, places, splits) is { } fault ? fault : RegionGraph.Create(Whole(scopes, splits));
    }

    /// <summary>The regions with those leaves split that have several variables.</summary>
    private static Decomposition Whole(List<Scope> scopes, List<Split> splits)
    {
        var isSplit = splits.Select(split => split.Region).ToHashSet();
        var singles = scopes.Select((scope, place) => (scope, place)).Where(region => region.scope.Count == 1).GroupBy(region => region.scope.Variables[0]).ToDictionary(same => same.Key, same => same.First().place);
        foreach (var place in Enumerable.Range(0, scopes.Count).Where(place => scopes[place].Count > 1 && !isSplit.Contains(place)).ToList())
            splits.Add(new(place, scopes[place].Variables.Select(Single).ToArr()));
        return Decomposition.Of(scopes, splits);

        int Single(int variable)
        {
            if (singles.TryGetValue(variable, out var known)) return known;
            scopes.Add(Scope.Single(variable));
            return singles[variable] = scopes.Count - 1;
        }
    }

    /// <summary>What is wrong with the roots that are named, or null; older versions name none.</summary>
    private static PicsError? Roots(JsonElement root, Dictionary<int, int> places, List<Split> splits)
    {
        if (!root.TryGetProperty("roots", out var roots)) return null;
        if (Numbers(roots) is not [var number]) return Wrong("$.roots", "expected one root, as [\"6\"]: several outputs are no distribution");
        return !places.TryGetValue(number, out var place) || splits.Exists(split => split.Parts.Contains(place)) ? Wrong("$.roots", $"region {number} is not there or a part of another, so it is no root") : null;
    }

    private static (int Output, int[] Inputs)? Partition(JsonElement partition)
    {
        if (partition.ValueKind != JsonValueKind.Object) return null;
        if (partition.TryGetProperty("output", out var output)) return partition.TryGetProperty("inputs", out var inputs) && Number(output) is { } whole && Numbers(inputs) is { } parts ? (whole, parts) : null;
        return partition.TryGetProperty("p", out var parent) && partition.TryGetProperty("l", out var left) && partition.TryGetProperty("r", out var right) && (Number(parent), Number(left), Number(right)) is ({ } above, { } first, { } second)
            ? (above, [first, second])
            : null;
    }

    private static int[]? Numbers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array) return null;
        var numbers = list.EnumerateArray().Select(Number).ToList();
        return numbers.Contains(null) ? null : [.. numbers.Select(number => number!.Value)];
    }

    /// <summary>A whole number, or a text with one, as the names of regions are.</summary>
    private static int? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(value.GetRawText().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static PicsError.Document Wrong(string path, string reason) => new(new DocumentError.Malformed(path, 0, reason));
}
