using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <content>What the steps read and write.</content>
internal sealed unsafe partial class TopDownPass<T>
{
    /// <summary>Some rows on their way.</summary>
    /// <param name="folds">How many folds there are.</param>
    /// <param name="size">Rows at most, up to 256.</param>
    private sealed class Chunk<TPick>(int folds, int size)
        where TPick : struct, IPick<TPick>
    {
        public const byte Seen = 1;
        public const byte Hidden = 2;
        public const byte Both = 3;

        private readonly int[] rows = new int[size];
        private readonly TPick[] picks = new TPick[size];
        private readonly int[] visits = new int[folds]; // how many rows read each fold
        private readonly byte[] readers = new byte[folds * size]; // which they are
        private readonly int[] nodes = new int[folds * size]; // and at which node
        private readonly byte[] known = new byte[folds * size];
        private FoldValues[]? values;
        private bool isOneWhereHidden;
        private readonly double[] levels = new double[size];
        private readonly int[] found = new int[size];
        private T[] scratch = [];

        /// <summary>Rows that there are.</summary>
        public int Count { get; private set; }

        public EvidenceRows Targets { get; private set; } = EvidenceRows.Nothing(0, 1, 1);

        /// <summary>The rows that read a fold, and the node at which each does.</summary>
        public Visitors To(int fold) => new(readers.AsSpan(fold * size, visits[fold]), nodes.AsSpan(fold * size, visits[fold]));

        /// <summary>Whether nothing is to be filled below.</summary>
        public static bool IsDone(byte known) => (known & Hidden) == 0;

        /// <summary>What is read from now on.</summary>
        /// <param name="all">What each fold gives; null where nothing is observed and all are one.</param>
        /// <param name="areOne">Whether a fold below which nothing is observed is one at all nodes.</param>
        public void Use(FoldValues[]? all, bool areOne)
        {
            (values, isOneWhereHidden) = (all, areOne);
            if (all is null) System.Array.Fill(known, Hidden);
        }

        public void Begin(ReadOnlySpan<int> activations, EvidenceRows targets, Func<int, TPick> pick)
        {
            activations.CopyTo(rows);
            (Targets, Count) = (targets, activations.Length);
            for (var row = 0; row < activations.Length; row++) picks[row] = pick(row);
            System.Array.Clear(visits);
            nodes.AsSpan(nodes.Length - size, activations.Length).Clear();
            for (var row = 0; row < activations.Length; row++) readers[readers.Length - size + row] = (byte)row;
            visits[^1] = activations.Length;
        }

        /// <summary>What rows know below a fold, [size].</summary>
        public Span<byte> Of(int fold) => known.AsSpan(fold * size, size);

        /// <summary>What a row knows below some folds together.</summary>
        public byte Below(ReadOnlySpan<Wire> wires, int row)
        {
            byte all = 0;
            foreach (var wire in wires) all |= known[(wire.Fold * size) + row];
            return all;
        }

        /// <summary>Whether the values are one wherever it counts: nothing is observed.</summary>
        public bool IsOne(byte known) => isOneWhereHidden && (known & Seen) == 0;

        public ref readonly TPick Pick(int row) => ref picks[row];

        public T* Values(Wire wire, int row)
        {
            ref readonly var fold = ref values![wire.Fold];
            return (T*)fold.Values + ((long)Class(fold, row) * fold.Stride);
        }

        public double Exponent(Wire wire, int row)
        {
            ref readonly var fold = ref values![wire.Fold];
            return fold.WholeExponents != 0 ? ((int*)fold.WholeExponents)[Class(fold, row)] : fold.Exponents != 0 ? ((double*)fold.Exponents)[Class(fold, row)] : 0;
        }

        /// <summary>A row reads a fold at a node; below an empty scope, and where all is observed, there is nothing to fill.</summary>
        public void Enter(Wire wire, int row, int node)
        {
            if (wire.IsEmpty || IsDone(known[(wire.Fold * size) + row])) return;
            var place = (wire.Fold * size) + visits[wire.Fold]++;
            (readers[place], nodes[place]) = ((byte)row, node);
        }

        /// <summary>Whether the values are one wherever it counts for all who read a fold.</summary>
        public bool AreOne(Visitors visitors, ReadOnlySpan<byte> known)
        {
            if (!isOneWhereHidden) return false;
            foreach (var row in visitors.Rows)
                if (known[row] != Hidden) return false;
            return true;
        }

        /// <summary>What each of those who read a fold takes by running sums.</summary>
        public ReadOnlySpan<int> Alternatives(Visitors visitors, in CumulativeRows<T> sums, long place)
        {
            TPick.Alternatives(new(picks, visitors.Rows, visitors.Nodes, levels.AsSpan(0, visitors.Rows.Length), found.AsSpan(0, visitors.Rows.Length)), sums, place);
            return found.AsSpan(0, visitors.Rows.Length);
        }

        /// <summary>Rows below which nothing is observed read a fold, which is not empty.</summary>
        public void EnterAll(Wire wire, ReadOnlySpan<byte> from, ReadOnlySpan<int> at)
        {
            var place = (wire.Fold * size) + visits[wire.Fold];
            from.CopyTo(readers.AsSpan(place));
            at.CopyTo(nodes.AsSpan(place));
            visits[wire.Fold] += from.Length;
        }

        /// <summary>Room for so many numbers, at a place that does not move.</summary>
        public T* Room(int count)
        {
            if (scratch.Length < count) scratch = GC.AllocateUninitializedArray<T>(count, pinned: true);
            return (T*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(scratch));
        }

        private int Class(in FoldValues fold, int row) => fold.Classes == 0 ? rows[row] : ((int*)fold.Classes)[rows[row]];
    }

