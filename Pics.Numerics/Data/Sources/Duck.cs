using System.Globalization;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;

namespace Pics.Numerics;

/// <summary>DuckDB in memory: one thread, so that rows and sums are the same on every run, and a bound on its memory, past which it goes to a file.</summary>
/// <remarks>Its native library is loaded here and nowhere else. Whatever it throws is for <see cref="SourceGuard"/>.</remarks>
internal sealed class Duck : IDisposable
{
    private const int Mebibytes = 384;

    private readonly DuckDBConnection connection = new("DataSource=:memory:");
    private readonly string spill = Path.Combine(CacheFolder.Path, $"{Path.GetRandomFileName()}.spill");

    private Duck()
    {
        connection.Open();
        Run(string.Create(CultureInfo.InvariantCulture, $"SET threads = 1; SET memory_limit = '{Mebibytes}MiB'; SET temp_directory = {Text(spill)}; SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false"));
    }

    /// <summary>Opens it for as long as it is used. Error: <see cref="DataError"/>.</summary>
    /// <param name="source">What is read, for people.</param>
    /// <param name="use">What is done with it.</param>
    public static Either<DataError, T> Use<T>(string source, Func<Duck, Either<DataError, T>> use) => SourceGuard.Run<T>(source, () =>
    {
        using var duck = new Duck();
        return use(duck);
    });

    /// <summary>The same without a guard, for what is written.</summary>
    public static Duck Open() => new();

    /// <summary>A text as SQL has it.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name as SQL has it.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Runs statements without a result.</summary>
    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The result of a query, batch by batch as it is made; nothing of it is held.</summary>
    public IArrowArrayStream Query(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        return command.ExecuteArrowStream();
    }

    /// <summary>Adds rows to a table.</summary>
    public DuckDBAppender Append(string table) => connection.CreateAppender(table);

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        if (Directory.Exists(spill)) Directory.Delete(spill, recursive: true);
    }
}
