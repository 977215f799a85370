namespace Pics.Numerics;

/// <content>Rows as evidence.</content>
public sealed partial class Dataset
{
    private const int RowsAtOnce = 64; // that a thread reads

    /// <summary>Some rows as evidence in the circuit's own numbers, [B, variables, channels].</summary>
    internal EvidenceRows Evidence(ReadOnlySpan<int> rows) => Evidence(rows, new double[rows.Length * Dimensions]);

    /// <summary>As the other, in an array that is large enough.</summary>
    internal unsafe EvidenceRows Evidence(ReadOnlySpan<int> rows, double[] room)
    {
        var evidence = new EvidenceRows(room, rows.Length, Variables, Channels);
        if (rows.IsEmpty) return evidence;
        fixed (double* target = evidence.All) Copy<double>(rows, target, See);
        return evidence;
    }

    /// <summary>Writes what the circuit sees of some rows into memory, [B, variables, channels]; all threads read.</summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="read">Reads one.</param>
    internal unsafe void Copy<T>(ReadOnlySpan<int> rows, T* target, Action<int, Span<T>> read)
        where T : unmanaged
    {
        fixed (int* first = rows)
        {
            var (numbers, count) = ((nint)first, rows.Length);
            Workers.Run(Workers.Count, (count + RowsAtOnce - 1) / RowsAtOnce, (task, _) =>
            {
                for (var index = task * RowsAtOnce; index < Math.Min(count, (task + 1) * RowsAtOnce); index++)
                    read(((int*)numbers)[index], new(target + ((long)index * Dimensions), Dimensions));
            });
        }
    }
}
