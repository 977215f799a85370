using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>An image with a part hidden and filled again, each row of values [variables, channels].</summary>
internal sealed record Inpainting
{
    /// <summary>As it was, in the model's channels.</summary>
    public required double[] Original { get; init; }

    /// <summary>NaN where hidden.</summary>
    public required double[] Masked { get; init; }

    /// <summary>Samples given what is seen.</summary>
    public required IReadOnlyList<double[]> Draws { get; init; }

    /// <summary>The most probable completion found.</summary>
    public required double[] Best { get; init; }

    /// <summary>In levels of what is shown, not of transformed colours.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Likewise.</summary>
    public required double[] Deviation { get; init; }

    /// <summary>Pixels that are hidden, or were not observed.</summary>
    public required int Hidden { get; init; }

    /// <summary>Bits per hidden dimension given what is seen, or NaN where nothing is hidden.</summary>
    public required InpaintingBits Bits { get; init; }

    /// <summary>Samples from which moments of transformed colours are estimated.</summary>
    public const int MomentDraws = 64;

    private const int BlockRows = 64;
    private const long BlockNumbers = 1 << 24; // of all samples held at once

    /// <summary>Fills rows one after the other.</summary>
    /// <param name="run">The model.</param>
    /// <param name="form">How rows are drawn.</param>
    /// <param name="data">All rows.</param>
    /// <param name="mask">What is hidden of each.</param>
    /// <param name="wanted">Which rows, how many samples.</param>
    public static Either<Failure, IReadOnlyList<Inpainting>> Of(OpenedRun run, PictureForm form, Dataset data, Mask mask, InpaintSettings wanted)
    {
        var draws = form.Colour == ColourTransform.None ? wanted.Draws : Math.Max(wanted.Draws, MomentDraws);
        var (found, last) = (new List<Inpainting>(), Math.Min((long)wanted.First + wanted.Rows, data.Rows));
        foreach (var rows in Enumerable.Range(wanted.First, (int)last - wanted.First).Chunk((int)Math.Clamp(BlockNumbers / ((long)draws * data.Dimensions), 1, BlockRows)))
        {
            using var scope = NewDisposeScope();
            var block = Block(run, form, data, mask, rows, draws, wanted);
            if (block.IsLeft) return block.MapLeft(error => Failure.Of(error, rows[0])).Map(_ => (IReadOnlyList<Inpainting>)found);
            block.IfRight(found.AddRange);
        }

        return found;
    }

    private static Either<QueryError, IEnumerable<Inpainting>> Block(OpenedRun run, PictureForm form, Dataset data, Mask mask, int[] rows, int draws, InpaintSettings wanted)
    {
        var original = CircuitQueries.Evidence(run.Tensors(), data, rows);
        var hidden = stack(rows.Select(row => tensor(mask.Hidden(row))).ToList(), 0).to(run.Tensors().Device).unsqueeze(2);
        var masked = CircuitQueries.Hide(original, hidden);
        return from samples in CircuitQueries.SampleGiven(run.Tensors(), masked, draws, wanted.Seed, rows[0])
               from best in CircuitQueries.Best(run.Tensors(), masked, wanted.Draws, 1, wanted.Seed, rows[0])
               from moments in form.Colour == ColourTransform.None ? Exact(run.Tensors(), masked) : Estimated(form, samples)
               let shown = samples.narrow(1, 0, wanted.Draws)
               from all in CircuitQueries.LogLikelihood(run.Tensors(), original)
               from seen in CircuitQueries.LogLikelihood(run.Tensors(), masked)
               from drawn in CircuitQueries.LogLikelihood(run.Tensors(), shown.flatten(0, 1))
               let nats = new[] { all - seen, drawn.view(rows.Length, -1).mean([1]) - seen, First(best.LogLikelihoods) - seen }
               select Rows(data.Channels, RowValues.Of(original), RowValues.Of(masked), RowValues.Of(shown.flatten(0, 1)).Chunk(wanted.Draws), RowValues.Of(First(best.Values)), moments, RowValues.Of(stack(nats, 1)));
    }

    private static IEnumerable<Inpainting> Rows(
        int channels,
        IReadOnlyList<double[]> originals,
        IReadOnlyList<double[]> masked,
        IEnumerable<double[][]> draws,
        IReadOnlyList<double[]> best,
        (IReadOnlyList<double[]> Mean, IReadOnlyList<double[]> Deviation) moments,
        IReadOnlyList<double[]> nats)
    {
        int Pixels(double[] row) => row.Where((_, place) => place % channels == 0).Count(double.IsNaN);
        return draws.Select((each, row) => new Inpainting
        {
            Original = originals[row],
            Masked = masked[row],
            Draws = each,
            Best = best[row],
            Mean = moments.Mean[row],
            Deviation = moments.Deviation[row],
            Hidden = Pixels(masked[row]),
            Bits = InpaintingBits.Of(nats[row], Pixels(masked[row]) * channels, Pixels(originals[row]) * channels),
        });
    }

    private static Tensor First(Tensor all) => all.select(1, 0);

    private static Either<QueryError, (IReadOnlyList<double[]> Mean, IReadOnlyList<double[]> Deviation)> Exact(QpcModel model, Tensor masked) => CircuitQueries.Moments(model, masked)
        .Map(moments => (RowValues.Of(moments.Mean), RowValues.Of(moments.Variance.clamp_min(0).sqrt())));

    /// <summary>Of red, green and blue: the channels of a transform go round at 256 or are no colours alone, so that their own means are none.</summary>
    private static Either<QueryError, (IReadOnlyList<double[]> Mean, IReadOnlyList<double[]> Deviation)> Estimated(PictureForm form, Tensor samples)
    {
        var (draws, width) = ((int)samples.shape[1], (int)(samples.shape[2] * samples.shape[3]));
        var moments = RowValues.Of(samples.flatten(0, 1)).Select(row => form.Shown(row)).Chunk(draws).Select(each =>
        {
            var mean = Enumerable.Range(0, width).Select(place => each.Average(row => row[place])).ToArray();
            return (Mean: mean, Deviation: mean.Select((centre, place) => Math.Sqrt(each.Average(row => (row[place] - centre) * (row[place] - centre)))).ToArray());
        }).ToList();
        return (moments.ConvertAll(row => row.Mean), moments.ConvertAll(row => row.Deviation));
    }
}

/// <summary>Bits per hidden dimension given what is seen: of the original, of the samples on average, of the best completion.</summary>
internal readonly record struct InpaintingBits(double Original, double Draws, double Best)
{
    /// <param name="nats">The three conditional log-likelihoods.</param>
    /// <param name="hidden">Dimensions that are hidden.</param>
    /// <param name="absent">Those of them that the original does not have either.</param>
    public static InpaintingBits Of(ReadOnlySpan<double> nats, int hidden, int absent)
    {
        static double Bits(double value, int dimensions) => dimensions == 0 ? double.NaN : BitsPerDimension.Of(value, dimensions);
        return new(Bits(nats[0], hidden - absent), Bits(nats[1], hidden), Bits(nats[2], hidden));
    }
}
