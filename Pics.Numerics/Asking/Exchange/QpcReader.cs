using System.Globalization;
using System.Text.Json;

namespace Pics.Numerics;

/// <summary>Exported circuits back to models of fixed parameters in plain memory.</summary>
/// <remarks>Everything that a file says is checked before it is believed: sizes before memory is taken, indices before they are followed, numbers before they are evaluated.</remarks>
internal static class QpcReader
{
    /// <summary>The name of the text that describes the arrays.</summary>
    public const string StructureName = "structure";

    private const double Tolerance = 1e-3; // between log Z in the file and that of its numbers; engines round differently

    /// <summary>Reads a safetensors file or an archive of NumPy arrays that was exported. Error: <see cref="ModelError"/>.</summary>
    /// <param name="path">The file.</param>
    public static Either<ModelError, ReadQpc> Read(string path) =>
        from file in ArrayFile.Open(path)
        from document in Document(file)
        from layers in ImportedLayers.Read(file, document)
        from pic in Circuit(file, document, layers)
        from model in Fill(file, document, pic)
        from right in Normaliser(file, document, model)
        select new ReadQpc(right, file.Texts.Remove(StructureName), Rounded(file, document));

    /// <summary>The names of arrays of more digits than the structure says.</summary>
    private static ImmutableArray<string> Rounded(ArrayFile file, QpcDocument document) => document.Precision == QpcDocument.NumberType.Float64
        ? []
        : [.. document.Groups.Select(group => ParameterShapes.NameOf(group.Id)).Where(name => file.Arrays[name].Type == SafetensorsType.Double)];

    private static Either<ModelError, QpcDocument> Document(ArrayFile file)
    {
        if (!file.Texts.TryGetValue(StructureName, out var text)) return new ModelError.Malformed(file.Path, $"it has no text '{StructureName}' that describes its arrays; expected a file that 'export' wrote");
        try
        {
            var identity = DocumentKind.Read(text);
            if (identity?.Format != QpcDocument.Name) return new ModelError.Malformed(file.Path, $"its format is '{identity?.Format}', not '{QpcDocument.Name}'");
            if (identity.Version is < QpcDocument.VersionOfNames or > QpcDocument.Latest) return new ModelError.UnknownVersion(file.Path, identity.Version, QpcDocument.Latest);
            var document = JsonSerializer.Deserialize(text, QpcDocument.Form)!;
            return FindFault(document) is { } fault ? new ModelError.Malformed(file.Path, fault) : document;
        }
        catch (JsonException error)
        {
            return new ModelError.Malformed(file.Path, JsonFault.Of(error, text));
        }
    }

