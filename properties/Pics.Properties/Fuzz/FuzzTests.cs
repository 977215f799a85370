using System.Globalization;
using Xunit.Abstractions;

namespace Pics.Properties;

/// <summary>Every reader is given malformed files.</summary>
[Collection(TensorTests.Name)]
public class FuzzTests(ITestOutputHelper output)
{
    private const int Quick = 200; // inputs a reader
    private const int Whole = 8_000; // inputs a reader in a soak
    private const int Least = 200_000; // inputs of a soak
    private const string Seed = "PICS_FUZZ_SEED"; // repeats a soak
    private const string Only = "PICS_FUZZ_ONLY"; // readers of a soak, a part of their names
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3); // of a soak, so that a reader that does not end is noticed

    private static IEnumerable<FuzzTarget> All => [.. DataTargets.All, .. ArrayTargets.All, .. TextTargets.All, .. SourceTargets.All, .. PictureTargets.All, .. DocumentTargets.All, .. ModelTargets.All, .. ExchangeTargets.All, .. HostTargets.All];

    public static TheoryData<string> Names => [.. All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Readers_accept_or_say_why_not(string name)
    {
        using var fuzzing = new Fuzzing();
        var target = All.First(target => target.Name == name);
        var count = fuzzing.Run(target, Quick, seed: 1);
        Assert.Equal(Quick, count.Accepted + count.Refused);
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Readers_accept_or_say_why_not_many_times()
    {
        var seed = Environment.GetEnvironmentVariable(Seed) is { Length: > 0 } given ? ulong.Parse(given, CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var only = Environment.GetEnvironmentVariable(Only) ?? string.Empty;
        var total = 0;
        await Task.Run(() =>
        {
            foreach (var target in All.Where(target => target.Name.Contains(only, StringComparison.Ordinal)))
            {
                using var fuzzing = new Fuzzing();
                var count = fuzzing.Run(target, (int)(Whole * target.Share), seed);
                output.WriteLine($"{count}");
                total += count.Inputs;
            }
        }).WaitAsync(Longest);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total} inputs in all, with the seed {seed}"));
        Assert.True(total >= (only.Length == 0 ? Least : 1));
    }
}
