using System.Globalization;

namespace Pics.Properties;

/// <summary>Gives readers malformed files, and holds what they do to what a reader must do.</summary>
/// <remarks>
/// A reader must accept or say one sentence; throw nothing; allocate no more than a multiple of the file's size and a constant; write nothing
/// beside the file; and have it closed at its end. What it accepts must be right.
/// </remarks>
internal sealed class Fuzzing : IDisposable
{
    private const int LongestSentence = 2 * OneLine.Longest;
    private const long Managed = 1L << 30; // bytes by which the process may grow: what was allocated and is not yet collected, and the buffers of libraries
    private const ulong Gamma = 0x9e3779b97f4a7c15; // any odd number

    private readonly TemporaryFolder folder = TemporaryFolder.InMemory();

    /// <summary>What came of some inputs.</summary>
    internal sealed record Count(string Name, int Inputs, int Accepted, int Refused)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name,-28} {Inputs,7} inputs, {Accepted,6} accepted, {Refused,6} refused");
    }

    /// <summary>Attacks a reader: half of the inputs are mutated files, half are lies.</summary>
    public Count Run(FuzzTarget target, int inputs, ulong seed)
    {
        foreach (var (name, content) in target.Around)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllBytes(folder[name], content);
        }

        foreach (var right in target.Seeds) Assert.Null(Try(target, right, isFirst: true));
        var (tried, refused) = (0, 0);
        var peak = PeakMemory.Start();
        Prop.ForAll(Input.For(target), input =>
        {
            tried++;
            if (Try(target, input.Bytes, isFirst: false) is not null) refused++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(inputs).WithReplay(new Replay(new Rnd(seed, Gamma), null)).WithQuietOnSuccess(true));
        Assert.InRange(peak.Grown(), 0, Managed + target.Native);
        return new(target.Name, tried, tried - refused, refused);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Gives a reader one file; the sentence of a refusal, or null.</summary>
    private string? Try(FuzzTarget target, byte[] bytes, bool isFirst)
    {
        var path = folder[target.File];
        File.WriteAllBytes(path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = target.Read(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(isFirst || allocated <= target.Constant + ((long)target.Multiple * bytes.Length), $"{allocated} bytes were allocated for a file of {bytes.Length}");
        if (reading.Sentence is { } sentence) AssertIsSentence(sentence, target.Names ?? target.File);
        else reading.Verify();
        if (target.IsClosedAtOnce)
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                Assert.Equal(target.Around.Select(file => folder[file.Name]).Append(path).Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        File.Delete(path);
        return reading.Sentence;
    }

    private static void AssertIsSentence(string sentence, string name)
    {
        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.InRange(sentence.Length, name.Length + 1, LongestSentence);
        Assert.Equal(OneLine.Of(sentence), sentence);
        Assert.DoesNotContain("   at ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
    }

    /// <summary>A file for a reader, shown so that it can be tried again.</summary>
    private sealed record Input(byte[] Bytes)
    {
        private const int Tries = 64; // smaller files at a step of shrinking

        public static Arbitrary<Input> For(FuzzTarget target) => Arb.From(
            Gen.OneOf(Mutations.Of(target.Seeds), target.Lies).Select(bytes => new Input(bytes)),
            input => Smaller(input.Bytes).Select(bytes => new Input(bytes)));

        public override string ToString() => $"{Bytes.Length} bytes: {Convert.ToBase64String(Bytes.AsSpan(0, Math.Min(Bytes.Length, 1 << 12)))}";

        private static IEnumerable<byte[]> Smaller(byte[] bytes)
        {
            for (var length = bytes.Length; length > 0; length /= 2)
                for (var start = 0; start + length <= bytes.Length && start / length < Tries; start += length)
                    yield return [.. bytes.AsSpan(0, start), .. bytes.AsSpan(start + length)];
        }
    }
}
