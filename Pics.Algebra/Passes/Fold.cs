namespace Pics.Algebra;

/// <summary>QPC to folded QPC: units of one kind, arity and width at one depth become the folds of one layer.</summary>
/// <remarks>
/// Preserves the denotation exactly. A Hadamard product of sum layers becomes one CP fold, a sum over a Kronecker product one
/// Tucker fold, as long as no other unit reads what is joined. Depth counts sum layers from the root, so a block that finishes
/// early lands in the layer just below its reader; products and mixtures that read their own depth come one stage later.
/// </remarks>
public static class Fold
{
    /// <summary>The pass; it never refuses.</summary>
    public static Pass<Qpc, FoldedQpc> Pass { get; } = Algebra.Pass.Total<Qpc, FoldedQpc>("fold", Run);

    /// <summary>What the folds of one layer have in common.</summary>
    /// <remarks>Lists are compared one by one: the equality of LanguageExt looks at all types of all assemblies of a program when it is first asked for.</remarks>
    private sealed record Key(int Depth, int Stage, BlockKind Kind, int Width, Arr<int> InputWidths, FunctionSignature? Signature)
    {
        public bool Equals(Key? other) => other is not null && (Depth, Stage, Kind, Width) == (other.Depth, other.Stage, other.Kind, other.Width)
            && InputWidths.Count == other.InputWidths.Count && Enumerable.Range(0, InputWidths.Count).All(place => InputWidths[place] == other.InputWidths[place])
            && Equals(Signature, other.Signature);

        public override int GetHashCode() => HashCode.Combine(Depth, Stage, Kind, Width, InputWidths.Count, Signature);
    }

    private enum BlockKind
    {
        Input,
        Cp,
        Tucker,
        Hadamard,
        Kronecker,
        Mixing,
    }

    /// <summary>A unit together with the units joined to it.</summary>
    private sealed record Block(UnitId Unit, BlockKind Kind, Arr<UnitId> Inputs, Arr<FunctionSpec> Functions, Arr<double> Weights = default);

    private static FoldedQpc Run(Qpc qpc)
    {
        var blocks = Blocks(qpc);
        var keys = Keys(qpc, blocks);
        var layers = blocks
            .GroupBy(block => keys[block.Unit.Index]!)
            .OrderByDescending(layer => layer.Key.Depth)
            .ThenBy(layer => layer.Key.Stage)
            .Select(layer => (layer.Key, Blocks: layer.ToList()))
            .ToList();
        var addresses = new FoldAddress[qpc.Units.Units.Length];
        var index = 0;
        foreach (var layer in layers)
        {
            var fold = 0;
            foreach (var block in layer.Blocks) addresses[block.Unit.Index] = new(index, fold++);
            index++;
        }

        return FoldedQpc.Trusted([.. layers.Select(layer => Layer(qpc, layer.Key, layer.Blocks, addresses))], qpc, address => layers[address.Layer].Blocks[address.Fold].Unit);
    }

