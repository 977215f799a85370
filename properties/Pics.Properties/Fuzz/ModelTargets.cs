using System.Security.Cryptography;
using System.Text.Json.Nodes;
using static Pics.Properties.DataFiles;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The readers of models, tensors and checkpoints.</summary>
internal static class ModelTargets
{
    private static readonly Pic Circuit = PicBuilder.Get(Pipeline.Model(PicBuilder.Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(PicBuilder.Get(QuadTree.Create(2, 2))));

    private static readonly Gen<byte[]> Headers =
        from entries in Entry.ListOf().Where(list => list.Count < 5)
        from claim in Gen.Frequency((6, Gen.Constant(-1L)), (1, Mutations.Edge))
        from bytes in Mutations.Bytes(64)
        select Tensors("{" + string.Join(", ", entries) + "}", claim, bytes);

    private static Gen<string> Entry =>
        from name in Gen.Elements("a", "b", "a", "__metadata__", "", "\\ud800", "../a", "a\\n")
        from type in Gen.Elements("F32", "F64", "I64", "F16", "BOOL", "f32", "")
        from shape in Gen.OneOf(Gen.Choose(0, 4).Select(length => (long)length), Mutations.Edge).ListOf().Where(list => list.Count < 5)
        from start in Gen.OneOf(Gen.Elements<long>(0, 0, 8, 16), Mutations.Edge)
        from count in Gen.Frequency((4, Gen.Constant(shape.Aggregate(type == "F32" ? 4L : 8L, (product, length) => unchecked(product * length)))), (1, Mutations.Edge))
        from form in Gen.Choose(0, 9)
        select form switch
        {
            0 => $"\"{name}\": {{\"a\": \"b\", \"a\": \"c\"}}",
            1 => $"\"{name}\": {{\"dtype\": \"{type}\", \"shape\": [1e2, 0.5], \"data_offsets\": [{start}]}}",
            2 => $"\"{name}\": null",
            _ => $"\"{name}\": {{\"dtype\": \"{type}\", \"shape\": [{string.Join(", ", shape)}], \"data_offsets\": [{start}, {unchecked(start + count)}]}}",
        };

    public static IEnumerable<FuzzTarget> All { get; } = Make();

    private static FuzzTarget[] Make()
    {
        using var folder = TemporaryFolder.InMemory();
        using (var model = StoredModel.Fresh(Circuit, plain: false, new(2), RuleKind.Trapezoidal, 2, seed: 1)) Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        var (json, tensors) = (File.ReadAllBytes(folder["model.json"]), File.ReadAllBytes(folder["model.safetensors"]));
        using (var model = StoredModel.Fresh(Circuit, plain: true, new(2, Double: true), RuleKind.Midpoint, 2, seed: 1)) Assert.True(ModelStore.Save(folder.Path, model).IsRight);
        var (plain, weights) = (File.ReadAllBytes(folder["model.json"]), File.ReadAllBytes(folder["model.safetensors"]));
        using var run = new ResumableRun();
        using (var state = run.Start(TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 2 } })) Assert.True(CheckpointStore.Save(folder["step-00000002"], state).IsRight);
        var (sealedJson, moments) = (File.ReadAllBytes(Path.Combine(folder["step-00000002"], "state.json")), File.ReadAllBytes(Path.Combine(folder["step-00000002"], "state.safetensors")));
        var parameters = run.Fresh(isFirst: true);
        var progress = Text(SealedJson.Open(sealedJson)!);
        return
        [
            new("safetensors", "a.safetensors", [tensors, moments], Headers, path => Reading.Of(SafetensorsFile.Open(path), Copies)),
            new("model.json", "model.json", [json], TextLies.Json([json]), Model) { Around = [("model.safetensors", tensors)], Names = "model" },
            new("model.json of a plain circuit", "model.json", [plain], TextLies.Json([plain]), Model) { Around = [("model.safetensors", weights)], Names = "model" },
            new("model.safetensors", "model.safetensors", [tensors], Gen.OneOf(Headers, Mutations.Of([weights])), Model) { Around = [("model.json", json)] },
            new("checkpoints, numbers", "state.json", [sealedJson], TextLies.Json([progress]).Select(Sealed), path => State(path, parameters)) { Around = [("state.safetensors", moments)], Names = "state" },
            new("checkpoints, tensors", "state.safetensors", [moments], Gen.OneOf(Headers, Mutations.Of([moments])), path => Hashed(path, progress, parameters)) { Around = [("state.json", sealedJson)], Share = 0.5 },
        ];
    }

    private static Reading Model(string path) => Reading.Of(ModelStore.Load(Path.GetDirectoryName(path)!), model =>
    {
        using (model)
        using (var folder = TemporaryFolder.InMemory())
        {
            Assert.True(ModelStore.Save(folder.Path, model).IsRight);
            using var again = ModelStore.Load(folder.Path).IfLeft(error => throw new InvalidOperationException(error.Explain()));
            Assert.Equal((model.Pic, model.Settings, model.Rule, model.Nodes), (again.Pic, again.Settings, again.Rule, again.Nodes));
            Assert.All(Pairs.Of(model.Parameters.Named, again.Parameters.Named), pair => Assert.True(pair.Expected.Tensor.bytes.SequenceEqual(pair.Found.Tensor.bytes)));
        }
    });

    private static Reading State(string path, ICircuitParameters parameters) => Reading.Of(CheckpointStore.Load(Path.GetDirectoryName(path)!, parameters), state =>
    {
        using (state)
        using (var folder = TemporaryFolder.InMemory())
        {
            Assert.True(CheckpointStore.Save(folder["state"], state).IsRight);
            using var again = CheckpointStore.Load(folder["state"], parameters).IfLeft(error => throw new InvalidOperationException(error.Explain()));
            Assert.Equal((state.Progress, state.Engine, state.Threads), (again.Progress, again.Engine, again.Threads));
        }
    });

    /// <summary>The numbers say the hash that the tensors have, so that their reader is reached.</summary>
    private static Reading Hashed(string path, byte[] progress, ICircuitParameters parameters)
    {
        var document = JsonNode.Parse(progress)!.AsObject();
        document["tensors"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "state.json"), Sealed(Text(document.ToJsonString())));
        return State(path, parameters);
    }

    private static byte[] Sealed(byte[] json) => json.Length < 2 ? json : SealedJson.Seal(System.Text.Encoding.UTF8.GetString(json));

    private static void Copies(SafetensorsFile file)
    {
        using var folder = TemporaryFolder.InMemory();
        using var scope = NewDisposeScope();
        var tensors = file.Entries.Select(entry => (entry.Key, Tensor: zeros([.. entry.Value.Shape], dtype: entry.Value.Type switch { "F32" => ScalarType.Float32, "F64" => ScalarType.Float64, _ => ScalarType.Int64 }))).ToList();
        Assert.All(tensors, tensor => Assert.True(file.CopyTo(tensor.Key, tensor.Tensor).IsRight));
        Assert.True(SafetensorsWriter.Write(folder["again"], tensors, file.Metadata).IsRight);
        var again = SafetensorsFile.Open(folder["again"]).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.Equal(file.Entries.Select(entry => (entry.Key, entry.Value.Type, string.Join(' ', entry.Value.Shape))), again.Entries.Select(entry => (entry.Key, entry.Value.Type, string.Join(' ', entry.Value.Shape))));
        Assert.Equal(file.Metadata, again.Metadata);
    }

    private static byte[] Tensors(string header, long claim, byte[] bytes)
    {
        var text = Text(header);
        return [.. BitConverter.GetBytes(claim == -1 ? text.Length : claim), .. text, .. bytes];
    }
}
