using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pics.Properties;

/// <summary>What a server answers.</summary>
/// <param name="Status">For example <c>200 OK</c>.</param>
/// <param name="Headers">Lines without ends.</param>
/// <param name="Body">The bytes that are sent before the connection is closed.</param>
internal sealed record Answer(string Status, string[] Headers, byte[] Body)
{
    /// <summary>A whole file, or the part of it that is asked for.</summary>
    public static Answer Of(byte[] file, Request request, string tag = "\"one\"", int? cut = null)
    {
        var start = request.Start is { } asked && (request.IfRange is null || request.IfRange == tag) ? asked : 0;
        if (request.Start is not null && start >= file.Length) return new("416 Range Not Satisfiable", [$"Content-Range: bytes */{file.Length}", "Content-Length: 0"], []);
        var body = file[start..];
        string[] headers = [$"Content-Length: {body.Length}", $"ETag: {tag}", .. start > 0 ? [$"Content-Range: bytes {start}-{file.Length - 1}/{file.Length}"] : System.Array.Empty<string>()];
        return new(start > 0 ? "206 Partial Content" : "200 OK", headers, cut is { } count ? body[..Math.Min(count, body.Length)] : body);
    }
}

/// <summary>What a server is asked for.</summary>
internal sealed record Request(string Path, int? Start, string? IfRange);

/// <summary>A server on this machine that answers one request per connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Request> requests = [];

    /// <param name="answer">Given the number of the request, from 1, and the request.</param>
    public LoopbackServer(Func<int, Request, Answer> answer)
    {
        listener.Start();
        _ = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var connection = await listener.AcceptTcpClientAsync();
                    await using var stream = connection.GetStream();
                    if (await ReadAsync(stream) is not { } request) continue;
                    requests.Add(request);
                    var said = answer(requests.Count, request);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {said.Status}\r\n{string.Concat(said.Headers.Select(line => line + "\r\n"))}Connection: close\r\n\r\n"));
                    await stream.WriteAsync(said.Body);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
            {
                // Closed, or the other side left.
            }
        });
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/files";

    public IReadOnlyList<Request> Requests => requests;

    public void Dispose() => listener.Dispose();

    private static async Task<Request?> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var piece = new byte[4096];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(piece);
            if (count == 0) return null;
            text.Append(Encoding.ASCII.GetString(piece, 0, count));
        }

        var lines = text.ToString().Split("\r\n");
        string? Header(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
        return new(lines[0].Split(' ')[1], Header("Range") is { } range ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : null, Header("If-Range"));
    }
}
