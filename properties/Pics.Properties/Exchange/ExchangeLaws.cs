using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Exporting and importing are inverse to each other.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 100)]
public class ExchangeLaws
{
    private static readonly ImmutableSortedDictionary<string, string> Notes = ImmutableSortedDictionary<string, string>.Empty.Add("run", "about \"it\", ä");

    [Property]
    public bool Unmaterialize_is_inverse_to_materialize(Pic pic, QuadratureRule rule) =>
        Get(Materialize.With(rule).Then(Unmaterialize.Pass).Apply(pic)).Equals(pic);

    [Property]
    public bool Unfolding_and_folding_again_keeps_layers_and_folds(Pic pic, QuadratureRule rule)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        return Get(Unmaterialize.Pass.Then(Pipeline.Evaluation(rule)).Apply(folded.Unfold())).Equals(folded);
    }

    [Fact]
    public void What_is_imported_has_the_same_log_likelihoods_and_is_exported_as_it_was()
    {
        using var folder = new TemporaryFolder();
        foreach (var (index, given) in ExportCase.All().Select((given, index) => (index, given)))
            given.Use((stored, export) =>
            {
                using var scope = NewDisposeScope();
                var rows = ExportCase.Rows(export.Model, index);
                var expected = ExportCase.LogLikelihoods(export.Model, rows);
                foreach (var (name, write) in new (string, Func<string, QpcExport, Either<ModelError, LanguageExt.Unit>>)[]
                {
                    ("c.npz", (path, circuit) => NpzExport.Write(path, circuit, Notes)),
                    ("c.safetensors", (path, circuit) => SafetensorsExport.Write(path, circuit, Notes)),
                })
                {
                    ExportCase.Get(write(folder[name], export));
                    var imported = ExportCase.Get(QpcImport.Read(folder[name]));
                    using var again = imported.Model;
                    Assert.Equal(Notes, imported.Notes);
                    Assert.Equal((true, export.Rule, stored.Settings.Double), (again.IsFixed, again.Rule, again.Settings.Double));
                    using var model = Get(QpcModel.Of(again, export.Model.Circuit.Rule));
                    Assert.Equal(expected, ExportCase.LogLikelihoods(model, rows));
                    using var second = ExportCase.Get(QpcExport.Of(model));
                    ExportCase.Get(write(folder["again"], second));
                    Assert.Equal(File.ReadAllBytes(folder[name]), File.ReadAllBytes(folder["again"]));
                    Assert.True(ModelStore.Save(folder.Path, again).IsRight);
                    using var stored2 = ExportCase.Get(ModelStore.Load(folder.Path));
                    using var third = Get(QpcModel.Of(stored2, export.Model.Circuit.Rule));
                    Assert.Equal(expected, ExportCase.LogLikelihoods(third, rows));
                }
            });
    }

    [Fact]
    public void Exporting_and_importing_leave_no_live_tensors()
    {
        using var folder = new TemporaryFolder();
        ExportCase.All().Skip(1).First().Use((_, model) =>
        {
            var before = TensorTests.Settle();
            using (var export = ExportCase.Get(QpcExport.Of(model.Model)))
            {
                ExportCase.Get(NpzExport.Write(folder["c.npz"], export, Notes));
                ExportCase.Get(SafetensorsExport.Write(folder["c.safetensors"], export, Notes));
                ExportCase.Get(OnnxExport.Write(folder["c.onnx"], export));
            }

            foreach (var name in new[] { "c.npz", "c.safetensors" }) ExportCase.Get(QpcImport.Read(folder[name])).Model.Dispose();
            Assert.Equal(before, TensorTests.Settle());
        });
    }
}
