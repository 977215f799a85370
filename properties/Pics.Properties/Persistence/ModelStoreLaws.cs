using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 25)]
public class ModelStoreLaws
{
    private static StoredModel Fresh(Pic pic, bool plain, long seed) => StoredModel.Fresh(pic, plain, new NetSettings(4, Bias: seed % 2 == 0, Double: seed % 3 == 0), RuleKind.Midpoint, 2, seed);

    private static string Explain<T>(Either<ModelError, T> result, string path) => result.Match(_ => "no error", error => error.Explain().Replace(path, "RUN", StringComparison.Ordinal));

    [Property]
    public bool Round_trip_is_the_identity(Pic pic, bool plain, int seed)
    {
        using var folder = new TemporaryFolder();
        using var model = Fresh(pic, plain, seed);
        Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        using var loaded = ModelStore.Load(folder.Path).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        return loaded.Pic.Equals(pic) && loaded.IsPlain == plain && loaded.Settings == model.Settings && loaded.Rule == StoredRule.Of(RuleKind.Midpoint, 2)
            && Pairs.Of(model.Parameters.Named, loaded.Parameters.Named).All(pair => pair.Expected.Name == pair.Found.Name && pair.Expected.Tensor.bytes.SequenceEqual(pair.Found.Tensor.bytes));
    }

