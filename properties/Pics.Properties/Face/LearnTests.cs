using static Pics.Properties.DataFiles;
using static Pics.Properties.Learned;

namespace Pics.Properties;

/// <summary>Models are learned from files, data sets and records, with choices made from the rows; what is impossible is one sentence.</summary>
[Collection(TensorTests.Name)]
public class LearnTests
{
    [Fact]
    public void A_table_is_learned_better_than_independent_columns()
    {
        using var model = Get(PicModel.Learn(People(400, 1), LearnSettings.Default.WithK(8).WithWidth(16).WithEpochs(30)));
        var test = model.Report!.Test!;
        Assert.Equal(40, test.Rows);
        Assert.True(test.LogLikelihood > test.Independent + 0.5, $"{model.Report}");
        Assert.Equal(test.LogLikelihood, -test.BitsPerDimension * Math.Log(2) * 4 * test.Observed!.Value, 1e-9);
        Assert.Equal((8, RuleKind.Midpoint, 8), (model.Report.Scores.K, model.Report.Scores.Rule, model.Rule.Count));
        Assert.NotNull(model.Graph);
        Assert.Equal(model.Folded, Get(Fold.Pass.Apply(model.Qpc).OrFault()));
    }

    [Fact]
    public void Equal_seeds_give_equal_models_from_a_file_a_data_set_and_records()
    {
        var random = new Random(3);
        var records = Enumerable.Range(0, 100).Select(_ => new { a = random.Next(3), b = random.Next(2), c = random.Next(5) }).ToList();
        using var folder = new TemporaryFolder();
        var data = Table.Of(records).IfLeft(_ => null!);
        Assert.True(data.WriteCsv(folder["t.csv"]).IsRight);
        var settings = Quick with { Reading = ReadOptions.Default with { Header = HeaderKind.Present } };
        using var first = Get(PicModel.Learn(data, settings));
        using var second = Get(PicModel.Learn(records, settings));
        using var third = Get(PicModel.Learn(folder["t.csv"], settings));
        using var other = Get(PicModel.Learn(data, settings.WithSeed(1)));
        string Numbers(PicModel model) => string.Join(';', model.Stored.Parameters.Named.Select(entry => string.Join(',', entry.Tensor.data<float>())));
        Assert.Equal(Numbers(first), Numbers(second));
        Assert.Equal(Numbers(first), Numbers(third));
        Assert.NotEqual(Numbers(first), Numbers(other));
    }

    [Fact]
    public void Images_have_a_quad_graph_and_tables_a_latent_tree()
    {
        var random = new Random(1);
        var images = Dataset.Create("images", DataShape.Pixels(2, 2), 3, 4, Enumerable.Range(0, 480).Select(_ => (short)random.Next(4))).IfLeft(_ => null!);
        using var model = Get(PicModel.Learn(images, Quick));
        Assert.Equal(QuadGraph.Create(2, 2), model.Graph!);
        Assert.Equal(((2, 2), 3), (model.Form.Image, model.Form.Channels));
        Assert.True(double.IsFinite(model.Report!.Test!.LogLikelihood));
        Assert.IsType<StructureChoice.HiddenChowLiu>(StructureChoice.For(People(20, 1)));
    }

    [Theory]
    [InlineData("hidden-chow-liu")]
    [InlineData("random-binary-trees")]
    [InlineData("random-splits")]
    [InlineData("balanced-tree")]
    [InlineData("linear-chain")]
    [InlineData("fully-factorised")]
    public void Every_structure_over_tables_is_learned(string label)
    {
        StructureChoice[] all = [new StructureChoice.HiddenChowLiu(), new StructureChoice.RandomBinaryTrees(), new StructureChoice.RandomSplits(), new StructureChoice.BalancedTree(), new StructureChoice.LinearChain(), new StructureChoice.FullyFactorised()];
        using var model = Get(PicModel.Learn(People(60, 2), Quick.WithStructure(all.Single(choice => choice.Label == label))));
        Assert.True(double.IsFinite(model.Report!.Test!.LogLikelihood), $"{model.Report}");
    }

