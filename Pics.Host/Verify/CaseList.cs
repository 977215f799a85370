using FsCheck;
using FsCheck.Fluent;
using LanguageExt;

namespace Pics.Host;

/// <summary>The cases of a seed by number: each a function of seed and number alone, so that one is found again without those before it.</summary>
internal sealed class CaseList
{
    private const int MostRules = 4; // each is materialised, folded and compiled once a run
    private const int LeastNodes = 2, EnoughNodes = 5;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly CaseGenerator generator;
    private readonly int seed;

    private CaseList(CaseGenerator generator, ImmutableArray<StoredRule> rules, int seed) => (this.generator, Rules, this.seed) = (generator, rules, seed);

    /// <summary>The rules and K that cases take in turn, those that were asked for or trained with first.</summary>
    public ImmutableArray<StoredRule> Rules { get; }

    /// <summary>The case of a number.</summary>
    public LawCase this[int number]
    {
        get
        {
            return generator.At(Rules[RuleOf(number)]).Sample(1, new Rnd(((ulong)seed * Golden) + (ulong)number), 1)[0];
        }
    }

    /// <summary>Which of the rules a case takes.</summary>
    public int RuleOf(int number) => number % Rules.Length;

    /// <summary>The cases of a model.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="data">Rows that fit it; null for none.</param>
    /// <param name="nodes">K that are asked for; none for those of training and smaller ones.</param>
    /// <param name="kind">The rule that is asked for; null for any.</param>
    /// <param name="seed">Of all cases.</param>
    public static Either<Failure, CaseList> Of(LawSubject subject, Dataset? data, IReadOnlyList<int> nodes, RuleKind? kind, int seed)
    {
        var stored = subject.Model;
        var asked = new List<StoredRule>();
        foreach (var wanted in nodes.Select(k => (int?)k).DefaultIfEmpty(null).Distinct())
        {
            var possible = from found in ModelRule.Of(stored, kind, wanted)
                           from points in ModelRule.Points(found)
                           from circuit in Materialize.With(points).Apply(stored.Pic).MapLeft(Failure.Of)
                           select found;
            if (possible.IsLeft) return possible.Map<CaseList>(_ => null!);
            possible.IfRight(asked.Add);
        }

        var most = Math.Max(EnoughNodes, stored.Nodes);
        var others = from k in nodes.Count > 0 ? nodes : Enumerable.Range(LeastNodes, most - LeastNodes + 1)
                     from rule in kind is { } only ? [only] : Enum.GetValues<RuleKind>()
                     let other = StoredRule.Of(rule, k)
                     where subject.Allows(other) && !asked.Contains(other)
                     select other;
        var shuffled = Gen.Shuffle(others).Sample(1, new Rnd((ulong)seed), 1)[0];
        return new CaseList(new(subject, data), [.. asked, .. shuffled.Take(MostRules - asked.Count)], seed);
    }
}
