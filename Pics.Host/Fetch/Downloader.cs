using System.Net;
using System.Net.Http.Headers;
using LanguageExt;

namespace Pics.Host;

/// <summary>Fetches files over HTTP into parts that a later try goes on with.</summary>
/// <param name="pause">Between tries; grows with each.</param>
/// <param name="cancellation">Stops between two pieces; the part stays.</param>
internal sealed class Downloader(TimeSpan pause, CancellationToken cancellation) : IDisposable
{
    private const int Tries = 5;
    private const int Silence = 60; // seconds without a byte that end a try

    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(Silence) };

    /// <summary>Fetches a file into <c>path.part</c>, going on where an earlier try ended if the server still has the same file.</summary>
    public Either<Failure, string> Fetch(Uri from, string path)
    {
        var part = path + ".part";
        for (var attempt = 1; ; attempt++)
        {
            var outcome = Try(from, part);
            if (outcome.Failure is null) return part;
            if (!outcome.MayHelp || attempt == Tries || cancellation.IsCancellationRequested) return outcome.Failure;
            cancellation.WaitHandle.WaitOne(pause * attempt);
        }
    }

    public void Dispose() => client.Dispose();

    private (Failure? Failure, bool MayHelp) Try(Uri from, string part)
    {
        var tag = part + ".etag";
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            if (File.Exists(tag) && EntityTagHeaderValue.TryParse(File.ReadAllText(tag), out var known) && !known.IsWeak) request.Headers.IfRange = new(known);
        }

        try
        {
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
            {
                // There is no more after what is here: either it is all, or of another file.
                if (response.Content.Headers.ContentRange?.Length == have) return (null, false);
                Forget(part);
                return (new($"'{from}' has changed since a part of it was fetched; run it again"), true);
            }

            if (!response.IsSuccessStatusCode)
            {
                return (
                    new($"'{from}' answers {(int)response.StatusCode} {response.ReasonPhrase}; expected the file, so try later or name another place with --from"),
                    (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
            }

            var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == have;
            if (response.StatusCode == HttpStatusCode.PartialContent && !goesOn)
            {
                Forget(part);
                return (new($"'{from}' answers with another part than the one asked for; run it again"), true);
            }

            if (response.Headers.ETag is { } current) File.WriteAllText(tag, current.ToString());
            else File.Delete(tag);
            return Receive(from, part, response, goesOn ? have : 0);
        }
        catch (HttpRequestException error)
        {
            return (new($"'{from}' cannot be reached: {(error.InnerException ?? error).Message.TrimEnd('.')}; check the connection or name another place with --from"), true);
        }
        catch (OperationCanceledException)
        {
            return (new(cancellation.IsCancellationRequested ? $"fetching '{from}' was cancelled; run it again to go on" : $"'{from}' was silent for {Silence} s; run it again to go on"), true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (new($"'{part}' cannot be written: {error.Message.TrimEnd('.')}"), false);
        }
    }

    private (Failure? Failure, bool MayHelp) Receive(Uri from, string part, HttpResponseMessage response, long start)
    {
        using var source = response.Content.ReadAsStream(cancellation);
        using var target = new FileStream(part, start > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        var piece = new byte[1 << 16];
        var (received, promised) = (start, response.Content.Headers.ContentLength is { } length ? start + length : (long?)null);
        while (true)
        {
            int count;
            try
            {
                count = Read(source, piece);
            }
            catch (IOException)
            {
                count = 0; // the connection broke: what is here stays
                promised ??= long.MaxValue;
            }

            if (count == 0) break;
            target.Write(piece, 0, count);
            received += count;
        }

        target.Flush(flushToDisk: true);
        return promised is null || received == promised
            ? (null, false)
            : (new($"'{from}' ended after {received}{(promised == long.MaxValue ? string.Empty : $" of {promised}")} bytes; run it again to go on"), true);
    }

    /// <summary>The next bytes, waited for only so long.</summary>
    private int Read(Stream source, byte[] piece)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(TimeSpan.FromSeconds(Silence));
        return source.ReadAsync(piece, silence.Token).AsTask().GetAwaiter().GetResult();
    }

    private static void Forget(string part)
    {
        File.Delete(part);
        File.Delete(part + ".etag");
    }
}