    [Fact]
    public void Constant_single_and_hardly_observed_columns_and_few_rows_are_learned()
    {
        Dataset Of(IEnumerable<string> names, IEnumerable<IEnumerable<object?>> rows) => Table.Of(names, rows).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Dataset[] all =
        [
            Of(["a", "b"], Enumerable.Range(0, 30).Select(row => new object?[] { 1, 2.5 + (row * 1e-12) })),
            Of(["a"], Enumerable.Range(0, 30).Select(row => new object?[] { row % 3 })),
            Of(["a", "b", "c"], Enumerable.Range(0, 30).Select(row => new object?[] { row == 0 ? 0.25 : null, row % 2 == 0 ? "x" : null, "always" })),
            Of(["a", "b"], Enumerable.Range(0, 3).Select(row => new object?[] { row, row * 0.5 })),
            Of(["a", "b"], Enumerable.Range(0, 80).Select(row => new object?[] { row * 1e150, row * 1e-300 })),
        ];
        foreach (var data in all)
        {
            using var model = Get(PicModel.Learn(data, Quick with { BatchSize = null }));
            Assert.All(model.Report!.Scores.Splits, split => Assert.False(double.IsNaN(split.LogLikelihood) || double.IsNaN(split.BitsPerDimension), $"{data.Columns[0]} {model.Report}"));
        }
    }

