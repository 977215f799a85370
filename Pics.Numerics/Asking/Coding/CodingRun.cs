using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Follows a plan for some rows at once, by one thread: vectors hold rows side by side, so that products of matrices stay products of matrices.</summary>
internal abstract class CodingRun : IDisposable
{
    /// <summary>The most rows at once.</summary>
    public const int MostRows = 64;

    /// <summary>In the widest registers that there are; their width changes no bit.</summary>
    public static CodingRun Of(CodingPlan plan, CodingTables tables) => Vector512.IsHardwareAccelerated ? new CodingRun<Lanes512<float>>(plan, tables) : new CodingRun<Lanes256<float>>(plan, tables);

    /// <summary>Codes rows.</summary>
    /// <param name="rows">How many, up to <see cref="MostRows"/>.</param>
    /// <param name="coder">What is done with symbols.</param>
    public abstract void Run(int rows, SymbolCoder coder);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed unsafe partial class CodingRun<TLanes> : CodingRun
    where TLanes : struct, ILanes<TLanes, float>
{
    private const int ConstantRows = 16; // one register of the widest

    private readonly CodingPlan plan;
    private readonly CodingTables tables;
    private readonly CodingMemory memory;
    private readonly ImmutableArray<int> constantPlaces;
    private readonly NativeBuffer<float> numbers = new();
    private readonly NativeBuffer<int> exponents = new();
    private readonly NativeBuffer<float> constants = new();
    private readonly NativeBuffer<int> constantExponents = new();
    private readonly SymbolWeights weights = new();
    private readonly Dictionary<int, ImmutableArray<(CodedDensity Density, int Head)>> inputs = []; // by variable

    /// <summary>A run of a plan.</summary>
    public CodingRun(CodingPlan plan, CodingTables tables)
    {
        (this.plan, this.tables, memory) = (plan, tables, CodingMemory.Of(plan));
        var (places, size) = (new int[plan.ConstantCount], 0);
        foreach (var step in plan.Constants) (places[step.To.Id], size) = (size, size + step.To.Width);
        constantPlaces = [.. places];
        constants.Reserve(Math.Max(1, (long)size * ConstantRows));
        constantExponents.Reserve(Math.Max(1, (long)size * ConstantRows));
        numbers.Reserve(Math.Max(1, (long)memory.Size * MostRows));
        exponents.Reserve(Math.Max(1, (long)memory.Size * MostRows));
        foreach (var step in plan.Constants) Do(step, ConstantRows, ConstantRows, null!);
    }

    /// <inheritdoc/>
    public override void Run(int rows, SymbolCoder coder)
    {
        var padded = (rows + ConstantRows - 1) / ConstantRows * ConstantRows;
        foreach (var step in plan.Steps) Do(step, rows, padded, coder);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        numbers.Dispose();
        exponents.Dispose();
        constants.Dispose();
        constantExponents.Dispose();
        weights.Dispose();
    }

    private void Do(CodingStep step, int rows, int padded, SymbolCoder coder)
    {
        switch (step)
        {
            case CodingStep.One:
                Fill(step.To, padded, 1);
                break;
            case CodingStep.Fixed known:
                Fix(known, padded);
                break;
            case CodingStep.Sum sum:
                Sum(sum, padded);
                break;
            case CodingStep.Product product:
                Product(product, padded);
                break;
            case CodingStep.Outer outer:
                Outer(outer, padded);
                break;
            case CodingStep.OuterBack back:
                OuterBack(back, padded);
                break;
            case CodingStep.Mix mix:
                Mix(mix, padded);
                break;
            case CodingStep.Code code:
                Code(code, rows, padded, coder);
                break;
            default:
                throw new InvalidOperationException($"no step {step}");
        }
    }

    private float* At(CodingVector vector, out int stride)
    {
        stride = vector.IsConstant ? ConstantRows : MostRows;
        return vector.IsConstant ? constants.Reserve(0) + ((long)constantPlaces[vector.Id] * ConstantRows) : numbers.Reserve(0) + ((long)memory.Places[vector.Id] * MostRows);
    }

    /// <summary>The power of two of each row of a vector.</summary>
    private int* Powers(CodingVector vector) =>
        vector.IsConstant ? constantExponents.Reserve(0) + ((long)constantPlaces[vector.Id] * ConstantRows) : exponents.Reserve(0) + ((long)memory.Places[vector.Id] * MostRows);

    /// <summary>Numbers of a vector in neighbouring rows; those of constants are all alike.</summary>
    private static TLanes Load(CodingVector vector, float* at, int stride, int node, int row) => TLanes.Load(at + ((long)node * stride) + (vector.IsConstant ? 0 : row));

    /// <summary>From the numbers of neighbouring rows to those of the next ones; those of constants are all alike.</summary>
    private static int Step(CodingVector vector) => vector.IsConstant ? 0 : TLanes.Count;

    private void Scale(CodingVector vector, int rows) => RowPowers.Scale(At(vector, out var stride), vector.Width, stride, Powers(vector), rows);
}