    private static string? FindFault(QpcDocument document)
    {
        if (document.Nodes is < 1 or > 1 << 16) return $"'nodes' is {document.Nodes}; expected 1 to {1 << 16}";
        if (document.Own is null != document.Version < QpcDocument.Latest) return $"its version does not fit its quadrature rule: those of version {QpcDocument.Latest}, and no others, have one of their own";
        if (OwnRule.Read(document.Rule, document.Nodes, document.Own).MatchUnsafe<string?>(_ => null, fault => fault) is { } wrong) return wrong;
        if (document.Groups.GroupBy(group => group.Id).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }) return $"group {twice} is listed twice";
        return Enumerable.Range(0, document.Layers.Length).Select(index => document.Layers[index] switch
        {
            null => $"layer {index} is null",
            { Folds: < 1 } or { Width: < 1 } => $"layer {index} has {document.Layers[index].Folds} fold(s) of {document.Layers[index].Width} value(s); expected at least one of each",
            { Kind: QpcDocument.LayerKind.Input, Inputs.Length: > 0 } or { Kind: not QpcDocument.LayerKind.Input, Inputs.Length: 0 } => $"layer {index} has {document.Layers[index].Inputs.Length} input(s) a fold; expected none of an input layer and some of others",
            _ => null,
        }).FirstOrDefault(fault => fault is not null);
    }

    private static Either<ModelError, Pic> Circuit(ArrayFile file, QpcDocument document, ImmutableArray<FoldedLayer> layers)
    {
        var made = from rule in Rule(document).Create()
                   from folded in FoldedQpc.Create(layers, rule)
                   from pic in Unmaterialize.Pass.Apply(folded.Unfold())
                   select pic;
        return made.MapLeft<ModelError>(error => new ModelError.BadCircuit(file.Path, error)).Bind<Pic>(pic => FindFault(document, pic) is { } fault ? new ModelError.Malformed(file.Path, fault) : pic);
    }

    /// <summary>The rule of a document that was checked.</summary>
    private static StoredRule Rule(QpcDocument document) => OwnRule.Read(document.Rule, document.Nodes, document.Own).IfLeft(fault => throw new InvalidOperationException(fault));

    private static string? FindFault(QpcDocument document, Pic pic)
    {
        if (!pic.Groups.Select(group => group.Id).SequenceEqual(document.Groups.Select(group => group.Id))) return "its groups are not those that its layers use, by increasing number";
        if (pic.Scope.IsEmpty) return "it has no variable that can be observed";
        var channels = pic.Units.Units.OfType<CircuitUnit.Input>().Where(input => input.Observation is Observation.Open).Max(input => input.Density.Signature.Match(density => density.Family.Channels, _ => 1));
        if ((document.Variables, document.Channels) != (pic.Scope.Columns, channels)) return $"its rows have {document.Variables} variable(s) of {document.Channels} channel(s), but its layers read {pic.Scope.Columns} of {channels}";
        return (long)document.Variables * document.Channels <= RegionLimits.MaxVariables ? null : $"its rows have {document.Variables} variables of {document.Channels} channels; expected at most {RegionLimits.MaxVariables} numbers per row";
    }

    private static Either<ModelError, HostModel> Fill(ArrayFile file, QpcDocument document, Pic pic)
    {
        var isDouble = document.Precision == QpcDocument.NumberType.Float64;
        var expected = ImportedLayers.Slots(document).Select(slot => slot.Name).Concat(pic.Groups.Select(group => ParameterShapes.NameOf(group.Id))).ToImmutableHashSet(StringComparer.Ordinal);
        if (file.Arrays.Keys.FirstOrDefault(name => !expected.Contains(name)) is { } other) return new ModelError.Malformed(file.Path, $"it has the array '{other}', which its structure does not use");
        foreach (var group in pic.Groups)
            if (file.FindMismatch(ParameterShapes.NameOf(group.Id), new(SafetensorsType.Of(isDouble), ParameterShapes.Fixed(group, document.Nodes))) is { } mismatch) return mismatch;

        var model = HostModel.Empty(pic, HostModelKind.Fixed, document.Normalised, new(Double: isDouble), Rule(document));
        foreach (var (group, (name, table)) in pic.Groups.Zip(model.Named))
        {
            var copied = file.CopyTo(name, table).Bind<LanguageExt.Unit>(done => NumberChecks.FindFault(group.Signature, table, document.Normalised) is { } fault
                ? new ModelError.Malformed(file.Path, $"in the array '{name}' {fault}{(file.Arrays[name].Type == "F16" ? "; it has numbers of 16 bits, which may be too few, so save those of 32 bits (float32)" : string.Empty)}")
                : done);
            if (copied.IsRight) continue;
            model.Dispose();
            return copied.Map(_ => model);
        }

        return model;
    }

    /// <summary>Whether the file tells the truth about log Z.</summary>
    private static Either<ModelError, HostModel> Normaliser(ArrayFile file, QpcDocument document, HostModel model)
    {
        var found = Rule(document).Create().Bind(rule => QpcNormaliser.LogZ(model, rule)).MapLeft<ModelError>(error => new ModelError.BadCircuit(file.Path, error)).Bind<HostModel>(logZ =>
            Math.Abs(logZ - document.LogNormaliser) <= Tolerance
                ? model
                : new ModelError.Malformed(file.Path, string.Create(CultureInfo.InvariantCulture, $"'logNormaliser' is {document.LogNormaliser}, but its numbers give {logZ}")));
        if (found.IsLeft) model.Dispose();
        return found;
    }
}

/// <summary>A circuit from a file, in plain memory.</summary>
/// <param name="Model">The circuit and its fixed parameters; owned by the caller.</param>
/// <param name="Notes">The other texts of the file, by name.</param>
/// <param name="Rounded">Arrays of numbers of 64 bits that are read as 32 bits, as the structure of the file says.</param>
internal sealed record ReadQpc(HostModel Model, ImmutableSortedDictionary<string, string> Notes, ImmutableArray<string> Rounded);
