namespace Pics.Numerics;

/// <summary>Copies of what every fold gave for one row.</summary>
internal sealed unsafe class KeptActivations : Activations
{
    private readonly Dictionary<FoldAddress, FoldValues> folds = [];
    private readonly NativeBuffer<double> values = new();
    private readonly NativeBuffer<int> exponents = new();

    /// <param name="circuit">The circuit.</param>
    /// <param name="fused">After it was asked about one row.</param>
    /// <param name="isDouble">Whether its values are float64 instead of float32.</param>
    public KeptActivations(FoldedQpc circuit, FusedCircuit fused, bool isDouble)
    {
        var all = (from layer in Enumerable.Range(0, circuit.Layers.Length)
                   from fold in Enumerable.Range(0, circuit.Layers[layer].Folds)
                   select new FoldAddress(layer, fold)).ToArray();
        var value = values.Reserve(all.Sum(fold => (long)fused.Read(fold).Stride));
        var exponent = exponents.Reserve(all.Length);
        foreach (var fold in all)
        {
            var from = fused.Read(fold);
            var bytes = from.Stride * (isDouble ? sizeof(double) : sizeof(float));
            Buffer.MemoryCopy((void*)from.Values, value, bytes, bytes);
            *exponent = *(int*)from.WholeExponents;
            folds.Add(fold, new((nint)value, from.Stride, 0, (nint)exponent, 0));
            value += from.Stride;
            exponent++;
        }
    }

    /// <inheritdoc/>
    public override FoldValues Of(FoldAddress fold) => folds[fold];

    /// <inheritdoc/>
    public override void Dispose()
    {
        values.Dispose();
        exponents.Dispose();
        base.Dispose();
    }
}