    [Fact]
    public void What_is_impossible_is_one_sentence()
    {
        var people = People(40, 3);
        string Learn(LearnSettings settings) => Says(PicModel.Learn(people, settings));
        Assert.Equal("the Gauss-Legendre rule cannot have 0 node(s); it needs at least 1", Learn(Quick.WithK(0).WithRule(RuleKind.GaussLegendre)));
        Assert.Equal("the width of the nets is 7; it must be an even number from 2 to 65536", Learn(Quick.WithWidth(7)));
        Assert.Equal("the batch size is 0; it must be at least 1", Learn(Quick.WithBatchSize(0)));
        Assert.Equal("the training split has 26 row(s); a batch needs 500, so use a smaller batch size or more data", Learn(Quick.WithBatchSize(500).WithLastBatch(LastBatch.Drop)));
        Assert.Equal("no error", Learn(Quick.WithBatchSize(500)));
        Assert.Equal("the number of epochs is 0; it must be at least 1", Learn(Quick.WithEpochs(0)));
        Assert.Equal("the learning rate is NaN; it must be a positive number", Learn(Quick.WithLearningRate(double.NaN)));
        Assert.Equal("patience is 0; it must be at least 1", Learn(Quick.WithPatience(0)));
        Assert.Equal("the part of the rows for validation is 1; it must be between 0 and 1", Learn(Quick.WithValidation(1)));
        Assert.Equal("the part of the rows for the test is NaN; it must be from 0 to less than 1", Learn(Quick.WithTest(double.NaN)));
        Assert.Equal("the structure is quad-tree; it must be one over tables, as hidden-chow-liu, since the rows are no images", Learn(Quick.WithStructure(new StructureChoice.QuadTree())));
        Assert.Equal("the structure is a region graph over {0-2}; it must be one over all 4 variable(s) of the rows", Learn(Quick.WithStructure(BalancedTree.Create(3).IfLeft(_ => null!))));
        Assert.Equal("the number of bins of the structure is 1; it must be from 2 to 256", Learn(Quick.WithStructure(new StructureChoice.HiddenChowLiu(1))));
        Assert.Equal("the name of a column that is given a family is 'Wages', of which there is none; it must be that of one column, or #0 to #3", Learn(Quick.WithFamily("Wages", FamilyChoice.Gaussian)));
        Assert.Equal("the family poisson needs whole numbers from 0, and column 'Income' has real numbers", Learn(Quick.WithFamily("Income", FamilyChoice.Poisson)));
        Assert.Equal("the number of rows of 'people' is 2; it must be at least 3, so that there are some to learn from, to tell when to stop and to report on", Says(PicModel.Learn(people.First(2), Quick)));
        Assert.StartsWith("'nowhere.csv' does not exist; expected", Says(PicModel.Learn("nowhere.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_too_far_apart_for_any_density_are_refused()
    {
        var far = Table.Of(Enumerable.Range(0, 80).Select(row => new { a = row * 1e300, b = row % 2 })).IfLeft(_ => null!);
        Assert.StartsWith("nothing was learned: in step 1 of epoch 1 the values of input fold 0 of layer 0 (input unit of variable 0) are all zero", Says(PicModel.Learn(far, Quick)), StringComparison.Ordinal);
    }

    [Fact]
    public void Families_by_name_and_number_are_those_of_the_circuit()
    {
        using var model = Get(PicModel.Learn(People(60, 4), Quick.WithFamily("Visits", FamilyChoice.Poisson).WithFamily("#1", FamilyChoice.Binomial)));
        Assert.Equal(
            [new InputFamily.Bernoulli(1), new InputFamily.Binomial(1, 2), new InputFamily.Poisson(1), new InputFamily.Gaussian(1)],
            QpcModel.FamiliesOf(model.Pic).Values);
    }

    [Fact]
    public void A_root_of_two_parts_joins_them()
    {
        using var joined = Get(PicModel.Learn(People(60, 4), Quick.WithStructure(new StructureChoice.BalancedTree())));
        Assert.IsType<CircuitUnit.Linear>(joined.Pic.Units[joined.Pic.Units.Root]);
        using var apart = Get(PicModel.Learn(Table.Of(Enumerable.Range(0, 40).Select(row => new { a = row % 2, b = row % 3 })).IfLeft(_ => null!), Quick.WithStructure(new StructureChoice.FullyFactorised())));
        Assert.IsType<CircuitUnit.Hadamard>(apart.Pic.Units[apart.Pic.Units.Root]);
    }

    [Fact]
    public void Progress_is_told_and_a_cancelled_learning_throws()
    {
        var told = new List<LearningProgress>();
        using (var model = Get(PicModel.Learn(People(60, 5), Quick, new Listener(told.Add))))
        {
            Assert.Equal(model.Report!.Outcome.Steps, told.Max(progress => progress.Step));
            Assert.All(told, progress => Assert.InRange(progress.Step, 1, progress.Steps));
            Assert.Contains(told, progress => progress.IsValidation && progress.LogLikelihood == model.Report.Outcome.BestLogLikelihood);
        }

        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => PicModel.Learn(People(60, 5), Quick, new Listener(_ => source.Cancel()), source.Token));
        Assert.Throws<OperationCanceledException>(() => PicModel.Learn(People(60, 5), Quick, null, source.Token));
    }

    [Fact]
    public void A_step_that_does_not_fit_is_cut_or_refused()
    {
        var data = People(60, 6);
        var splits = DatasetSplits.HoldOut(data, data, 0.2);
        var whole = Get(LearnPlan.Of(splits, Quick));
        long Needs(int rows) => MemoryEstimate.OfTrainingStep(whole.Folded, whole.Nets, false, rows, whole.Engine).Total;
        var cut = Get(LearnMemory.Fit(whole, Quick, Needs(5)));
        Assert.Equal(5, cut.Training.RowsAtOnce);
        Assert.Equal(16, cut.Training.Batches.Size);
        Assert.EndsWith("a micro-batch of 5 would fit", Says(LearnMemory.Fit(whole, Quick with { MicroBatch = 16 }, Needs(5))), StringComparison.Ordinal);
        Assert.EndsWith("use a smaller K, narrower nets or another structure", Says(LearnMemory.Fit(whole, Quick, 1)), StringComparison.Ordinal);
    }

    private sealed class Listener(Action<LearningProgress> told) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => told(value);
    }
}
