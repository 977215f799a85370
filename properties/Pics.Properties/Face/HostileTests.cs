using TorchSharp;
using static Pics.Properties.Learned;

namespace Pics.Properties;

/// <summary>What a careless program gives to models and tables is refused in a sentence, and leaves nothing behind.</summary>
[Collection(TensorTests.Name)]
public class HostileTests
{
    private int parameters;

    private static Dataset Some { get; } = People(60, 4);

    [Fact]
    public void Numbers_and_names_of_enumerations_that_there_are_not_are_refused()
    {
        Assert.Equal("the midpoint rule cannot have 2147483647 node(s); it needs at most 65536", Says(PicModel.Learn(Some, Quick.WithK(int.MaxValue))));
        Assert.Contains("it needs at most 4096", Says(PicModel.Learn(Some, Quick.WithK(50000).WithRule(RuleKind.GaussLegendre))), StringComparison.Ordinal);
        Assert.Contains("it needs at most 4096", Says(PicModel.Learn(Some, Quick.WithK(50000).WithRule(RuleKind.GaussHermite))), StringComparison.Ordinal);
        Assert.StartsWith("the 99 rule cannot have 4 node(s); it needs a kind that there is: Trapezoidal, ", Says(PicModel.Learn(Some, Quick.WithRule((RuleKind)99))), StringComparison.Ordinal);
        using var model = Get(PicModel.Learn(Some, Quick));
        Assert.Equal("the kind of what values are filled with is 9; it must be one that there is", Says(model.Complete(Some, (FillKind)9)));
        Assert.Contains("as many as fit into memory", Says(model.Sample(int.MaxValue)), StringComparison.Ordinal);
        Assert.Contains("as many as fit into memory", Says(model.Sample(int.MaxValue, Evidence.Of("Smokes", "true"))), StringComparison.Ordinal);
        Assert.Contains("it must be zero or more", Says(model.Sample(-1, Evidence.Of("Smokes", "true"))), StringComparison.Ordinal);
        Assert.Equal(10001, Get(model.Sample(10001)).Rows);
    }

    [Fact]
    public void What_is_null_is_refused_or_counts_as_nothing()
    {
        using var model = Get(PicModel.Learn(Some, Quick with { Families = null!, Reading = null! }));
        Assert.Contains("expected P, E, Var, Q, MAP or next", Says(model.Ask(null!)), StringComparison.Ordinal);
        Assert.Contains("there is no column ''", Says(model.Posterior(null!)), StringComparison.Ordinal);
        Assert.Contains("there is no column ''", Says(model.LogLikelihood(Evidence.Of(null!, "f"))), StringComparison.Ordinal);
        Assert.Contains("there is no column ''", Says(model.Marginal([null!])), StringComparison.Ordinal);
        Assert.Contains("columns that are left", Says(model.Marginal(null!)), StringComparison.Ordinal);
        Assert.Contains("holds no model", Says(PicModel.Load(null!)), StringComparison.Ordinal);
        Assert.Contains("is no name", Says(model.Save(null!)), StringComparison.Ordinal);
        Assert.Contains("no region graph", Says(PicModel.Learn(Some, Quick.WithStructure(new StructureChoice.Own(null!)))), StringComparison.Ordinal);
        Assert.Equal("'records' cannot be read: row 1 is null; expected 1 value(s), one for each name", Says(Table.Of(["a"], [[1], null!]).OrFault()));
        Assert.True(Table.Of([null!, "b"], [[DBNull.Value, 1], [2, 3]]).Exists(data => data.Columns[0].Name.Length == 0 && double.IsNaN(data.Row(0)[0])));
    }

    [Fact]
    public void A_property_that_throws_is_named()
    {
        Assert.Equal("'records' cannot be read: row 0, column 'Broken' could not be asked for: it broke", Says(Table.Of([new Faulty(1)]).OrFault()));
    }

    [Fact]
    public void Whoever_saves_what_is_gone_is_told_and_no_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        var model = Get(PicModel.Learn(Some, Quick));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Save(folder["gone"]));
        Assert.False(Directory.Exists(folder["gone"]));
    }

    [Fact]
    public void Parameters_that_overflow_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = Get(PicModel.Learn(Some, Quick));
        using (torch.no_grad())
            foreach (var parameter in model.Stored.Parameters.Trainable)
                parameter.fill_(3e38f);
        Get(model.Save(folder["huge"]));
        Assert.Contains("gives numbers that are not finite under the trapezoidal rule of K = 4", Says(PicModel.Load(folder["huge"])), StringComparison.Ordinal);
        Assert.Contains("gives numbers that are not finite", Says(PicModel.Of(model.Form, model.Stored.In(isDouble: false))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_learning_that_ends_early_or_well_leaves_no_tensors()
    {
        // TorchSharp counts a tensor more, for good, for each Parameter that is made of one.
        long Left(Func<int> learn)
        {
            var before = torch.Tensor.TotalCount;
            var parameters = learn();
            return torch.Tensor.TotalCount - before - parameters;
        }

        int Learn(Action<LearningProgress>? told)
        {
            try
            {
                using var model = Get(PicModel.Learn(Some, Quick, told is null ? null : new Told(told)));
                return parameters = model.Stored.Parameters.Trainable.Count;
            }
            catch (InvalidTimeZoneException)
            {
                return parameters;
            }
        }

        Learn(null);
        Assert.Equal(0, Left(() => Learn(null)));
        Assert.Equal(0, Left(() => Learn(_ => throw new InvalidTimeZoneException("of whoever asked"))));
    }

    private sealed class Told(Action<LearningProgress> act) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => act(value);
    }

    private sealed record Faulty(int Fine)
    {
        public int Broken => Fine > 0 ? throw new InvalidOperationException("it broke.") : Fine;
    }
}
