namespace Pics.Numerics;

/// <summary>The ranks of rows by one of their numbers, in memory that does not grow with the rows: they are gone through as often as there are so many rows to be ranked at once.</summary>
internal static class RowRanks
{
    private const int AtOnce = 1 << 20; // rows; twice as many are held

    /// <summary>The rank of each row, from 1 for the one of the largest number; equal ones go by the order of the rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="place">The number.</param>
    /// <param name="atOnce">How many are ranked at once.</param>
    public static RowStore Of(RowStore rows, int place, int atOnce = AtOnce)
    {
        var (ranked, largest) = (0, (Key: double.NegativeInfinity, Row: -1));
        using var ranks = new RankFile(rows.Rows, 2L * atOnce);
        while (ranked < rows.Rows)
        {
            var next = new Next(largest, atOnce);
            Read(rows, place, next.See);
            (largest, var order) = next.Sorted();
            ranks.Write(order, ranked + 1);
            ranked += order.Length;
        }

        return ranks.Finish();
    }

    /// <summary>Goes through the numbers with the other sign, so that the largest is the least.</summary>
    private static void Read(RowStore rows, int place, Action<double, int> see)
    {
        var values = new double[rows.Width];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            see(double.IsNaN(values[place]) ? double.PositiveInfinity : -values[place], row);
        }
    }

    /// <summary>The least keys of those after one, as many as are ranked at once or up to twice as many.</summary>
    private sealed class Next((double Key, int Row) after, int atOnce)
    {
        private double[] keys = new double[1024];
        private int[] rows = new int[1024];
        private int count;
        private (double Key, int Row) last = (double.PositiveInfinity, int.MaxValue); // past which none is looked for

        public void See(double key, int row)
        {
            if (!IsAfter((key, row), after)) return;
            if (count == keys.Length) MakeRoom();
            if (IsAfter((key, row), last)) return;
            (keys[count], rows[count]) = (key, row);
            count++;
        }

        /// <summary>The last of them, and all.</summary>
        public ((double Key, int Row) Last, int[] Rows) Sorted()
        {
            Sort();
            System.Array.Resize(ref rows, count);
            return ((keys[count - 1], rows[count - 1]), rows);
        }

        private static bool IsAfter((double Key, int Row) one, (double Key, int Row) other) => one.Key > other.Key || (one.Key == other.Key && one.Row > other.Row);

        private void MakeRoom()
        {
            if (keys.Length < 2 * atOnce)
            {
                var length = (int)Math.Min(2L * atOnce, 2L * keys.Length);
                System.Array.Resize(ref keys, length);
                System.Array.Resize(ref rows, length);
                return;
            }

            Sort();
            count = atOnce;
            last = (keys[count - 1], rows[count - 1]);
        }

        private void Sort()
        {
            System.Array.Sort(keys, rows, 0, count);
            for (var (first, end) = (0, 0); first < count; first = end)
            {
                while (end < count && keys[end] == keys[first]) end++;
                if (end - first > 1) System.Array.Sort(rows, first, end - first);
            }
        }
    }
}
