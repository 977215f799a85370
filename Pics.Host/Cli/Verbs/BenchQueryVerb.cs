using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>bench query</c>: rows per second of exact log-likelihoods, beside training and the reference engine; other queries beside a forward pass.</summary>
internal static class BenchQueryVerb
{
    public static Either<Failure, int> Run(BenchSettings settings, CancellationToken cancellation) =>
        from allowed in BenchChecks.Refuse(settings)
        from possible in EngineChoice.Refuse(settings.Engine, settings.Run.Machine.Device)
        from device in Machine.Prepare(settings.Run.Machine.Device, settings.Run.Machine.Threads)
        from engine in EngineChoice.Of(settings.Engine, device)
        from data in BenchData.Load(settings, 2 * settings.BatchSizes.Max(), settings.Rows)
        from some in data.Test.Rows > 0 ? Unit.Default : Either<Failure, Unit>.Left(new Failure($"'{data.Test.Name}' has no test rows; expected at least one"))
        let rows = new MeasuredRows(data.Train, data.Test.First(settings.Rows), data.Sentence)
        from code in Run(settings, engine, rows, device, cancellation)
        select code;

    private static Either<Failure, int> Run(BenchSettings settings, EngineChoice engine, MeasuredRows data, Device device, CancellationToken cancellation)
    {
        var size = Road.Over(data.Train);
        Console.Out.WriteLine(data.Sentence);
        var report = new BenchReport("query", settings, BenchFiles.Of(settings), MachineDescription.Read(device, settings.Run.Learning.Seed));
        var rows = new List<QueryRow>();
        foreach (var run in Cases.Of(settings))
        {
            if (cancellation.IsCancellationRequested) break;
            var added = from road in Road.Build(run, size)
                        from fits in MemoryCheck.Refuse(road, size, run, engine.Kind, "--batch-size")
                        from agreement in Agreement.Check(run, road, engine.Kind, data.Train, device, settings.Tolerance)
                        let row = Measure(settings, run, road, agreement, data, engine.Kind, device)
                        let kept = Keep(rows, row)
                        from written in report.WriteJson(new { rows })
                        select row;
            if (added.IsLeft) return added.Map(_ => 0);
        }

        var compiled = rows.FirstOrDefault()?.Engine ?? engine.Kind;
        return report
            .Show([Table(rows, compiled, data.Test.Rows), Queries(rows)], engine.Explain(), "The parameters of the circuit are computed once before, as in eval; a training step computes them each time.")
            .Map(_ => cancellation.IsCancellationRequested ? 130 : 0);
    }

    private static QueryRow Measure(BenchSettings settings, RunSettings run, Road road, Agreement agreement, MeasuredRows data, EngineKind kind, Device device)
    {
        var (train, test, _) = data;
        using var step = new MeasuredStep(run, road, kind, train, device);
        using var baseline = new MeasuredStep(run, road, EngineKind.Reference, train, device);
        using var numbers = step.Materialise(forGradients: false);
        using var itsParameters = baseline.Materialise(forGradients: false);
        var made = QpcModel.Of(road.Pic, step.Parameters, road.Folded.Rule).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        using var model = made;
        using var batch = test.Batch([.. Enumerable.Range(0, Math.Min(run.Learning.BatchSize, test.Rows))], device);
        using var half = batch.clone();
        using (NewDisposeScope()) half.narrow(1, 0, test.Variables / 2).fill_(test.IsReal ? double.NaN : -1);
        void Query()
        {
            if (model.Engine.Kind == kind) LogLikelihood.OfRows(model, test);
            else LogLikelihood.OfRows(step.Engine, numbers.Tensors, test);
        }

        void Reference() => LogLikelihood.OfRows(baseline.Engine, itsParameters.Tensors, test, 0, run.Learning.BatchSize);
        void Train() => step.Run(_ => { });
        void TrainingForward()
        {
            using var scope = NewDisposeScope();
            using var made = step.Materialise(forGradients: true);
            step.Engine.LogLikelihood(made.Tensors, step.NextBatch());
        }

        void Forward() => step.Engine.LogLikelihood(numbers.Tensors, batch).Dispose();
        var (_, memory) = ResidentMemory.During(() => Timing.Measure(settings.Effort with { Repeat = 1, MinSeconds = 0 }, device, Query));
        Action[] scoring = [Query, Train, Reference, TrainingForward];
        Action[] queries =
        [
            Forward,
            () => Answer(CircuitQueries.Sample(model, (int)batch.shape[0], run.Learning.Seed)),
            () => Answer(CircuitQueries.SampleGiven(model, half, 1, run.Learning.Seed)),
            () => Answer(CircuitQueries.Moments(model, half).Map(moments =>
            {
                moments.Variance.Dispose();
                return moments.Mean;
            })),
            () => Answer(CircuitQueries.MaxProduct(model, half)),
        ];
        foreach (var action in scoring.Skip(1)) action();
        var contest = Contest.Run(settings.Effort, device, [.. scoring.Select(Contestant.Of)]);

        // In rounds of their own: a round with the scores of thousands of rows by the reference engine would leave time for a few queries, most of them before their code is compiled for good.
        foreach (var action in queries) Timing.Measure(settings.Effort, device, action);
        var asked = Contest.Run(settings.Effort, device, [.. queries.Select(Contestant.Of)]);
        return new()
        {
            Name = Cases.Name(run),
            Setting = run,
            Engine = step.Engine.Kind,
            Agreement = agreement,
            Times = [.. scoring.Select((_, index) => contest.Of(index)), .. queries.Select((_, index) => asked.Of(index))],
            RowsASecond = Rate(test.Rows, contest.Of(0)),
            TrainingRowsASecond = Rate(run.Learning.BatchSize, contest.Of(1)),
            ReferenceRowsASecond = Rate(test.Rows, contest.Of(2)),
            TimesTraining = contest.Ratio(1, 0) * test.Rows / run.Learning.BatchSize,
            TimesTrainingForward = contest.Ratio(3, 0) * test.Rows / run.Learning.BatchSize,
            TimesReference = contest.Ratio(2, 0),
            Sample = asked.Ratio(1, 0),
            SampleGiven = asked.Ratio(2, 0),
            Posterior = asked.Ratio(3, 0),
            MaxProduct = asked.Ratio(4, 0),
            Memory = memory,
        };
    }

