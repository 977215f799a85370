using System.Globalization;

namespace Pics.Numerics;

/// <summary>What is asked of a model about single rows and new ones, in the data's own units.</summary>
internal static class RowQueries
{
    private const int FewRows = 10000; // fit always
    private const long RowBytes = 160; // of a sample on its way: keys, places and the heads of arrays
    private const long ValueBytes = 40; // of a value: as drawn twice, as a row twice, and stored

    /// <summary>log p of what is observed, in nats; minus infinity where it is impossible.</summary>
    public static Either<PicsFault, double> LogLikelihood(RowForm form, AskedCircuit model, Evidence evidence) =>
        from row in evidence.Resolve(form).OrFault()
        from value in LogLikelihood(model, row).OrFault()
        select value - row.LogScale;

    /// <summary>log p(of | given), in nats. Error: <see cref="QuestionError.Overlap"/>, <see cref="QueryError.Impossible"/>.</summary>
    public static Either<PicsFault, double> LogProbability(RowForm form, AskedCircuit model, Evidence of, Evidence given) =>
        from asked in of.Resolve(form).OrFault()
        from known in given.Resolve(form).OrFault()
        from apart in Apart(form, asked.Shared(known))
        from value in Answers.LogProbability(model, asked, known).OrFault()
        select value;

    /// <summary>The distribution of one channel of a column. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="column">A name as in questions.</param>
    /// <param name="given">What else is known of the row.</param>
    /// <param name="logProbability">Asks the model again.</param>
    /// <param name="quantile">Asks the model again.</param>
    public static Either<PicsFault, ColumnPosterior> Posterior(RowForm form, AskedCircuit model, string column, Evidence given, Func<Evidence, Evidence, Either<PicsFault, double>> logProbability, Func<double, Either<PicsFault, ColumnValue>> quantile) =>
        from term in new ColumnNames(form.Columns, form.Channels).Find(new(0, column, true, true)).OrFault()
        from known in given.Resolve(form).OrFault()
        from apart in Apart(form, double.IsNaN(known[term]) ? null : term)
        from found in Answers.Given(form, model, known, posterior =>
            from probabilities in posterior.Probabilities(term).OrFault()
            from mode in posterior.Mode(term).OrFault()
            let moments = posterior.Moments(term).IfLeft((double.NaN, double.NaN))
            select new ColumnPosterior(column, of => logProbability(of, given), quantile)
            {
                Probabilities = probabilities,
                Mean = moments.Item1,
                Variance = moments.Item2,
                Mode = form.Columns[term.Variable].Text(mode),
            })
        select found;

    /// <summary>The least value of a column whose distribution function is at least a part. Error: as <see cref="ColumnPosterior.Quantile"/>.</summary>
    public static Either<PicsFault, ColumnValue> Quantile(RowForm form, AskedCircuit model, string column, Evidence given, double part) =>
        from term in new ColumnNames(form.Columns, form.Channels).Find(new(0, column, true, true)).OrFault()
        from ordered in form.Columns[term.Variable].HasOrder ? LanguageExt.Unit.Default : Either<QuestionError, LanguageExt.Unit>.Left(AskedTerm.NoQuantiles(0, column, form.Columns[term.Variable])).OrFault()
        from possible in AskedTerm.IsPart(part) ? LanguageExt.Unit.Default : Either<QuestionError, LanguageExt.Unit>.Left(AskedTerm.BadPart(0, part.ToString("R", CultureInfo.InvariantCulture))).OrFault()
        from known in given.Resolve(form).OrFault()
        from found in Answers.Given(form, model, known, posterior => posterior.Quantile(term, part).OrFault())
        select ColumnValue.Of(form.Columns[term.Variable], column, found);

    /// <summary>Rows drawn from the model: what is given as it is, the rest at random.</summary>
    public static Either<PicsFault, Dataset> Sample(RowForm form, AskedCircuit model, int count, Evidence given, (long Seed, bool WithinRange, long First, bool WithOther) how) =>
        from known in given.Resolve(form).OrFault()
        from rows in Draw(model, count, known, (how.Seed, how.First, how.WithOther)).OrFault()
        from data in form.Rows("samples", [.. rows.Select((row, index) => known.Held(row, how.Seed, how.First + index, how.WithinRange))]).OrFault()
        select data;

    /// <summary>Rows drawn from the latents of a PIC itself.</summary>
    public static Either<PicsFault, Dataset> SampleLatents(RowForm form, AskedCircuit model, Func<long, Either<PicSamplingError, EvidenceRows>> draw, int count, (long Seed, long First, bool WithOther) how)
    {
        return from rows in how.WithOther ? draw(how.Seed).Map(rows => rows.Arrays()).OrFault() : RowDraws.OfLatents(form, model, draw, count, how.Seed)
               from data in form.Rows("samples", [.. rows.Select((row, index) => form.Held(row, how.Seed, how.First + index))]).OrFault()
               select data;
    }

    /// <summary>The rows with what they do not observe filled.</summary>
    public static Either<PicsFault, Dataset> Complete(RowForm form, AskedCircuit model, Dataset data, FillKind kind, long seed, bool withinRange) =>
        from fills in Fills.Of(form, model, data, kind, seed, withinRange).OrFault()
        from filled in form.Rows(data.Name, [.. Enumerable.Range(0, data.Rows).Select(row => Filled(data.Row(row), row, fills))]).OrFault()
        select filled;

    /// <summary>Rows that fit into the memory that is free, and into arrays.</summary>
    private static long Most(RowForm form) => Math.Min(SystemMemory.Available() / (RowBytes + (ValueBytes * form.Dimensions)), System.Array.MaxLength / form.Dimensions);

    /// <summary>Rows as the circuit sees them, drawn given what is known.</summary>
    internal static Either<QueryError, IReadOnlyList<double[]>> Draw(AskedCircuit model, int count, EncodedRow given, (long Seed, long First, bool WithOther) how) =>
        count > FewRows && Most(given.Form) is var most && count > most ? new QueryError.Argument("the number of samples", count, $"at most {most}, as many as fit into memory; draw them in parts with seeds of their own")
        : how.WithOther && given.Findings.IsEmpty
        ? (count <= 0 || given.IsNothing ? Sampling.Unconditional(model, count, how.Seed, how.First) : Sampling.Given(model, given.Evidence(), count, how.Seed, 0, how.First)).Map(rows => rows.Arrays())
        : count <= 0 || given.IsNothing
        ? RowDraws.Free(given.Form, model, count, how.Seed, how.First)
        : given.Findings.IsEmpty
        ? RowDraws.Given(given.Form, model, given.Evidence(), count, how.Seed, 0, how.First)
        : RowDraws.Given(given, model, count, how);

    /// <summary>log p of what a row knows, in nats and the circuit's own numbers.</summary>
    internal static Either<QueryError, double> LogLikelihood(AskedCircuit model, EncodedRow row)
    {
        using var found = FoundModel.Of(model, row);
        return RowLikelihood.OfEvidence(found.Model, found.Evidence).Map(values => values[0]);
    }

    private static double[] Filled(ImmutableArray<double> row, int number, IReadOnlyDictionary<(int Row, int Place), Fill> fills) =>
        [.. row.Select((value, place) => double.IsNaN(value) && fills.TryGetValue((number, place), out var fill) ? fill.Held : value)];

    private static Either<PicsFault, LanguageExt.Unit> Apart(RowForm form, Term? shared) => shared is { } term
        ? PicsFault.Of(new QuestionError.Overlap(0, Answers.Name(form, term), 0))
        : LanguageExt.Unit.Default;
}
