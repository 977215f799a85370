namespace Pics.Numerics;

/// <summary>How a PIC is sampled; no setting but the grid changes what a row is.</summary>
/// <param name="GridPoints">R, points of each latent's grid between which functions are linear; the error of a density falls with the square of R.</param>
/// <param name="FirstRow">The number of the first row: rows are functions of seed and number.</param>
/// <param name="BatchSize">Rows that walk the circuit together.</param>
public sealed record PicSamplingSettings(int GridPoints = 129, long FirstRow = 0, int BatchSize = 256);

/// <summary>Samples of a PIC itself, in the circuit's own numbers, real ones centred and scaled: latents are drawn from their continuous densities, not from the nodes of a rule.</summary>
/// <remarks>
/// Ancestral sampling: an integral unit draws its inner latents from f(z_out, z_in) over its integral, by inverse transform on a fine grid with
/// linear interpolation; a mixture draws an input; an input unit draws x given its latent. This is the exact continuous model up to the grid. Sampling the QPC draws nodes of its rule
/// alone, with the probabilities of its weights, so its distribution is that of the quadrature approximation; the two agree as K grows.
/// Domain: a bounded one has the Lebesgue measure, the whole line the standard normal one.
/// Cost: R^n evaluations of a net for each row and integral unit over n latents, one for each row and input unit that it reaches; units without outer latents are evaluated once for all rows.
/// Source: ancestral sampling of the hierarchy of latents that a PIC is.
/// </remarks>
public static class PicSampling
{
    private const int MostGridPoints = 1 << 16;
    private const long MostPoints = 1 << 24; // of one function's grid in double precision: 128 MiB
    private const long MostValues = 1 << 24; // of a batch

    /// <summary>Draws rows. The same seed gives the same rows, whatever the batch size and the range of rows, on one machine with one number of threads.</summary>
    /// <param name="pic">The circuit; inputs that are hidden are summed out. Error: <see cref="PicSamplingError"/>.</param>
    /// <param name="nets">Its nets, or those of a circuit that it was made of.</param>
    /// <param name="rule">A rule whose domain latents have; nothing else of it counts.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rows">N, how many rows.</param>
    /// <param name="settings">Grid, first row, batch size; null for the usual ones.</param>
    /// <returns>[N, columns, C] on the CPU, as evidence: float64 with NaN where there is no variable if one is real, else int64 with -1 there.</returns>
    public static Either<PicSamplingError, Tensor> Draw(Pic pic, PicNets nets, QuadratureRule rule, ulong seed, long rows, PicSamplingSettings? settings = null)
    {
        var chosen = settings ?? new();
        if (FindError(pic, nets, rows, chosen) is { } error) return error;
        return LatentGrid.Create(rule, chosen.GridPoints).Map(grid => Draw(pic, new(pic, nets, grid, seed), rows, chosen));
    }

    private static Tensor Draw(Pic pic, PicWalk walk, long rows, PicSamplingSettings settings)
    {
        using var scope = NewDisposeScope();
        var isReal = pic.Units.Units.OfType<CircuitUnit.Input>().Any(input => input.Observation is Observation.Open && input.Density.Signature is FunctionSignature.Density { Family: InputFamily.Gaussian });
        var result = empty([rows, pic.Scope.Columns, walk.Channels], isReal ? ScalarType.Float64 : ScalarType.Int64);
        var most = Math.Min(settings.BatchSize, Math.Max(1, MostValues / Math.Max(1, pic.Scope.Columns * walk.Channels)));
        for (var done = 0L; done < rows; done += most)
        {
            using var batchScope = NewDisposeScope();
            var count = (int)Math.Min(most, rows - done);
            var values = tensor(walk.Draw(settings.FirstRow + done, count), [count, pic.Scope.Columns, walk.Channels]);
            result.narrow(0, done, count).copy_(isReal ? values : EvidenceTensors.Whole(values));
        }

        return result.MoveToOuterDisposeScope();
    }

    private static PicSamplingError? FindError(Pic pic, PicNets nets, long rows, PicSamplingSettings settings)
    {
        static PicSamplingError? Range(string name, long value, long least, long most) => value < least || value > most ? new PicSamplingError.BadSetting(name, value, least, most) : null;
        return Range("the number of rows", rows, 0, int.MaxValue)
            ?? Range("the number of the first row", settings.FirstRow, 0, long.MaxValue - rows)
            ?? Range("the batch size", settings.BatchSize, 1, int.MaxValue)
            ?? Range("the number of grid points", settings.GridPoints, 2, MostGridPoints)
            ?? FindError(pic, settings.GridPoints)
            ?? pic.Groups.Select(group => FindError(group, nets)).FirstOrDefault(error => error is not null);
    }

    private static PicSamplingError? FindError(Pic pic, int gridPoints)
    {
        foreach (var id in pic.Units.Ids)
        {
            if (pic.Units[id] is CircuitUnit.Input { Observation: Observation.Known known } input) return new PicSamplingError.FixedVariable(id, input.Variable, known.Value);
            if (pic.Units[id] is CircuitUnit.Linear integral && pic.Latents[integral.Operand.Index] is var latents && Math.Pow(gridPoints, latents) > MostPoints)
                return new PicSamplingError.TooFine(id, latents, gridPoints, MostPoints);
        }

        return null;
    }

    private static PicSamplingError? FindError(FunctionGroup group, PicNets nets)
    {
        using var scope = NewDisposeScope();
        var net = nets.Nets.FirstOrDefault(net => net.Group.Id == group.Id);
        return net is null || net.Group.Signature != group.Signature || net.Group.Sharing != group.Sharing || net.Group.Functions < group.Functions ? new PicSamplingError.OtherNets(group.Id)
            : net.Named.All(entry => entry.Tensor.isfinite().all().item<bool>()) ? null
            : new PicSamplingError.NotFinite(group.Id);
    }
}
