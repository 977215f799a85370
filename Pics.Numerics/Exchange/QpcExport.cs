using System.Text.Json;

namespace Pics.Numerics;

/// <summary>A QPC with its parameters as named arrays and a JSON text that describes them: what a file of any format holds.</summary>
/// <remarks>
/// The layers stand in evaluation order. Arrays are named <c>group.ID</c> (the parameters of a function group, as in <see cref="CircuitTensors"/>:
/// log-probabilities or parameters of densities, weights that are not in log space of kernels) and <c>layer.INDEX.NAME</c>. Equal circuits with equal
/// parameters give equal arrays and texts. Owns the arrays that it made; the parameters are the model's.
/// </remarks>
public sealed class QpcExport : IDisposable
{
    private readonly ImmutableArray<Tensor> made;

    private QpcExport(QpcModel model, StoredRule rule, ImmutableArray<(string Name, Tensor Tensor)> indices)
    {
        var circuit = model.Circuit;
        made = [.. indices.Select(entry => entry.Tensor)];
        (Model, Rule) = (model, rule);
        Arrays = [.. circuit.Groups.Select(group => (CircuitTensors.NameOf(group.Id), model.Parameters[group.Id])), .. indices];
        var (kind, own) = OwnRule.Of(rule);
        var layers = circuit.Layers.Select(Describe).ToImmutableArray();
        var axes = layers.SelectMany((layer, index) => DocumentArrays.Of(index, layer.Kind, layer.Folds, layer.Inputs.Length)).ToImmutableSortedDictionary(slot => slot.Name, slot => slot.Axes, StringComparer.Ordinal);
        Structure = JsonSerializer.Serialize(
            new QpcDocument(
                QpcDocument.Name,
                own is null ? QpcDocument.VersionOfNames : QpcDocument.Latest,
                model.Type == ScalarType.Float64 ? QpcDocument.NumberType.Float64 : QpcDocument.NumberType.Float32,
                kind,
                circuit.Rule.Count,
                model.IsNormalised,
                model.LogZ,
                model.Variables,
                model.Channels,
                [.. circuit.Groups.Select(DocumentGroups.Describe)],
                layers,
                axes.AddRange(circuit.Groups.Select(group => KeyValuePair.Create(CircuitTensors.NameOf(group.Id), DocumentArrays.Axes(group.Signature)))),
                own),
            QpcDocument.Form);
    }

    /// <summary>The circuit with its parameters.</summary>
    public QpcModel Model { get; }

    /// <summary>The quadrature rule.</summary>
    public StoredRule Rule { get; }

    /// <summary>The description, JSON of the format <c>pics-qpc</c>.</summary>
    public string Structure { get; }

    /// <summary>The arrays, numbers first; of int64, and of the model's type or float64.</summary>
    public ImmutableArray<(string Name, Tensor Tensor)> Arrays { get; }

    /// <summary>Lays a model out, its rule as <see cref="StoredRule.Of(QuadratureRule)"/> has it. Error: <see cref="ExportError"/>.</summary>
    /// <param name="model">The circuit with its parameters; it must outlive the result.</param>
    public static Either<ExportError, QpcExport> Of(QpcModel model)
    {
        var rule = StoredRule.Of(model.Circuit.Rule);
        if (model.Families.IsEmpty) return new ExportError.NothingObserved();
        foreach (var group in model.Circuit.Groups)
            if (ParameterChecks.FindFault(group.Signature, model.Parameters[group.Id], mustSumToOne: false) is { } fault)
                return new ExportError.BadNumbers(group.Id, fault);
        if (!double.IsFinite(model.LogZ)) return new ExportError.NoNormaliser(model.LogZ);
        using var scope = NewDisposeScope();
        return new QpcExport(model, rule, [.. model.Circuit.Layers.SelectMany(Indices).Select(entry => (entry.Name, entry.Tensor.DetachFromDisposeScope()))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in made) tensor.Dispose();
    }

    private static QpcDocument.Layer Describe(FoldedLayer layer) => new(Kind(layer), layer.Folds, layer.Width, layer.Match<ImmutableArray<int>>(
        _ => [],
        cp => [.. Enumerable.Repeat(cp.InputWidth, cp.Arity)],
        tucker => [.. tucker.InputWidths],
        hadamard => [.. Enumerable.Repeat(hadamard.Width, hadamard.Arity)],
        kronecker => [.. kronecker.InputWidths],
        mixing => [.. Enumerable.Repeat(mixing.Width, mixing.Arity)]));

    private static QpcDocument.LayerKind Kind(FoldedLayer layer) => layer.Match(
        _ => QpcDocument.LayerKind.Input,
        _ => QpcDocument.LayerKind.Cp,
        _ => QpcDocument.LayerKind.Tucker,
        _ => QpcDocument.LayerKind.Hadamard,
        _ => QpcDocument.LayerKind.Kronecker,
        _ => QpcDocument.LayerKind.Mixing);

    private static IEnumerable<(string Name, Tensor Tensor)> Indices(FoldedLayer layer, int index) => DocumentArrays.Of(index, Kind(layer), layer.Folds, layer.Arity).Select(slot => (slot.Name, slot.Name.Split('.')[^1] switch
    {
        DocumentArrays.Sources => Whole(layer.Sources.SelectMany(source => new[] { source.Layer, source.Fold }), slot),
        DocumentArrays.Functions => Whole(layer.Functions.SelectMany(function => new[] { function.Group, function.Head }), slot),
        DocumentArrays.Variables => Whole(((FoldedLayer.Input)layer).Variables, slot),
        DocumentArrays.Weights => tensor(((FoldedLayer.Mixing)layer).Weights.ToArray(), [.. slot.Shape]),
        _ => tensor(((FoldedLayer.Input)layer).Observations.Map(observation => observation.Match(_ => double.NaN, known => known.Value, _ => double.PositiveInfinity)).ToArray(), [.. slot.Shape]),
    }));

    private static Tensor Whole(IEnumerable<int> numbers, DocumentArrays.Slot slot) => tensor(numbers.Select(number => (long)number).ToArray(), [.. slot.Shape]);
}
