using static Pics.Properties.FaceModel;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>One model asked by many threads at once.</summary>
[Collection(TensorTests.Name)]
public class ThreadLaws
{
    private const int Threads = 16;

    /// <summary>Every kind of query, each as the text of what it gives, with all digits.</summary>
    private static readonly ImmutableArray<Func<PicModel, string>> Queries =
    [
        model => $"{model.Ask("P(income=34000, sex=f | visits=2)").OrThrow()}",
        model => $"{model.Ask("P(\"age group\" | income=20000)").OrThrow()}",
        model => Text(model.LogLikelihood(Evidence.Of("sex", "f").And("visits", 1)).OrThrow()),
        model => Text([.. model.LogLikelihoods(Rows(50, 1)).OrThrow()]),
        model => Text(model.LogProbability(Evidence.Of("visits", 4), Evidence.Of("income", 31000)).OrThrow()),
        model => Of(model.Posterior("income", Evidence.Of("sex", "m")).OrThrow()),
        model => Text(DataFiles.Values(model.Sample(30, Evidence.Of("visits", 3), seed: 4).OrThrow())),
        model => Text(DataFiles.Values(model.Sample(30, seed: 4).OrThrow())),
        model => Text(DataFiles.Values(model.Complete(Rows(10, 2), FillKind.Mpe, seed: 1).OrThrow())),
        model => Text(DataFiles.Values(model.Complete(Rows(10, 2)).OrThrow())),
        model => string.Join('\n', model.Scores(Rows(20, 3)).OrThrow()),
        model =>
        {
            using var small = model.Condition(Evidence.Of("income", 25000)).OrThrow();
            return Text(small.LogLikelihood(Evidence.Of("sex", "f")).OrThrow());
        },
        model => Text(model.Queries.LogZ),
        model => Information.Entropy(model.Queries, 50, 1).Match(found => Text(found.Value), error => error.Explain()),
        model => LogLikelihood.OfRows(model.Queries, Rows(30, 5)).Match(found => Text([.. found]), error => error.Explain()),
    ];

    private static string Text(params double[] values) => string.Join(' ', values.Select(value => FormattableString.Invariant($"{value:R}")));

    private static string Of(ColumnPosterior posterior) => $"{posterior} {Text(posterior.Mean, posterior.Variance, posterior.LogDensity(33000).OrThrow())}";

    private static Thread[] Start(Action<int> work) => [.. Enumerable.Range(0, Threads).Select(number =>
    {
        var thread = new Thread(() => work(number));
        thread.Start();
        return thread;
    })];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answers_are_those_of_one_thread_alone(bool isDouble)
    {
        ImmutableArray<string> alone;
        using (var serial = OfPeople(isDouble: isDouble)) alone = [.. Queries.Select(query => query(serial.Model))];
        using var face = OfPeople(isDouble: isDouble);
        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var start = new Barrier(Threads);
        foreach (var thread in Start(number =>
        {
            try
            {
                var random = new Random(number);
                start.SignalAndWait();
                for (var round = 0; round < 20; round++)
                {
                    var query = random.Next(Queries.Length);
                    var found = Queries[query](face.Model);
                    if (found != alone[query]) wrong.Add($"query {query}: {found} instead of {alone[query]}");
                }
            }
            catch (Exception error)
            {
                wrong.Add($"{error}");
            }
        })) thread.Join();
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_query_has_the_threads_of_libtorch_that_its_model_was_made_with()
    {
        using var face = OfPeople();
        using var scaled = new QpcModel(face.Model.Queries, EngineKind.Scaled); // in the fused engine their number changes no bit
        var made = get_num_threads();
        (int Before, int Within, int After) seen = default;
        var thread = new Thread(() =>
        {
            set_num_threads(made + 1);
            seen = (get_num_threads(), scaled.Alone(get_num_threads), get_num_threads());
            set_num_threads(made); // for threads to come
        });
        thread.Start();
        thread.Join();
        Assert.Equal((made + 1, made, made + 1), seen);
    }

    [Fact]
    public void Who_asks_while_a_model_is_disposed_of_gets_an_answer_or_is_told()
    {
        for (var round = 0; round < 4; round++)
        {
            var face = OfPeople(round + 1);
            ImmutableArray<string> alone;
            using (var serial = OfPeople(round + 1)) alone = [.. Queries.Select(query => query(serial.Model))];
            var (wrong, told) = (new System.Collections.Concurrent.ConcurrentBag<string>(), 0);
            using var start = new Barrier(Threads + 1);
            var threads = Start(number =>
            {
                try
                {
                    var random = new Random(number);
                    start.SignalAndWait();
                    while (true)
                    {
                        var query = random.Next(Queries.Length);
                        var found = Queries[query](face.Model);
                        if (found != alone[query]) wrong.Add($"query {query}: {found} instead of {alone[query]}");
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref told);
                }
                catch (Exception error)
                {
                    wrong.Add($"{error}");
                }
            });
            start.SignalAndWait();
            Assert.NotEqual(string.Empty, Queries[2](face.Model));
            face.Dispose();
            face.Dispose();
            foreach (var thread in threads) thread.Join();
            Assert.Empty(wrong);
            Assert.Equal(Threads, told);
            Assert.Equal("Pics.Numerics.PicModel", Assert.Throws<ObjectDisposedException>(() => face.Model.Ask("E(income)")).ObjectName);
        }
    }
}
