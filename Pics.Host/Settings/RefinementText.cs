using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>How K grows, as it is written in options: <c>8,16,32,64</c>, or with steps <c>8x500,16x500,64</c>.</summary>
internal static class RefinementText
{
    private const string Expected = "it must be K with commas between, as 8,16,32,64, or with steps, as 8x500,16x500,64";

    /// <summary>Reads it. A K without steps has one cycle of the schedule, the last one the rest of the run.</summary>
    /// <param name="text">As it is written; null for none.</param>
    /// <param name="by">Whether K grows by steps or by the validation.</param>
    /// <param name="period">Steps of a cycle.</param>
    public static Either<Failure, Refinement> Read(string? text, RefineBy by, int period)
    {
        if (text is null) return by == RefineBy.Steps ? Refinement.Constant : new Failure("--refine-by is for --refine; give the K too, or leave it out");
        var stages = new List<(int Nodes, long? Steps)>();
        foreach (var part in text.Split(','))
        {
            var (nodes, steps) = part.Split('x', 'X') switch
            {
                [var only] => (Number(only, int.MaxValue), (long?)null),
                [var first, var second] => (Number(first, int.MaxValue), Number(second, long.MaxValue)),
                _ => (null, null),
            };
            if (nodes is not > 0 || (part.Contains('x', StringComparison.OrdinalIgnoreCase) && steps is not > 0)) return new Failure($"--refine is '{text}', of which '{part.Trim()}' is wrong; {Expected}");
            if (stages.Count > 0 && nodes <= stages[^1].Nodes) return new Failure($"--refine is '{text}', where {nodes} comes after {stages[^1].Nodes}; each K must be larger than the one before it");
            stages.Add(((int)nodes, steps));
        }

        if (by == RefineBy.Steps) return Refinement.Of(stages.Select((stage, place) => (stage.Nodes, stage.Steps ?? (place < stages.Count - 1 ? period : null))));
        return stages.Exists(stage => stage.Steps is not null)
            ? new Failure($"--refine is '{text}', with numbers of steps, and --refine-by plateau goes by the validation; leave one of them out")
            : new Refinement.Plateaus(stages.ConvertAll(stage => stage.Nodes).ToArr());
    }

    /// <summary>The last K of it; null where there is none, or it is wrong.</summary>
    public static int? Last(string? text) => Read(text, RefineBy.Steps, 1).ToSeq().Bind(refinement => refinement.All.ToSeq()).Map(stage => (int?)stage.Nodes).LastOrDefault();

    private static long? Number(string text, long most) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
}

/// <summary>What K grows by.</summary>
internal enum RefineBy
{
    /// <summary>Steps that are given, or cycles of the schedule.</summary>
    Steps,

    /// <summary>A validation that does not improve.</summary>
    Plateau,
}
