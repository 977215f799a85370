using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The C# snippets of the manuals; a test says that each does what it claims.</summary>
[Collection(TensorTests.Name)]
public class ManualSnippets
{
    /// <summary>A structure as text, or the sentence that says why there is none.</summary>
    private static string Printed(int height, int width) =>
        QuadTree.Create(height, width).Match(graph => Printer.Print(graph), error => error.Explain());

    [Fact]
    public void A_graph_is_printed_or_refused()
    {
        Assert.Contains("u2 = partition of {0, 1} (u0, u1)", Printed(1, 2), StringComparison.Ordinal);
        Assert.Equal("a quad tree over 0 x 2 pixels cannot be built; height and width must be at least 1", Printed(0, 2).Split(" and their")[0]);
    }

    /// <summary>Trains a PIC on 4 x 4 images of three grey levels; gives the probability that a pixel is black.</summary>
    private static Either<string, double> FirstPixelIsBlack(DatasetSplits images) =>
        from graph in QuadGraph.Create(height: 4, width: 4).MapLeft(error => error.Explain())
        from pic in Pipeline.Model(new InputFamily.Categorical(1, 3)).Apply(graph).MapLeft(error => error.Explain())
        from rule in Quadrature.Create(RuleKind.Trapezoidal, 8).MapLeft(error => error.Explain())
        from answer in Trained(pic, rule, images)
        select answer;

    private static Either<string, double> Trained(Pic pic, QuadratureRule rule, DatasetSplits images)
    {
        var settings = new NetSettings(Width: 16);
        var model = StoredModel.Create(pic, plain: false, settings, RuleKind.Trapezoidal, rule.Count, seed: 1).OrThrow();
        return from circuit in Pipeline.Evaluation(rule).Apply(pic).MapLeft(error => error.Explain())
               from outcome in Fit(circuit, model.Parameters, images)
               from answer in Ask(model, images.Train.Form)
               select answer;
    }

    private static Either<string, TrainingOutcome> Fit(FoldedQpc circuit, ICircuitParameters nets, DatasetSplits images)
    {
        using var engine = Compile.ToEngine(circuit, Engines.Choose(CPU).Kind);
        var settings = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 20 } };
        return Trainer.Create(engine, circuit, nets, images, settings)
                .MapLeft(error => error.Explain())
                .Map(trainer => trainer.Run(record => { }, CancellationToken.None));
    }

    private static Either<string, double> Ask(StoredModel trained, RowForm form) =>
        PicModel.Of(form, trained).MapLeft(fault => fault.Explain()).Bind(model =>
        {
            using (model)
                return model.LogLikelihood(Evidence.At(variable: 0, channel: 0, 0)) // all that is observed of a row
                    .MapLeft(fault => fault.Explain())
                    .Map(Math.Exp);
        });

    [Fact]
    public void A_trained_model_is_asked()
    {
        var images = ShapesDataset.Generate(200, 1, size: 4, levels: 3).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        using var scope = NewDisposeScope();
        var black = FirstPixelIsBlack(DatasetSplits.HoldOut(images, images)).IfLeft(error => throw new InvalidOperationException(error));
        Assert.InRange(black, 0.01, 0.99);
    }
}