    private static void Answer(Either<QueryError, Tensor> answer) => answer.IfLeft(error => throw new InvalidOperationException(error.Explain())).Dispose();

    private static TextTable Table(IReadOnlyList<QueryRow> rows, EngineKind engine, int count) => new(
        $"Log-likelihoods of {Tables.Count(count)} rows with the {EngineChoice.Word(engine)} engine; rows per second, from the minimum time, and how many times those of a training step, of its forward pass (parameters of the circuit and log-likelihoods), of the reference engine.",
        ["setting", "rows/s", "step", "forward", "reference", "peak MiB"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            Tables.Count((long)row.RowsASecond),
            Tables.Number(row.TimesTraining, 2),
            Tables.Number(row.TimesTrainingForward, 2),
            Tables.Number(row.TimesReference, 2),
            Tables.Number(row.Memory.Peak, 0),
        ])]);

    private static TextTable Queries(IReadOnlyList<QueryRow> rows) => new(
        "Queries on one batch, in forward passes of the batch: samples; samples, all posterior means and max-product given the second half of the variables.",
        ["setting", "forward ms", "sample", "sample given", "posterior", "max-product"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            Tables.Number(row.Times[4].Minimum, 2),
            Tables.Number(row.Sample, 2),
            Tables.Number(row.SampleGiven, 2),
            Tables.Number(row.Posterior, 2),
            Tables.Number(row.MaxProduct, 2),
        ])]);

    private static Unit Keep(List<QueryRow> rows, QueryRow row)
    {
        rows.Add(row);
        return Unit.Default;
    }

    private static double Rate(int rows, Timing timing) => rows / timing.Minimum * 1000;

    /// <summary>The rows that are trained on and those that are asked about.</summary>
    private sealed record MeasuredRows(Dataset Train, Dataset Test, string Sentence);

    /// <summary>One setting's figures; ratios are medians over rounds in which all ran.</summary>
    private sealed record QueryRow
    {
        public required string Name { get; init; }

        public required RunSettings Setting { get; init; }

        public required EngineKind Engine { get; init; }

        public required Agreement Agreement { get; init; }

        public required IReadOnlyList<Timing> Times { get; init; }

        public required double RowsASecond { get; init; }

        public required double TrainingRowsASecond { get; init; }

        public required double ReferenceRowsASecond { get; init; }

        public required double TimesTraining { get; init; }

        public required double TimesTrainingForward { get; init; }

        public required double TimesReference { get; init; }

        public required double Sample { get; init; }

        public required double SampleGiven { get; init; }

        public required double Posterior { get; init; }

        public required double MaxProduct { get; init; }

        public required ResidentMemory Memory { get; init; }
    }
}