    [Fact]
    public void Damaged_models_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));
        using var model = Fresh(pic, false, 1);
        ModelStore.Save(folder.Path, model);
        var (json, tensors) = (folder["model.json"], folder["model.safetensors"]);
        var text = File.ReadAllText(json);
        void Says(string sentence, Action damage)
        {
            damage();
            Assert.Equal(sentence, Explain(ModelStore.Load(folder.Path), folder.Path));
            File.WriteAllText(json, text);
        }

        Says("'RUN/model.json' has format version 9; this program reads version 3", () => File.WriteAllText(json, text.Replace("\"version\":1,\"plain\"", "\"version\":9,\"plain\"", StringComparison.Ordinal)));
        Says("'RUN/model.json' is not a valid file of its kind: its format is 'x', not 'pics-model'", () => File.WriteAllText(json, text.Replace("pics-model", "x", StringComparison.Ordinal)));
        Says("'RUN/model.json' is not a valid file of its kind: its numbers of nodes, width or sigma are out of range", () => File.WriteAllText(json, text.Replace("\"width\":4", "\"width\":5", StringComparison.Ordinal)));
        Says("'RUN/model.safetensors' is not a valid file of its kind: it holds another number of parameters than the circuit has", () => File.WriteAllText(json, text.Replace("\"width\":4", "\"width\":6", StringComparison.Ordinal)));
        Says("'RUN/model.json' holds no valid circuit: the document has format 'y'; expected 'pics-circuit'", () => File.WriteAllText(json, text.Replace("pics-circuit", "y", StringComparison.Ordinal)));
        File.Delete(tensors);
        Says("'RUN/model.safetensors' does not exist; expected a safetensors file", () => { });
        File.Delete(json);
        Assert.Equal("'RUN/model.json' does not exist; expected a folder that 'train' wrote", Explain(ModelStore.Load(folder.Path), folder.Path));
        Assert.True(ModelStore.Save(folder["none"], model).IsLeft);
    }

    [Theory]
    [InlineData(false, "group.0.hidden.0.weight", double.NaN, "at [0, 0, 1] there is NaN, which is not a finite number")]
    [InlineData(false, "group.0.frequencies", double.PositiveInfinity, "at [0, 1] there is Infinity, which is not a finite number")]
    [InlineData(false, "group.1.head.bias", double.NegativeInfinity, "at [1, 0, 0] there is -Infinity, which is not a finite number")]
    [InlineData(true, "group.0", double.NaN, "at [0, 0, 0, 1] there is NaN, which is not a finite number")]
    [InlineData(true, "group.1", double.PositiveInfinity, "at [0, 0, 1] there is Infinity, which is no weight; weights are finite and at least 0")]
    [InlineData(true, "group.1", -0.5, "at [0, 0, 1] there is -0.5, which is no weight; weights are finite and at least 0")]
    public void Numbers_that_no_model_has_are_refused_with_their_place(bool plain, string name, double value, string sentence)
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));
        using var model = Fresh(pic, plain, 2);
        Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        ModelStore.Load(folder.Path).IfLeft(_ => null!).Dispose();
        using (no_grad()) model.Parameters.Named.Single(entry => entry.Name == name).Tensor.view(-1)[1].fill_(value);
        Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        Assert.Equal($"'RUN/model.safetensors' is not a valid file of its kind: in the tensor '{name}' {sentence}", Explain(ModelStore.Load(folder.Path), folder.Path));
    }

    [Fact]
    public void Fixed_numbers_may_say_that_a_value_is_impossible_and_must_be_those_of_a_circuit()
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));
        Tensor Numbers(FunctionGroup group)
        {
            var shape = FixedParameters.Shape(group, 2);
            return group.Signature.Match(_ => tensor(new[] { double.NegativeInfinity, 0 }).expand([.. shape]).clone(), _ => full([.. shape], 0.5, ScalarType.Float64));
        }

        using var model = new StoredModel(pic, new FixedParameters(pic.Groups.Select(group => (group.Id, Numbers(group))), 2, true), new NetSettings(Double: true), RuleKind.Midpoint, 2);
        Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        ModelStore.Load(folder.Path).IfLeft(_ => null!).Dispose();
        model.Parameters.Named.First().Tensor.view(-1)[1].fill_(double.NaN);
        Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        Assert.Equal("'RUN/model.safetensors' is not a valid file of its kind: in the tensor 'group.0' at [0, 0, 0, 1] there is NaN, which is no log-probability", Explain(ModelStore.Load(folder.Path), folder.Path));
    }

    [Fact]
    public void Random_damage_of_the_description_never_throws()
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));
        using (var model = Fresh(pic, false, 1)) ModelStore.Save(folder.Path, model);
        var (whole, random, refused) = (File.ReadAllBytes(folder["model.json"]), new Random(2), 0);
        for (var i = 0; i < 500; i++)
        {
            var damaged = whole.ToArray();
            for (var flips = 1 + random.Next(3); flips > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)random.Next(32, 127);
            File.WriteAllBytes(folder["model.json"], damaged);
            ModelStore.Load(folder.Path).Match(model => model.Dispose(), _ => refused++);
        }

        Assert.InRange(refused, 1, 499);
    }

    [Theory]
    [InlineData("\"width\":4", "\"width\":4,\"width\":4")]
    [InlineData("\"sharing\":\"Full\",", "")]
    [InlineData("\"channels\":1,", "")]
    [InlineData("\"channels\":1", "\"channels\":0")]
    [InlineData("\"channels\":1", "\"channels\":-1")]
    [InlineData("\"channels\":1,\"given\":1,\"categories\":2", "\"channels\":65536,\"given\":1,\"categories\":65536")]
    [InlineData("\"id\":0,", "")]
    [InlineData("\"groups\":[{", "\"groups\":[{\"id\":0,\"sharing\":\"Full\",\"kernel\":{\"outputs\":1,\"inputs\":1}},{")]
    [InlineData("\"function\":[1,1]", "\"function\":[1,2147483647]")]
    [InlineData("\"function\":[1,1]", "\"function\":[1,2147483646]")]
    [InlineData("\"units\":[{", "\"units\":[null,{")]
    public void Claims_that_do_not_fit_the_file_are_refused(string from, string to)
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(1, 2))));
        foreach (var plain in new[] { false, true })
        {
            using (var model = Fresh(pic, plain, 1)) ModelStore.Save(folder.Path, model);
            var text = File.ReadAllText(folder["model.json"]);
            Assert.Contains(from, text, StringComparison.Ordinal);
            File.WriteAllText(folder["model.json"], text.Replace(from, to, StringComparison.Ordinal));
            var before = Tensor.TotalCount;
            Assert.True(ModelStore.Load(folder.Path).IsLeft);
            Assert.Equal(before, Tensor.TotalCount);
        }
    }

    [Fact]
    public void Saving_leaves_no_live_tensors_and_loading_no_more_than_making_a_model_does()
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Tucker, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(3, 3))));
        var start = Tensor.TotalCount;
        using (var model = Fresh(pic, false, 1))
        {
            var before = Tensor.TotalCount;
            Assert.True(ModelStore.Save(folder.Path, model).IsRight);
            Assert.Equal(before, Tensor.TotalCount);
        }

        var made = Tensor.TotalCount - start;
        ModelStore.Load(folder.Path).IfLeft(_ => null!).Dispose();
        Assert.Equal(start + (2 * made), Tensor.TotalCount);
    }
}
