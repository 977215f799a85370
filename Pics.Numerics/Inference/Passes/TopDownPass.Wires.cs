using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <content>What the steps read and write.</content>
internal sealed unsafe partial class TopDownPass<T>
{
    /// <summary>Some rows on their way.</summary>
    private sealed class Chunk<TPick>(int folds, int size)
        where TPick : struct, IPick
    {
        public const int Nowhere = -1;

        private readonly int[] rows = new int[size];
        private readonly TPick[] picks = new TPick[size];
        private T[] scratch = [];

        public int Size => size;

        /// <summary>The node at which each row reads each fold, [folds, size].</summary>
        public int[] Nodes { get; } = new int[folds * size];

        /// <summary>How many rows read each fold.</summary>
        public int[] Visits { get; } = new int[folds];

        public Targets Targets { get; private set; }

        public void Begin(ReadOnlySpan<int> activations, Targets targets, Func<int, TPick> pick)
        {
            activations.CopyTo(rows);
            Targets = targets;
            for (var row = 0; row < activations.Length; row++) picks[row] = pick(row);
            System.Array.Fill(Nodes, Nowhere);
            System.Array.Clear(Visits);
            Nodes.AsSpan(Nodes.Length - size, activations.Length).Clear();
            Visits[^1] = activations.Length;
        }

        public int Row(int row) => rows[row];

        public ref readonly TPick Pick(int row) => ref picks[row];

        /// <summary>Room for so many numbers, at a place that does not move.</summary>
        public T* Room(int count)
        {
            if (scratch.Length < count) scratch = GC.AllocateUninitializedArray<T>(count, pinned: true);
            return (T*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(scratch));
        }
    }

    /// <summary>The values of some rows, whole or real.</summary>
    private readonly record struct Targets(nint Start, int Stride, bool IsReal)
    {
        public bool IsHidden(int row, int place) => IsReal ? double.IsNaN(((double*)Start)[((long)row * Stride) + place]) : ((long*)Start)[((long)row * Stride) + place] < 0;

        public void Set(int row, int place, double value)
        {
            if (IsReal) ((double*)Start)[((long)row * Stride) + place] = value;
            else ((long*)Start)[((long)row * Stride) + place] = (long)value;
        }
    }

    /// <summary>A fold that is read.</summary>
    private readonly struct Wire(int fold, int width, FoldValues? values, bool isEmpty)
    {
        private readonly FoldValues values = values ?? default;

        public int Width => width;

        /// <summary>Whether the values are one wherever it counts: nothing is observed.</summary>
        public bool IsOne => values.Values == 0;

        public T* Values(int row) => (T*)values.Values + ((long)Class(row) * values.Stride);

        public double Exponent(int row) => values.WholeExponents != 0 ? ((int*)values.WholeExponents)[Class(row)] : values.Exponents != 0 ? ((double*)values.Exponents)[Class(row)] : 0;

        /// <summary>Below an empty scope there is nothing to fill.</summary>
        public void Enter<TPick>(Chunk<TPick> chunk, int row, int node)
            where TPick : struct, IPick
        {
            if (isEmpty) return;
            chunk.Nodes[(fold * chunk.Size) + row] = node;
            chunk.Visits[fold]++;
        }

        private int Class(int row) => values.Classes == 0 ? row : ((int*)values.Classes)[row];
    }

    private readonly record struct WireList(Wire[] All, int Arity, long FirstPlace)
    {
        public ReadOnlySpan<Wire> Of(int fold) => All.AsSpan(fold * Arity, Arity);

        /// <summary>The place of a choice that is made once a fold, after those made once a slot.</summary>
        public long Place(int fold) => FirstPlace + All.Length + fold;

        /// <summary>Enters all inputs of a fold at the parts of a combination of their nodes, the last fastest.</summary>
        public void Split<TPick>(Chunk<TPick> chunk, int fold, int row, int combination)
            where TPick : struct, IPick
        {
            var wires = Of(fold);
            for (var h = wires.Length - 1; h >= 0; h--)
            {
                wires[h].Enter(chunk, row, combination % wires[h].Width);
                combination /= wires[h].Width;
            }
        }
    }

    /// <summary>The weights of a function, [K_out, K_in], or their running sums.</summary>
    private readonly struct Kernel(T* start, int outputs, int inputs)
    {
        /// <summary>The first function of a group.</summary>
        public static Kernel Of(Tensor numbers) => new(TensorMemory.Pointer<T>(numbers), (int)numbers.shape[1], (int)numbers.shape[2]);

        public Kernel Head(int head) => new(start + ((long)head * outputs * inputs), outputs, inputs);

        public T* Row(int output) => start + ((long)output * inputs);
    }
}
