using Pics.Host;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The experiment that sets circuits against baselines: its rows, its table, and what is refused.</summary>
[Collection(TensorTests.Name)]
public class AgainstTests
{
    [Fact]
    public void Rows_are_train_commands_and_baselines_of_two_data_sets()
    {
        Assert.Equal(10, AgainstModel.All.Count);
        Assert.All(AgainstModel.All.Where(model => model.Baseline is null), model =>
        {
            var row = new ExperimentRow(model.Label, model.Options(90, 0.05));
            var settings = ExperimentRun.Options(new Experiment("t", Measure.BitsPerDimension, System.Text.Json.JsonSerializer.SerializeToElement(new { }), [row], [1]), row, 1, null).Match(found => found, failure => throw new InvalidOperationException(failure.Sentence));
            Assert.Equal((90, model.Dataset, "quad-graph"), (settings.Learning.MaxSeconds, settings.Data.Dataset, settings.Structure.Name));
            Assert.Equal(model.Name == "PIC" ? "8x20,16x20,32x30,48x45" : null, settings.Learning.Refine);
        });
    }

    [Fact]
    public void Each_row_of_the_table_says_what_its_figures_are()
    {
        AgainstRun[] runs =
        [
            new("PIC", "mnist", BaselineFigures.Exact, new(1000, 20, 5), new(1.2, 1.25) { AllRows = 1.27 }, "train --dataset mnist"),
            new("VAE", "mnist", BaselineFigures.Bound, new(2000, 30, 6), new(1.3, 1.35) { OneSample = 1.4, Samples = 1000 }, "baseline vae"),
        ];
        var table = AgainstTable.Of(runs);
        Assert.Equal(["mnist PIC", "exact", "1,000", "20", "5", "1.2500", string.Empty, "1.2700"], table.Rows[0]);
        Assert.Equal(["mnist VAE", "bound, 1,000 samples", "2,000", "30", "6", "1.3500", "1.4000 (bound)", string.Empty], table.Rows[1]);
        Assert.EndsWith("Each row alone:\n\n- mnist PIC: `train --dataset mnist`\n- mnist VAE: `baseline vae`\n", AgainstTable.Markdown(runs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seconds cannot be given with another experiment than against", "mnist", "--seconds", "5")]
    [InlineData("--seconds cannot be given with another experiment than against", "tables", "--seconds", "5")]
    [InlineData("--python cannot be given with another experiment than tables", "against", "--python", "p")]
    [InlineData("--seconds cannot be given with no experiment; name one", "--seconds", "5")]
    [InlineData("--seconds is 0; it must be a positive number", "against", "--seconds", "0")]
    [InlineData("--only is 'none', which is part of no row's name; the rows are mnist PIC, mnist PC, mnist VAE, mnist flow, mnist autoregressive net, fashion-mnist PIC, fashion-mnist PC, fashion-mnist VAE, fashion-mnist flow, fashion-mnist autoregressive net", "against", "--only", "none")]
    public void What_is_wrong_is_one_sentence(string sentence, params string[] words) => Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), Run(["reproduce", .. words]));
}
