using System.Diagnostics;
using LanguageExt;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The training of a baseline: Adam on the bits of batches, judged by running averages of the weights on validation rows, of which the best are kept.</summary>
/// <remarks>On one number of threads equal seeds give equal weights bit for bit, unless a limit of time decides where training ends.</remarks>
internal static class BaselineTraining
{
    private const int ValidationRows = 1024; // that tell when to stop; all are scored in the end
    private const int MostRefused = 100; // steps in a row

    /// <summary>Trains, and leaves the best averages as weights.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="data">Training and validation rows are used, test rows never.</param>
    /// <param name="settings">How long.</param>
    /// <param name="show">Called after each validation: steps, seconds, bits of the training batches since the last one, and of validation.</param>
    /// <param name="cancellation">Stops it after the step at hand.</param>
    public static Either<Failure, BaselineEnd> Run(IBaseline model, DatasetSplits data, BaselineSettings settings, Action<long, double, double, double> show, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var adam = new AdamMoments(model.Weights, model.LearningRate);
        using var draws = new Generator((ulong)settings.Seed + 1, CPU);
        using var scale = (-1 / (Math.Log(2) * data.Train.Dimensions)).ToScalar();
        var validation = data.Validation.First(ValidationRows);
        var (best, bestStep, failures, refused) = (double.PositiveInfinity, 0L, 0, 0);
        var (sum, count) = (0.0, 0);
        foreach (var rows in Batches(data.Train.Rows, model.BatchSize, settings.Seed))
        {
            using (NewDisposeScope())
            {
                var loss = model.Bound(BaselineRows.Of(data.Train, rows, model.Weights.Type), draws).mean().mul(scale);
                if (adam.Step(loss))
                {
                    refused = 0;
                    (sum, count) = (sum + loss.ToDouble(), count + 1);
                    model.Weights.Average(adam.Steps);
                }
                else if (++refused == MostRefused) return new Failure($"the gradients of the {EnumWord.Of(settings.Model)} were not finite in {MostRefused} steps in a row after step {adam.Steps}; another --seed may help");
            }

            var isLast = adam.Steps >= settings.MaxSteps || clock.Elapsed.TotalSeconds >= settings.Seconds || cancellation.IsCancellationRequested;
            if (!isLast && (adam.Steps % settings.ValidateEvery != 0 || refused > 0)) continue;
            model.Weights.Swap();
            var bits = BaselineScoring.Quick(model, validation, settings.Seed);
            show(adam.Steps, clock.Elapsed.TotalSeconds, sum / Math.Max(1, count), bits);
            (sum, count) = (0, 0);
            if (bits < best)
            {
                (best, bestStep, failures) = (bits, adam.Steps, 0);
                model.Weights.KeepBest();
            }
            else failures++;

            model.Weights.Swap();
            if (!isLast && failures < settings.Patience) continue;
            if (double.IsPositiveInfinity(best)) return new Failure($"the {EnumWord.Of(settings.Model)} has no finite figures after {adam.Steps} steps; another --seed may help");
            model.Weights.TakeBest();
            return new BaselineEnd(cancellation.IsCancellationRequested ? "cancelled" : isLast ? "limit" : "patience", adam.Steps, bestStep, clock.Elapsed.TotalSeconds);
        }

        throw new UnreachableException("batches do not end");
    }

    /// <summary>Rows of batches without end, each epoch in an order of its own; those that fill no batch are left out of it.</summary>
    private static IEnumerable<int[]> Batches(int rows, int size, int seed)
    {
        var whole = Math.Min(size, rows);
        for (var epoch = 1; ; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, rows)];
            new Random(unchecked((seed * 1_000_003) + epoch)).Shuffle(order);
            for (var row = 0; row + whole <= rows; row += whole) yield return order[row..(row + whole)];
        }
    }
}