    /// <summary>Rows that read a fold.</summary>
    /// <param name="rows">Which they are.</param>
    /// <param name="nodes">The node at which each does.</param>
    private readonly ref struct Visitors(ReadOnlySpan<byte> rows, ReadOnlySpan<int> nodes)
    {
        public readonly ReadOnlySpan<byte> Rows = rows;
        public readonly ReadOnlySpan<int> Nodes = nodes;
    }

    /// <summary>A fold that is read.</summary>
    /// <param name="Fold">Its number among all folds.</param>
    /// <param name="Width">Its nodes.</param>
    /// <param name="IsEmpty">Whether there is no variable below.</param>
    private readonly record struct Wire(int Fold, int Width, bool IsEmpty);

    private readonly record struct WireList(Wire[] All, int Arity, long FirstPlace)
    {
        public ReadOnlySpan<Wire> Of(int fold) => All.AsSpan(fold * Arity, Arity);

        /// <summary>The place of a choice that is made once a fold, after those made once a slot.</summary>
        public long Place(int fold) => FirstPlace + All.Length + fold;

        /// <summary>Enters all inputs of a fold at the parts of a combination of their nodes, the last fastest.</summary>
        public void Split<TPick>(Chunk<TPick> chunk, int fold, int row, int combination)
            where TPick : struct, IPick<TPick>
        {
            var wires = Of(fold);
            for (var h = wires.Length - 1; h >= 0; h--)
            {
                chunk.Enter(wires[h], row, combination % wires[h].Width);
                combination /= wires[h].Width;
            }
        }
    }

    /// <summary>The weights of a function, [K_out, K_in], and their running sums.</summary>
    private readonly struct Kernel(T* start, T* sums, int outputs, int inputs)
    {
        /// <summary>The first function of a group.</summary>
        public static Kernel Of(NumberTable numbers, NumberTable? sums) =>
            new((T*)numbers.Address, sums is null ? null : (T*)sums.Address, (int)numbers.Shape[1], (int)numbers.Shape[2]);

        public Kernel Head(int head)
        {
            var before = (long)head * outputs * inputs;
            return new(start + before, sums == null ? null : sums + before, outputs, inputs);
        }

        public T* Row(int output) => start + ((long)output * inputs);

        public T* Sums(int output) => sums + ((long)output * inputs);
    }
}
