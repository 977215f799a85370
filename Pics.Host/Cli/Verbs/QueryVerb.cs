using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>query</c>: one number, or one distribution, in exact answer to a question written as text.</summary>
internal static class QueryVerb
{
    private const int Shown = 40; // values of a distribution
    private const double Small = 1e-6; // probabilities that are not written in columns of digits

    public static Either<Failure, int> Run(QuerySettings query, string text) => OpenedRun.Open(query).Bind(run =>
    {
        using (run)
        using (NewDisposeScope())
            return from asked in QueryText.Parse(text, run.Form.Columns, run.Form.Channels).MapLeft(Failure.Of)
                   from code in Answer(run, asked)
                   select Note(run.Settings.Data.Colour, code);
    });

    private static Either<Failure, int> Answer(OpenedRun run, Question query)
    {
        var given = Evidence(run, query.Given);
        var words = QueryText.Print(query, run.Form.Columns, run.Form.Channels);
        return query.Match(
            probability => Conditional.LogLikelihood(run.Model, Evidence(run, probability.Event), given).MapLeft(Explain)
                .Map(value => Print(words, Units(run, probability.Event), value.item<double>() - probability.Event.Sum(one => Math.Log(Scale(run, one.Variable))))),
            distribution => IsFinite(run, distribution.Of).Bind(_ => Probabilities(run, given, distribution.Of)).Map(found => Print(words, run.Form.Columns[distribution.Of.Variable], found)),
            mean => Moments(run, given, mean.Of).Map(found => Print(words, found.Mean)),
            variance => Moments(run, given, variance.Of).Map(found => Print(words, found.Variance)));
    }

    private static Tensor Evidence(OpenedRun run, IEnumerable<Assignment> values)
    {
        var evidence = run.Model.NoEvidence(1);
        foreach (var one in values) evidence.select(1, one.Variable).select(1, one.Channel).fill_(one.Value);
        return evidence;
    }

    private static Failure Explain(QueryError error) => error is QueryError.Impossible
        ? new Failure("what is given has probability zero under the model, so that nothing follows from it; give less")
        : Failure.Of(error);

    private static string Name(OpenedRun run, Term term) => new ColumnNames(run.Form.Columns, run.Form.Channels).Of(term);

    /// <summary>Refuses the distribution of a variable without a largest value.</summary>
    private static Either<Failure, Unit> IsFinite(OpenedRun run, Term of)
    {
        if (run.Model.Families[of.Variable] is not { Values.IsNone: true } family) return Unit.Default;
        var (name, why) = (Name(run, of), run.Form.Columns[of.Variable].Kind is ColumnKind.Real ? "has real numbers, which have" : $"is {family.Label}, which has no largest value and so");
        return new Failure($"{name} {why} no table of probabilities; ask for E({name}), Var({name}) or P({name}=VALUE)");
    }

    private static Either<Failure, double[]> Probabilities(OpenedRun run, Tensor given, Term of) => Posterior.Of(run.Model, given).Bind(posterior =>
    {
        using (posterior) return posterior.Probabilities(of.Variable, of.Channel).Map(found => found.cpu().data<double>().ToArray());
    }).MapLeft(Explain);

    /// <summary>Mean and variance in the data's own units: of the numbers that labels are, where there are labels.</summary>
    private static Either<Failure, (double Mean, double Variance)> Moments(OpenedRun run, Tensor given, Term of)
    {
        var (column, isFinite) = (run.Form.Columns[of.Variable], run.Model.Families[of.Variable].Values.IsSome);
        return column.Kind.Match(
            categorical => (isFinite, Numbers(column, categorical)) switch
            {
                (true, var numbers) => Probabilities(run, given, of).Map(found => Moments(found, numbers)),
                (_, [var first, .. var others]) when others.Select((number, place) => number == first + ((place + 1) * (others[0] - first))).All(even => even) => Continuous(run, given, of, first, others.Length == 0 ? 1 : others[0] - first),
                _ => new Failure($"{Name(run, of)} is {run.Model.Families[of.Variable].Label}, which takes its values as evenly spaced, and they are not; ask for the probabilities of single values"),
            },
            _ => Continuous(run, given, of, 0, 1),
            real => Continuous(run, given, of, real.Centre, real.Scale));
    }

    private static double[] Numbers(Column column, ColumnKind.Categorical kind) => [.. Enumerable.Range(0, kind.Values).Select(value => double.Parse(column.Text(value), CultureInfo.InvariantCulture))];

    private static (double Mean, double Variance) Moments(double[] probabilities, double[] numbers)
    {
        var mean = probabilities.Zip(numbers, (probability, number) => probability * number).Sum();
        return (mean, probabilities.Zip(numbers, (probability, number) => probability * (number - mean) * (number - mean)).Sum());
    }

    /// <summary>Of values that are a start and a step times what the model sees.</summary>
    private static Either<Failure, (double Mean, double Variance)> Continuous(OpenedRun run, Tensor given, Term of, double start, double step) => Posterior.Of(run.Model, given).MapLeft(Explain).Map(posterior =>
    {
        using (posterior)
        {
            double At(Tensor moments) => moments[0, of.Variable, of.Channel].item<double>();
            return ((At(posterior.Mean()) * step) + start, At(posterior.Variance()) * step * step);
        }
    });

    private static double Scale(OpenedRun run, int variable) => run.Form.Columns[variable].Kind.Match(_ => 1, _ => 1, real => real.Scale);

    /// <summary>What an event's density is a density over; empty for a probability.</summary>
    private static string Units(OpenedRun run, IEnumerable<Assignment> values) =>
        string.Join(" and of ", values.Where(one => run.Model.Families[one.Variable] is InputFamily.Gaussian).Select(one => Name(run, one.Term)));

    private static int Note(ColourTransform colour, int code)
    {
        if (colour != ColourTransform.None) Console.Out.WriteLine($"Channels 0, 1 and 2 are Y, Co and Cg of {Colour.Name(colour)}.");
        return code;
    }

    private static int Print(string words, string units, double log)
    {
        Console.Out.WriteLine($"{words} = {Number(Math.Exp(log))}{(units.Length > 0 ? $", a density per unit of {units}" : string.Empty)}");
        Console.Out.WriteLine($"log: {Number(log)} nats");
        return 0;
    }

    private static int Print(string words, double value)
    {
        Console.Out.WriteLine($"{words} = {Number(value)}");
        return 0;
    }

    private static int Print(string words, Column column, double[] probabilities)
    {
        static string Digits(double value) => value is 0 or >= Small ? value.ToString("F10", CultureInfo.InvariantCulture) : Number(value);
        var values = Enumerable.Range(0, probabilities.Length).ToList();
        if (values.Count > Shown) values = [.. values.OrderByDescending(value => probabilities[value]).Take(Shown).Order()];
        new TextTable(words, ["value", "probability"], [.. values.Select(value => (IReadOnlyList<string>)[column.Text(value), Digits(probabilities[value])])]).Print();
        if (values.Count < probabilities.Length) Console.Out.WriteLine($"{probabilities.Length - values.Count} less probable values are left out, with a probability of {Number(Math.Max(0, 1 - values.Sum(value => probabilities[value])))} together.");
        return 0;
    }

    private static string Number(double value) => double.IsInfinity(value) ? ResultTable.Number(value) : value.ToString("G10", CultureInfo.InvariantCulture);
}
