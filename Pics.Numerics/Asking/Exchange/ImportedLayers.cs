using System.Text.Json;

namespace Pics.Numerics;

/// <summary>The layers of an exported circuit from its description and index arrays.</summary>
internal sealed unsafe class ImportedLayers
{
    private const int LargestHead = int.MaxValue - 1;

    private readonly ArrayFile file;
    private readonly QpcDocument document;
    private readonly Dictionary<int, (FunctionSignature Signature, Sharing Sharing)> groups;

    private ImportedLayers(ArrayFile file, QpcDocument document) =>
        (this.file, this.document, groups) = (file, document, document.Groups.ToDictionary(group => group.Id, group => (DocumentGroups.Signature(group), group.Sharing)));

    /// <summary>The arrays that a description asks for, beside those of groups.</summary>
    public static IEnumerable<DocumentArrays.Slot> Slots(QpcDocument document) =>
        document.Layers.SelectMany((layer, index) => DocumentArrays.Of(index, layer.Kind, layer.Folds, layer.Inputs.Length));

    /// <summary>Reads all layers. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, ImmutableArray<FoldedLayer>> Read(ArrayFile file, QpcDocument document)
    {
        try
        {
            foreach (var slot in Slots(document))
            {
                var wanted = new ArrayFile.Entry(slot.Type, slot.Shape);
                if (file.FindMismatch(slot.Name, wanted) is { } mismatch) return mismatch;
            }

            var layers = new ImportedLayers(file, document);
            return document.Layers.Select((layer, index) => layers.Layer(layer, index)).ToImmutableArray();
        }
        catch (JsonException error)
        {
            return new ModelError.Malformed(file.Path, error.Message.TrimEnd('.'));
        }
        catch (UnreadArrayException error)
        {
            return error.Error;
        }
    }

    private FoldedLayer Layer(QpcDocument.Layer layer, int index)
    {
        var (folds, arity, width) = (layer.Folds, layer.Inputs.Length, layer.Width);
        Arr<FoldAddress> Sources() => Pairs(DocumentArrays.Of(index, DocumentArrays.Sources), folds * arity).Select(pair => new FoldAddress(pair.First, pair.Second)).ToArr();
        Arr<FunctionSpec> Functions(int count) => Pairs(DocumentArrays.Of(index, DocumentArrays.Functions), count).Select(pair => Function(index, pair.First, pair.Second)).ToArr();
        int Input() => layer.Inputs.Distinct().Count() == 1 ? layer.Inputs[0] : throw new JsonException($"layer {index} has inputs of different widths; those of a {layer.Kind} layer have one");
        return layer.Kind switch
        {
            QpcDocument.LayerKind.Input => new FoldedLayer.Input(width, Variables(index, folds), Same(index, Functions(folds)), Observations(index, folds)),
            QpcDocument.LayerKind.Cp => new FoldedLayer.Cp(folds, arity, Input(), width, Sources(), Functions(folds * arity)),
            QpcDocument.LayerKind.Tucker => new FoldedLayer.Tucker(folds, layer.Inputs.ToArr(), width, Sources(), Functions(folds)),
            QpcDocument.LayerKind.Hadamard => new FoldedLayer.Hadamard(folds, arity, width, Sources()),
            QpcDocument.LayerKind.Kronecker => new FoldedLayer.Kronecker(folds, layer.Inputs.ToArr(), width, Sources()),
            _ => new FoldedLayer.Mixing(folds, arity, width, Sources(), Reals(DocumentArrays.Of(index, DocumentArrays.Weights), (long)folds * arity).ToArr()),
        };
    }

    private FunctionSpec Function(int layer, int group, int head) => groups.TryGetValue(group, out var known)
        ? head <= LargestHead ? new(known.Signature, group, head, known.Sharing) : throw new JsonException($"layer {layer} has function {head}, which is too large a number")
        : throw new JsonException($"layer {layer} has a function of group {group}, which its structure does not have");

    /// <summary>The functions of an input layer, of one signature.</summary>
    private static Arr<FunctionSpec> Same(int layer, Arr<FunctionSpec> functions) => functions.ForAll(function => function.Signature is FunctionSignature.Density && function.Signature == functions[0].Signature)
        ? functions
        : throw new JsonException($"layer {layer} is an input layer and has kernels, or densities of different kinds");

    private Arr<int> Variables(int layer, int folds) => Wholes(DocumentArrays.Of(layer, DocumentArrays.Variables), folds).Select(variable => variable < RegionLimits.MaxVariables
        ? variable
        : throw new JsonException($"layer {layer} reads column {variable}; a circuit has at most {RegionLimits.MaxVariables}")).ToArr();

    private Arr<Observation> Observations(int layer, int folds) => Reals(DocumentArrays.Of(layer, DocumentArrays.Fixed), folds)
        .Select<double, Observation>(value => double.IsNaN(value) ? new Observation.Open() : double.IsPositiveInfinity(value) ? new Observation.Hidden() : new Observation.Known(value)).ToArr();

    private IEnumerable<(int First, int Second)> Pairs(string name, int count) => Wholes(name, 2L * count).Chunk(2).Select(pair => (pair[0], pair[1]));

    private int[] Wholes(string name, long count)
    {
        var numbers = new long[count];
        fixed (long* to = numbers) Copy(name, SafetensorsType.Whole, (nint)to);
        var wrong = System.Array.FindIndex(numbers, number => number is < 0 or > int.MaxValue);
        return wrong < 0 ? System.Array.ConvertAll(numbers, number => (int)number) : throw new JsonException($"the array '{name}' has {numbers[wrong]} at place {wrong}; expected a number from 0");
    }

    private double[] Reals(string name, long count)
    {
        var numbers = new double[count];
        fixed (double* to = numbers) Copy(name, SafetensorsType.Double, (nint)to);
        return numbers;
    }

    /// <summary>An array; its shape is that which was asked for already.</summary>
    private void Copy(string name, string type, nint to) => _ = file.Read(name, new(type, file.Arrays[name].Shape), to).IfLeft(error => throw new UnreadArrayException(error));

    /// <summary>Carries an error out of a loop over layers.</summary>
    private sealed class UnreadArrayException(ModelError error) : Exception(error.Explain())
    {
        public ModelError Error { get; } = error;
    }
}
