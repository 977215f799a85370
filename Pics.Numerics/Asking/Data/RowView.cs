namespace Pics.Numerics;

/// <summary>Rows that are made from other rows when they are read.</summary>
internal abstract class RowView(RowStore rows) : RowStore
{
    public override int Rows => rows.Rows;

    public override int Width => rows.Width;

    public override bool IsReal => rows.IsReal;

    public override long Bytes => rows.Bytes;

    public override bool IsInFile => rows.IsInFile;

    public override void Read(int row, Span<double> target)
    {
        rows.Read(row, target);
        Change(target);
    }

    public override void Read(int row, Span<long> target)
    {
        rows.Read(row, target);
        Change(target);
    }

    /// <summary>Changes the values of a row in place.</summary>
    protected abstract void Change(Span<double> row);

    /// <summary>Changes the values of a row of whole numbers in place.</summary>
    protected abstract void Change(Span<long> row);

    /// <summary>The values of each row in another order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="order">For each place, the place that its value comes from.</param>
    public sealed class Reordered(RowStore rows, int[] order) : RowView(rows)
    {
        private readonly RowStore source = rows;

        public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values)
        {
            var before = new int[order.Length];
            for (var place = 0; place < order.Length; place++) before[order[place]] = values[place];
            return source.FindOutside(before) is var (row, found, value) ? (row, System.Array.IndexOf(order, found), value) : null;
        }

        protected override void Change(Span<double> row) => Reorder(row, order);

        protected override void Change(Span<long> row) => Reorder(row, order);

        private static void Reorder<T>(Span<T> row, int[] order)
        {
            var before = System.Buffers.ArrayPool<T>.Shared.Rent(row.Length);
            row.CopyTo(before);
            for (var place = 0; place < order.Length; place++) row[place] = before[order[place]];
            System.Buffers.ArrayPool<T>.Shared.Return(before);
        }
    }

    /// <summary>Pixels by their levels; made of numbers that were looked at.</summary>
    /// <param name="rows">Numbers as the file has them.</param>
    /// <param name="levels">The levels.</param>
    /// <param name="error">How far a number may be from its level.</param>
    public sealed class Levelled(RowStore rows, PixelLevels levels, double error) : RowView(rows)
    {
        private readonly RowStore source = rows;

        public override bool IsReal => false;

        /// <summary>The first number that is no level, or null.</summary>
        public (int Row, int Place, double Value)? FindOther()
        {
            var numbers = new double[Width];
            for (var row = 0; row < Rows; row++)
            {
                source.Read(row, numbers);
                for (var place = 0; place < numbers.Length; place++)
                    if (!double.IsNaN(numbers[place]) && levels.LevelOf(numbers[place], error) < 0)
                        return (row, place, numbers[place]);
            }

            return null;
        }

        public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values) => null;

        public override void Read(int row, Span<long> target)
        {
            var numbers = System.Buffers.ArrayPool<double>.Shared.Rent(target.Length);
            source.Read(row, numbers.AsSpan(0, target.Length));
            for (var place = 0; place < target.Length; place++) target[place] = levels.LevelOf(numbers[place], error);
            System.Buffers.ArrayPool<double>.Shared.Return(numbers);
        }

        protected override void Change(Span<double> row)
        {
            foreach (ref var number in row)
                if (!double.IsNaN(number)) number = levels.LevelOf(number, error);
        }

        protected override void Change(Span<long> row) => throw new NotSupportedException("levels are told from real numbers");
    }

    /// <summary>Real numbers, centred and scaled.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">A centre and a scale for each variable.</param>
    /// <param name="channels">Numbers per variable.</param>
    public sealed class Scaled(RowStore rows, ImmutableArray<ColumnKind.Real> columns, int channels) : RowView(rows)
    {
        private readonly RowStore source = rows;

        public override bool IsReal => true;

        public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values)
        {
            var numbers = new double[Width];
            for (var row = 0; row < Rows; row++)
            {
                source.Read(row, numbers);
                for (var place = 0; place < numbers.Length; place++)
                    if (!double.IsNaN(numbers[place]) && !double.IsFinite(Of(numbers[place], place)))
                        return (row, place, numbers[place]);
            }

            return null;
        }

        protected override void Change(Span<double> row)
        {
            for (var place = 0; place < row.Length; place++) row[place] = Of(row[place], place);
        }

        protected override void Change(Span<long> row) => throw new NotSupportedException("real numbers are not read as whole ones");

        private double Of(double number, int place) => columns[place / channels] is var column ? (number - column.Centre) / column.Scale : number;
    }
}
