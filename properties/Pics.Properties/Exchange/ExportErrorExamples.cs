using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What cannot be exported is said in a sentence.</summary>
[Collection(TensorTests.Name)]
public class ExportErrorExamples
{
    private static Pic Circuit => Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));

    private static string Explain(Pic pic, Action<StoredModel> damage)
    {
        using var stored = new ModelRecipe(pic, 1, IsPlain: true).Make();
        using (no_grad()) damage(stored);
        using var model = Get(QpcModel.Of(stored, Get(stored.Rule.Create())));
        return QpcExport.Of(model).Match(
            made =>
            {
                made.Dispose();
                return "no error";
            },
            error => error.Explain());
    }

    [Fact]
    public void A_circuit_without_variables_is_refused() => Assert.Equal(
        "the circuit has no variable that can be observed, so there is nothing to export",
        Explain(Get(Marginalise.Over<Pic>(Scope.Of([0, 1])).Apply(Circuit)), _ => { }));

    [Fact]
    public void Numbers_that_no_circuit_has_are_refused()
    {
        Assert.Equal("no error", Explain(Circuit, _ => { }));
        Assert.Equal(
            "the model's function group 1 cannot be exported: at [0, 0, 0] there is NaN, which is no weight; weights are finite and at least 0",
            Explain(Circuit, stored => stored.Parameters.Trainable[1].fill_(double.NaN)));
        Assert.Equal(
            "the model's function group 0 cannot be exported: at [0, 0, 0, 0] there is NaN, which is no log-probability",
            Explain(Circuit, stored => stored.Parameters.Trainable[0].fill_(double.NaN)));
    }

    [Fact]
    public void Every_error_explains_itself()
    {
        Assert.Equal("the model has log Z = Infinity, so its likelihoods cannot be normalised; with --precision double it may be finite", new ExportError.NoNormaliser(double.PositiveInfinity).Explain());
        Assert.Equal("the circuit has 3 bytes of numbers, and a file of the format onnx at most 2; use a smaller --k or another format", new ExportError.TooLarge("onnx", 3, 2).Explain());
    }
}
