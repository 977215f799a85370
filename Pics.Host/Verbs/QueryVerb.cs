using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>query</c>: one number, or one distribution, in exact answer to a question written as text.</summary>
internal static class QueryVerb
{
    private const int Shown = 40; // values of a distribution

    public static Either<Failure, int> Run(QuerySettings query, string text) => OpenedRun.Open(query).Bind(run =>
    {
        using (run)
        using (NewDisposeScope())
            return QueryText.Parse(text, run.Form.Columns, run.Form.Channels)
                .MapLeft(Failure.Of)
                .Bind(asked => Answer(run, asked));
    });

    private static Either<Failure, int> Answer(OpenedRun run, Query query)
    {
        var given = Evidence(run, query.Given);
        var words = QueryText.Print(query, run.Form.Columns, run.Form.Channels);
        return query.Match(
            probability => Conditional.LogLikelihood(run.Model, Evidence(run, probability.Event), given).MapLeft(Failure.Of)
                .Map(value => Print(words, probability.Event.Exists(one => Scale(run, one.Variable) != 1), value.item<double>() - probability.Event.Sum(one => Math.Log(Scale(run, one.Variable))))),
            distribution => Probabilities(run, given, distribution.Of).Map(found => Print(words, run.Form.Columns[distribution.Of.Variable], found)),
            mean => Moments(run, given, mean.Of).Map(found => Print(words, found.Mean)),
            variance => Moments(run, given, variance.Of).Map(found => Print(words, found.Variance)));
    }

    private static Tensor Evidence(OpenedRun run, IEnumerable<Assignment> values)
    {
        var evidence = run.Model.NoEvidence(1);
        foreach (var one in values) evidence.select(1, one.Variable).select(1, one.Channel).fill_(one.Value);
        return evidence;
    }

    private static Either<Failure, double[]> Probabilities(OpenedRun run, Tensor given, Term of) => Posterior.Of(run.Model, given).Bind(posterior =>
    {
        using (posterior) return posterior.Probabilities(of.Variable, of.Channel).Map(found => found.data<double>().ToArray());
    }).MapLeft(Failure.Of);

    /// <summary>Mean and variance in the data's own units: of the numbers that labels are, where there are labels.</summary>
    private static Either<Failure, (double Mean, double Variance)> Moments(OpenedRun run, Tensor given, Term of)
    {
        var column = run.Form.Columns[of.Variable];
        if (column.Kind is ColumnKind.Categorical)
            return Probabilities(run, given, of).Map(found =>
            {
                var numbers = Enumerable.Range(0, found.Length).Select(value => double.Parse(column.Text(value), CultureInfo.InvariantCulture)).ToArray();
                var mean = found.Zip(numbers, (probability, number) => probability * number).Sum();
                return (mean, found.Zip(numbers, (probability, number) => probability * (number - mean) * (number - mean)).Sum());
            });
        return Posterior.Of(run.Model, given).MapLeft(Failure.Of).Map(posterior =>
        {
            using (posterior)
            {
                double At(Tensor moments) => moments[0, of.Variable, of.Channel].item<double>();
                var (centre, scale) = column.Kind is ColumnKind.Real real ? (real.Centre, real.Scale) : (0, 1);
                return ((At(posterior.Mean()) * scale) + centre, At(posterior.Variance()) * scale * scale);
            }
        });
    }

    private static double Scale(OpenedRun run, int variable) => run.Form.Columns[variable].Kind.Match(_ => 1, _ => 1, real => real.Scale);

    private static int Print(string words, bool isDensity, double log)
    {
        Console.Out.WriteLine($"{words} = {Number(Math.Exp(log))}");
        Console.Out.WriteLine($"log: {Number(log)} nats{(isDensity ? "; a density, since a variable is real" : string.Empty)}");
        return 0;
    }

    private static int Print(string words, double value)
    {
        Console.Out.WriteLine($"{words} = {Number(value)}");
        return 0;
    }

    private static int Print(string words, Column column, double[] probabilities)
    {
        var values = Enumerable.Range(0, probabilities.Length).ToList();
        if (values.Count > Shown) values = [.. values.OrderByDescending(value => probabilities[value]).Take(Shown).Order()];
        new TextTable(words, ["value", "probability"], [.. values.Select(value => (IReadOnlyList<string>)[column.Text(value), Number(probabilities[value])])]).Print();
        if (values.Count < probabilities.Length) Console.Out.WriteLine($"{probabilities.Length - values.Count} less probable values are left out; together {Number(1 - values.Sum(value => probabilities[value]))}.");
        return 0;
    }

    private static string Number(double value) => double.IsInfinity(value) ? ResultTable.Number(value) : value.ToString("G10", CultureInfo.InvariantCulture);
}
