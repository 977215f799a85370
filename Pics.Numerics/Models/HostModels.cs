namespace Pics.Numerics;

/// <summary>Models between plain memory and tensors.</summary>
internal static class HostModels
{
    /// <summary>The model on tensors, to be trained or asked there; owned by the caller.</summary>
    /// <param name="model">The model; its tables are copied.</param>
    /// <param name="device">Where the parameters go; null is the CPU.</param>
    public static StoredModel ToTensors(HostModel model, Device? device)
    {
        var stored = model.IsFixed
            ? new StoredModel(model.Pic, FixedParameters.Empty(model.Pic, model.Nodes, model.IsNormalised, model.Settings.Type, device), model.Settings, model.Rule)
            : StoredModel.Fresh(model.Pic, model.IsPlain, model.Settings, model.Rule, seed: 0, device);
        foreach (var ((_, tensor), (_, table)) in stored.Parameters.Named.Zip(model.Named)) TensorTables.Copy(table, tensor);
        return stored;
    }

    /// <summary>What the parameters of a model are.</summary>
    public static HostModelKind KindOf(StoredModel model) => model.IsFixed ? HostModelKind.Fixed : model.IsPlain ? HostModelKind.Free : HostModelKind.Nets;

    /// <summary>A copy of a model's parameters in plain memory; owned by the caller.</summary>
    public static HostModel Of(StoredModel model)
    {
        var host = HostModel.Empty(model.Pic, KindOf(model), model.Parameters.IsNormalised, model.Settings, model.Rule);
        Copy(model, host);
        return host;
    }

    /// <summary>Overwrites the tables of a model of the same shapes.</summary>
    public static void Copy(StoredModel from, HostModel to)
    {
        foreach (var ((_, tensor), (_, table)) in from.Parameters.Named.Zip(to.Named)) TensorTables.Copy(tensor, table);
    }
}