    /// <summary>The units that are not joined to their reader, in topological order.</summary>
    private static List<Block> Blocks(Qpc qpc)
    {
        var readers = new int[qpc.Units.Units.Length];
        foreach (var unit in qpc.Units.Units)
            foreach (var child in unit.Children)
                readers[child.Index]++;

        bool ReadOnce(UnitId id) => readers[id.Index] == 1;
        bool IsTucker(CircuitUnit unit) => unit is CircuitUnit.Linear sum && qpc.Units[sum.Operand] is CircuitUnit.Kronecker && ReadOnce(sum.Operand);
        bool IsPlainSum(UnitId id) => ReadOnce(id) && qpc.Units[id] is CircuitUnit.Linear sum && !IsTucker(sum);
        int SummandWidth(UnitId id) => qpc.Widths[qpc.Units[id].Children[0].Index];
        bool IsCp(CircuitUnit.Hadamard product) =>
            product.Factors.ForAll(IsPlainSum) && product.Factors.Map(SummandWidth).Distinct().Count() == 1;

        var joined = new System.Collections.Generic.HashSet<UnitId>();
        foreach (var unit in qpc.Units.Units)
            if (IsTucker(unit)) joined.Add(unit.Children[0]);
            else if (unit is CircuitUnit.Hadamard product && IsCp(product)) joined.UnionWith(product.Factors);

        Arr<FunctionSpec> Functions(Arr<UnitId> units) => units.Bind(id => qpc.Units[id].Function.ToArr());
        Block Make(UnitId id) => qpc.Units[id].Match(
            input => new Block(id, BlockKind.Input, Arr<UnitId>.Empty, Arr.create(input.Density)),
            product => IsCp(product)
                ? new Block(id, BlockKind.Cp, product.Factors.Map(sum => qpc.Units[sum].Children[0]), Functions(product.Factors))
                : new Block(id, BlockKind.Hadamard, product.Factors, Arr<FunctionSpec>.Empty),
            product => new Block(id, BlockKind.Kronecker, product.Factors, Arr<FunctionSpec>.Empty),
            sum => IsTucker(sum)
                ? new Block(id, BlockKind.Tucker, qpc.Units[sum.Operand].Children, Arr.create(sum.Kernel))
                : new Block(id, BlockKind.Cp, Arr.create(sum.Operand), Arr.create(sum.Kernel)),
            mixture => new Block(id, BlockKind.Mixing, mixture.Inputs, Arr<FunctionSpec>.Empty, mixture.Weights));
        return [.. qpc.Units.Ids.Where(id => !joined.Contains(id)).Select(Make)];
    }

    /// <summary>The layer of each block, by the place of its unit; null for a joined unit.</summary>
    private static Key?[] Keys(Qpc qpc, List<Block> blocks)
    {
        var depths = qpc.Units.Depths(unit => unit is CircuitUnit.Linear ? 1 : 0);
        var keys = new Key?[depths.Length];
        foreach (var block in blocks)
        {
            var depth = block.Kind == BlockKind.Input ? int.MaxValue : depths[block.Unit.Index];
            var stage = block.Inputs.Map(input => keys[input.Index]!).Filter(key => key.Depth == depth).Map(key => key.Stage + 1).DefaultIfEmpty(0).Max();
            keys[block.Unit.Index] = new(
                depth,
                stage,
                block.Kind,
                qpc.Widths[block.Unit.Index],
                block.Inputs.Map(input => qpc.Widths[input.Index]),
                block.Kind == BlockKind.Input ? block.Functions[0].Signature : null);
        }

        return keys;
    }

    private static FoldedLayer.Input Inputs(int width, Arr<CircuitUnit.Input> inputs) => new(
        width, inputs.Map(input => input.Variable), inputs.Map(input => input.Density), inputs.Map(input => input.Observation));

    private static FoldedLayer Layer(Qpc qpc, Key key, List<Block> blocks, FoldAddress[] addresses)
    {
        var sources = blocks.SelectMany(block => block.Inputs).Select(input => addresses[input.Index]).ToArr();
        var functions = blocks.SelectMany(block => block.Functions).ToArr();
        var arity = key.InputWidths.Count;
        return key.Kind switch
        {
            BlockKind.Input => Inputs(key.Width, blocks.Select(block => (CircuitUnit.Input)qpc.Units[block.Unit]).ToArr()),
            BlockKind.Cp => new FoldedLayer.Cp(blocks.Count, arity, key.InputWidths[0], key.Width, sources, functions),
            BlockKind.Tucker => new FoldedLayer.Tucker(blocks.Count, key.InputWidths, key.Width, sources, functions),
            BlockKind.Hadamard => new FoldedLayer.Hadamard(blocks.Count, arity, key.Width, sources),
            BlockKind.Kronecker => new FoldedLayer.Kronecker(blocks.Count, key.InputWidths, key.Width, sources),
            _ => new FoldedLayer.Mixing(blocks.Count, arity, key.Width, sources, blocks.SelectMany(block => block.Weights).ToArr()),
        };
    }
}
