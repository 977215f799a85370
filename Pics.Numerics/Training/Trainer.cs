using System.Diagnostics;

namespace Pics.Numerics;

/// <summary>Approximate maximum likelihood by gradient descent through the quadrature circuit (section 3.2).</summary>
/// <remarks>On the CPU a run gives bit-identical results for equal seeds, settings and thread counts.</remarks>
public sealed class Trainer
{
    private readonly ICircuitEngine engine;
    private readonly QuadratureRule rule;
    private readonly ICircuitParameters parameters;
    private readonly DatasetSplits data;
    private readonly TrainingSettings settings;

    private Trainer(ICircuitEngine engine, FoldedQpc circuit, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings) =>
        (this.engine, rule, this.parameters, this.data, this.settings) = (engine, circuit.Rule, parameters, data, settings);

    /// <summary>Checks that the settings are possible and that the data fit the circuit. Error: <see cref="TrainingError"/>.</summary>
    /// <param name="engine">The compiled circuit; not owned.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parameters">What is trained, in place; not owned.</param>
    /// <param name="data">Training and validation rows are used, test rows never.</param>
    /// <param name="settings">How.</param>
    public static Either<TrainingError, Trainer> Create(
        ICircuitEngine engine, FoldedQpc circuit, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings) =>
        TrainingChecks.FindError(circuit, data, settings) is { } error ? error : new Trainer(engine, circuit, parameters, data, settings);

    /// <summary>Trains, and leaves the parameters of the best validation in place.</summary>
    /// <param name="report">Called after each validation, and after each step or as often as the settings say.</param>
    /// <param name="cancellation">Stops the run after the step at hand.</param>
    public TrainingOutcome Run(Action<TrainingRecord> report, CancellationToken cancellation)
    {
        using var work = new TrainingStep(engine, rule, parameters, data.Train, settings);
        using var best = new ParameterSnapshot(parameters.Trainable);
        var clock = Stopwatch.StartNew();
        var stepTime = TimeSpan.Zero;
        var (step, epoch, bestStep, bestValue, failures) = (0L, 1, 0L, double.NegativeInfinity, 0);
        var (rate, reportEvery) = (0.0, settings.ReportEveryOn(parameters.Trainable[0].device_type));

        bool Report(double value)
        {
            if (!double.IsFinite(value)) return false;
            report(new TrainingRecord.Trained(step, epoch, value, Bits(value), clock.Elapsed.TotalSeconds, rate));
            return true;
        }

        void Validate()
        {
            var value = MeanLogLikelihood(data.Validation);
            var isBest = value > bestValue + settings.MinDelta;
            if (isBest)
            {
                (bestStep, bestValue, failures) = (step, value, 0);
                best.Take();
            }
            else
            {
                failures++;
            }

            report(new TrainingRecord.Validated(step, epoch, value, Bits(value), clock.Elapsed.TotalSeconds, isBest));
        }

        StopReason Loop()
        {
            for (; epoch <= settings.MaxEpochs; epoch++)
            {
                work.Begin(Permutation.OfEpoch(data.Train.Rows, settings.Seed, epoch));
                for (var start = 0; start + settings.BatchSize <= data.Train.Rows; start += settings.BatchSize)
                {
                    if (cancellation.IsCancellationRequested) return StopReason.Cancelled;
                    if (step >= settings.MaxSteps) return StopReason.Finished;
                    var started = clock.Elapsed;
                    rate = settings.Schedule.At(settings.LearningRate, step);
                    if (!work.Make(start, rate)) return StopReason.NotFinite;
                    step++;
                    double? value = step % reportEvery == 0 || step % settings.ValidateEvery == 0 ? work.Read() : null;
                    stepTime += clock.Elapsed - started;
                    if (value is { } mean && !Report(mean)) return StopReason.NotFinite;
                    if (step % settings.ValidateEvery != 0) continue;
                    Validate();
                    if (failures >= settings.Patience) return StopReason.Patience;
                }
            }

            epoch = settings.MaxEpochs;
            return StopReason.Finished;
        }

        var reason = Loop();
        if (reason != StopReason.NotFinite && work.HasUnread && !Report(work.Read())) reason = StopReason.NotFinite;
        if (reason is StopReason.Finished or StopReason.Cancelled && (step == 0 || step % settings.ValidateEvery != 0)) Validate();
        best.Restore();
        return new(reason, step, epoch, bestStep, bestValue, clock.Elapsed.TotalSeconds, step == 0 ? double.NaN : stepTime.TotalSeconds / step);
    }

    /// <summary>The mean normalised log-likelihood of some rows under the parameters as they are, nats.</summary>
    private double MeanLogLikelihood(Dataset rows)
    {
        using var numbers = parameters.Materialize(rule, forGradients: false, engine.Kind);
        var normaliser = parameters.IsNormalised ? 0 : LogLikelihood.LogNormaliser(engine, numbers.Tensors, rows);
        return LogLikelihood.OfRows(engine, numbers.Tensors, rows, normaliser, settings.RowsAtOnce).Average();
    }

    private double Bits(double logLikelihood) => BitsPerDimension.Of(logLikelihood, data.Train.Dimensions);
}
