using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Measures training steps: agreement first, then each engine by itself, then in turn.</summary>
internal sealed class StepBench(BenchSettings settings, EngineKind engine, Dataset data, Road.Input size, Device device)
{
    /// <summary>Measures one setting, or says that it does not fit into memory.</summary>
    public Either<Failure, StepRow> Run(RunSettings run)
    {
        var road = Road.Build(run, size);
        return road.Bind(built =>
        {
            var estimate = Estimate(run, built, engine);
            var row = new StepRow(Cases.Name(run), run, estimate / 1048576.0, BenchData.DistinctValues(data, run.Learning.BatchSize), null, null);
            var compared = Agreement.Fits(run, built, engine) ? null : "there is not enough memory to compare it with the reference engine first";
            return (TooMuch(estimate) ?? compared) is { } skipped
                ? row with { Skipped = skipped }
                : Measure(run, built).Map(result => row with { Result = result });
        });
    }

    /// <summary>Bytes of training steps with some engines beside each other.</summary>
    public static long Estimate(RunSettings run, Road road, params IEnumerable<EngineKind> engines) =>
        engines.Sum(kind => MemoryCheck.Estimate(road, run, run.Learning.BatchSize, kind).Total);

    /// <summary>Times and memory of a step with one engine, under the allocator as it is set.</summary>
    public StepMeasurement Measure(RunSettings run, Road road, EngineKind kind)
    {
        var (found, memory) = ResidentMemory.During(() =>
        {
            using var step = new MeasuredStep(run, road, kind, data, device);
            var parts = Timing.Parts(settings.Effort, device, step.Run);
            var whole = Timing.Measure(settings.Effort, device, () => step.Run(_ => { }));
            var forward = Forward(step);
            return (step.Engine.Kind, Parts: new OrderedDictionary<string, Timing>(Enum.GetValues<StepPart>().Select(MeasuredStep.Word).Select(name => KeyValuePair.Create(name, parts[name]))), whole, forward, share: (step.Engine as FusedEngine)?.ShareOfProducts ?? 1);
        });
        return new()
        {
            Engine = found.Kind,
            Allocator = NativeRuntime.Allocator,
            Parts = found.Parts,
            Forward = found.forward,
            SumOfParts = found.Parts.Values.Sum(part => part.Median),
            Whole = found.whole,
            Memory = memory,
            ShareOfProducts = found.share,
        };
    }

    private Either<Failure, StepResult> Measure(RunSettings run, Road road) =>
        from plain in PlainBeside(run, road)
        from agreement in Agreement.Check(run, road, engine, data, device, settings.Tolerance)
        select Measure(run, road, plain, agreement);

    private StepResult Measure(RunSettings run, Road road, Arr<(RunSettings Run, Road Road)> plain, Agreement agreement)
    {
        var measured = Measure(run, road, engine);
        var skipped = settings.HasBaseline ? TooMuch(Estimate(run, road, engine, EngineKind.Reference)) : null;
        var hasBaseline = settings.HasBaseline && skipped is null;
        var reference = hasBaseline ? Measure(run, road, EngineKind.Reference) : null;
        var byDefault = hasBaseline ? WithDefaultAllocator(() => Measure(run, road, EngineKind.Reference)) : null;

        using var step = new MeasuredStep(run, road, engine, data, device);
        using var baseline = hasBaseline ? new MeasuredStep(run, road, EngineKind.Reference, data, device) : null;
        using var other = plain.IsEmpty ? null : new MeasuredStep(plain[0].Run, plain[0].Road, engine, data, device);
        var contestants = new List<Contestant> { Contestant.WithTunedAllocator(Whole(step)) };
        if (other is not null) contestants.Add(Contestant.WithTunedAllocator(Whole(other)));
        if (baseline is not null) contestants.Add(Contestant.WithTunedAllocator(Whole(baseline)));
        if (byDefault is not null) contestants.Add(Contestant.WithDefaultAllocator(Whole(baseline!)));
        var contest = Contest.Run(settings.Effort, device, contestants);
        NativeRuntime.UseTunedAllocator();

        StepBaseline? Beside(StepMeasurement? found, int index) =>
            found is null ? null : new(found, StepRatio.Of(contest, 0, index), measured.Memory.Peak / found.Memory.Peak);
        var first = other is null ? 1 : 2;
        return new()
        {
            Measured = measured,
            Step = contest.Of(0),
            Agreement = agreement,
            Operations = OperationCount.OfTrainingStep(road.Folded, run.Nets, run.IsPlain, run.Learning.BatchSize, run.Training.Rules.NetNodes),
            LimitMilliseconds = double.NaN,
            FractionOfLimit = double.NaN,
            Reference = Beside(reference, first),
            ReferenceWithDefaultAllocator = Beside(byDefault, first + 1),
            Plain = other is null ? null : StepRatio.Of(contest, 0, 1),
            BaselineSkipped = skipped is null ? null : $"the reference engine beside it {skipped}",
        };
    }

    /// <summary>Why so many bytes do not fit, if they do not.</summary>
    private string? TooMuch(long estimate) => device.type == TorchSharp.DeviceType.CPU && ResidentMemory.Available() is var available && estimate > available
        ? $"would need about {estimate >> 20} MiB, {available >> 20} MiB are available"
        : null;

    private static Action Whole(MeasuredStep step) => () => step.Run(_ => { });

    /// <summary>The plain circuit to compare with, if that is wanted and fits beside.</summary>
    private Either<Failure, Arr<(RunSettings Run, Road Road)>> PlainBeside(RunSettings run, Road road)
    {
        if (run.IsPlain || !settings.WithPlain) return Arr<(RunSettings Run, Road Road)>.Empty;
        var plain = Cases.Plain(run);
        return Road.Build(plain, size).Map(built => Estimate(run, road, engine) + Estimate(plain, built, engine) > ResidentMemory.Available()
            ? Arr<(RunSettings Run, Road Road)>.Empty
            : Arr.create((plain, built)));
    }

    private static StepMeasurement? WithDefaultAllocator(Func<StepMeasurement> measure)
    {
        if (!NativeRuntime.UseDefaultAllocator()) return null;
        try
        {
            return measure();
        }
        finally
        {
            NativeRuntime.UseTunedAllocator();
        }
    }

    private Timing Forward(MeasuredStep step)
    {
        using var numbers = step.Materialise(forGradients: false);
        using var evidence = step.NextBatch();
        return Timing.Measure(settings.Effort, device, () => step.Engine.LogLikelihood(numbers.Tensors, evidence).Dispose());
    }
}
