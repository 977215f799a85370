namespace Pics.Numerics;

/// <summary>What rows are: the columns of a table or the pixels of images, without any row.</summary>
/// <remarks>It alone knows how names, labels and the data's own units become the numbers that a circuit sees, and back.</remarks>
public sealed class RowForm : IEquatable<RowForm>
{
    internal RowForm(ImmutableArray<Column> columns, int channels, (int Height, int Width)? image) => (Columns, Channels, Image) = (columns, channels, image);

    /// <summary>What each variable is.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The number of variables of a row.</summary>
    public int Variables => Columns.Length;

    /// <summary>The number of channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>Height and width, if rows are images; then variable r * width + c is the pixel in row r, column c.</summary>
    public (int Height, int Width)? Image { get; }

    /// <summary>What the rows of a data set are.</summary>
    public static RowForm Of(Dataset data) => new(data.Columns, data.Channels, data.Image);

    /// <inheritdoc/>
    public bool Equals(RowForm? other) => other is not null && Channels == other.Channels && Image == other.Image && Columns.AsSpan().SequenceEqual(other.Columns.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RowForm);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Variables, Channels, Image);
}
