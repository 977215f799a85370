using System.Text;
using System.Text.Json;
using Apache.Arrow;

namespace Pics.Numerics;

/// <summary>The files of text and of JSON records that a query names, found by DuckDB's own parser.</summary>
/// <param name="Query">The query in UTF-8.</param>
/// <param name="All">The places that can be read otherwise than DuckDB would guess.</param>
/// <param name="AreLeft">Whether others are left to its guess: with options of their own, several files, or a statement that cannot be looked into.</param>
/// <param name="HasOthers">Whether it reads anything else than texts, whose texts may be no numbers.</param>
internal sealed record SqlFiles(byte[] Query, ImmutableArray<SqlFile> All, bool AreLeft, bool HasOthers)
{
    /// <summary>Looks for them in a query that has been parsed without an error.</summary>
    public static SqlFiles Find(Duck duck, string query)
    {
        using var parsed = duck.Query($"SELECT json_serialize_sql({Duck.Text(query)})::VARCHAR");
        using var row = parsed.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();
        using var tree = JsonDocument.Parse(((StringArray)row.Column(0)).GetString(0), new() { MaxDepth = 4096 });
        var search = new Search(Encoding.UTF8.GetBytes(query));
        search.See(tree.RootElement);
        return new(search.Query, [.. search.Files.OrderBy(file => file.Place)], search.AreLeft || (tree.RootElement.GetProperty("error").GetBoolean() && SqlFile.IsNamedIn(query)), search.HasOthers);
    }

    /// <summary>The query with each file named otherwise.</summary>
    /// <param name="named">How; null to leave it.</param>
    public string With(Func<SqlFile, string?> named)
    {
        var (text, from) = (new StringBuilder(), 0);
        foreach (var file in All)
        {
            if (named(file) is not { } other) continue;
            text.Append(Encoding.UTF8.GetString(Query.AsSpan(from..file.Place))).Append(other);
            if (!file.HasName) text.Append(" AS ").Append(Duck.Name(file.Name));
            from = file.Place + file.Length;
        }

        return text.Append(Encoding.UTF8.GetString(Query.AsSpan(from..))).ToString();
    }

    /// <summary>Goes through the tree of a query.</summary>
    private sealed class Search(byte[] query)
    {
        private readonly System.Collections.Generic.HashSet<string> common = new(StringComparer.OrdinalIgnoreCase); // tables that the query itself makes

        public byte[] Query => query;

        public List<SqlFile> Files { get; } = [];

        public bool AreLeft { get; private set; }

        public bool HasOthers { get; private set; }

        public void See(JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in node.EnumerateArray()) See(item);
            }
            else if (node.ValueKind == JsonValueKind.Object)
            {
                if (node.TryGetProperty("cte_map", out var map) && map.TryGetProperty("map", out var entries))
                    foreach (var entry in entries.EnumerateArray()) common.Add(Text(entry, "key"));
                if (Text(node, "type") == "BASE_TABLE") Table(node);
                else if (Text(node, "type") == "TABLE_FUNCTION" && node.TryGetProperty("function", out var function)) Function(node, function);
                foreach (var property in node.EnumerateObject()) See(property.Value);
            }
        }

        private void Table(JsonElement node)
        {
            var name = Text(node, "table_name");
            if (Text(node, "schema_name").Length > 0 || common.Contains(name)) return;
            if (SqlFile.OfTable(query, Place(node), name, Text(node, "alias")) is { } file) Add(file);
            else HasOthers = true;
        }

        private void Function(JsonElement node, JsonElement function)
        {
            var name = Text(function, "function_name").ToLowerInvariant();
            var only = function.GetProperty("children").EnumerateArray().ToList() is [var argument] && argument.TryGetProperty("value", out var value) ? Text(value, "value") : string.Empty;
            if (only.Length > 0 && SqlFile.OfFunction(query, Place(node), name, only, Text(node, "alias")) is { } file) Add(file);
            else if (SqlFile.IsReader(name)) AreLeft = HasOthers = true;
            else if (name.StartsWith("read_", StringComparison.Ordinal) || name.EndsWith("_scan", StringComparison.Ordinal)) HasOthers = true;
        }

        private void Add(SqlFile file)
        {
            Files.Add(file);
            HasOthers |= file.IsJson;
        }

        private static int Place(JsonElement node) => node.TryGetProperty("query_location", out var place) && place.TryGetInt32(out var number) ? number : int.MaxValue;

        private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : string.Empty;
    }
}
