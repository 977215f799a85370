using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>ONNX Runtime evaluates exported circuits as the engine does.</summary>
[Collection(TensorTests.Name)]
public class OnnxTests
{
    [Fact]
    public void The_runtime_agrees_with_the_engine()
    {
        using var folder = new TemporaryFolder();
        foreach (var (index, given) in ExportCase.All().Select((given, index) => (index, given)))
            given.Use((stored, export) =>
            {
                using var scope = NewDisposeScope();
                var rows = ExportCase.Rows(export.Model, index);
                using var session = Open(folder, export);
                ExportCase.Agree($"{given}", ExportCase.LogLikelihoods(export.Model, rows), Run(session, rows, export.Model), stored.Settings.Double ? 1e-9 : 1e-5);
                ExportCase.Agree($"{given}, one row", ExportCase.LogLikelihoods(export.Model, rows.narrow(0, 1, 1)), Run(session, rows.narrow(0, 1, 1), export.Model), stored.Settings.Double ? 1e-9 : 1e-5);
            });
    }

    [Fact]
    public void The_graph_says_what_goes_in_and_out()
    {
        using var folder = new TemporaryFolder();
        ExportCase.All().First().Use((_, export) =>
        {
            using var session = Open(folder, export);
            Assert.Equal([-1, 12, 3], session.InputMetadata["rows"].Dimensions);
            Assert.Equal(["batch", "", ""], session.InputMetadata["rows"].SymbolicDimensions);
            Assert.Equal((typeof(long), typeof(double)), (session.InputMetadata["rows"].ElementType, session.OutputMetadata["log_likelihood"].ElementType));
            Assert.Equal(["batch"], session.OutputMetadata["log_likelihood"].SymbolicDimensions);
            Assert.Equal("1", session.ModelMetadata.CustomMetadataMap["version"]);
        });
    }

    [Fact]
    public void Values_that_a_variable_cannot_have_are_impossible()
    {
        using var folder = new TemporaryFolder();
        ExportCase.All().First().Use((_, export) =>
        {
            using var scope = NewDisposeScope();
            using var session = Open(folder, export);
            var rows = zeros([2, 12, 3], ScalarType.Int64);
            rows[1, 4, 2] = 4;
            var found = Run(session, rows, export.Model);
            Assert.True(double.IsFinite(found[0]));
            Assert.Equal(double.NegativeInfinity, found[1]);
        });
    }

    private static InferenceSession Open(TemporaryFolder folder, QpcExport export)
    {
        ExportCase.Get(OnnxExport.Check(export));
        ExportCase.Get(OnnxExport.Write(folder["c.onnx"], export));
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new(folder["c.onnx"], options);
    }

    private static double[] Run(InferenceSession session, TorchSharp.torch.Tensor rows, QpcModel model)
    {
        int[] shape = [.. rows.shape.Select(length => (int)length)];
        var values = EngineInputs.Values(rows);
        var isSingle = model.Type == ScalarType.Float32;
        var input = !model.IsReal ? NamedOnnxValue.CreateFromTensor("rows", new DenseTensor<long>(System.Array.ConvertAll(values, value => (long)value), shape))
            : isSingle ? NamedOnnxValue.CreateFromTensor("rows", new DenseTensor<float>(System.Array.ConvertAll(values, value => (float)value), shape))
            : NamedOnnxValue.CreateFromTensor("rows", new DenseTensor<double>(values, shape));
        using var results = session.Run([input]);
        return isSingle ? [.. results[0].AsTensor<float>().Select(value => (double)value)] : [.. results[0].AsTensor<double>()];
    }
}
