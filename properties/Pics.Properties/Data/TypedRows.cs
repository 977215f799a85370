using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Tables with types that tests make, and what is read of them.</summary>
internal static class TypedRows
{
    /// <summary>Runs SQL that writes files; FOLDER stands for a folder.</summary>
    public static void Make(TemporaryFolder folder, params string[] statements)
    {
        using var duck = Duck.Open();
        foreach (var statement in statements) duck.Run(statement.Replace("FOLDER", folder.Path, StringComparison.Ordinal));
    }

    /// <summary>Columns as name: type, then the rows as cells between bars, then the notes.</summary>
    public static string[] Of(string path, ReadOptions? options = null) => Get(DataFormats.WithRows<string[]>(path, options ?? ReadOptions.Default, rows =>
    {
        var lines = new List<string> { string.Join(", ", rows.Names.Select((name, column) => $"{name}: {rows.TypeOf(column)}")) };
        return rows.ForEach(row =>
        {
            var cells = new string[rows.Names.Length];
            for (var column = 0; column < cells.Length; column++) cells[column] = row[column].ToString();
            lines.Add(string.Join('|', cells));
            return null;
        }).Map(_ => (string[])[.. lines, .. rows.Notes]);
    }));

    /// <summary>What is wrong with a file.</summary>
    public static string Says(string path, ReadOptions? options = null) => Explain(DataFormats.Read(path, options ?? ReadOptions.Default), path);

    /// <summary>The result of a query, with FOLDER as above.</summary>
    public static ReadOptions Sql(TemporaryFolder folder, string sql) => ReadOptions.Default with { Sql = sql.Replace("FOLDER", folder.Path, StringComparison.Ordinal) };

    /// <summary>A table that is beside the sources on some machines; null on others.</summary>
    public static string? Real(string name) => Path.Combine(Repository.Root, "..", "shared", "data", "tables", name) is var path && File.Exists(path) ? path : null;
}
