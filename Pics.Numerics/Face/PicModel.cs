namespace Pics.Numerics;

/// <summary>A model of rows that was learned or loaded: the one way in for users. Every stage of the road to it is a property.</summary>
/// <remarks>Owns tensors: dispose of it.</remarks>
public sealed partial class PicModel : IDisposable
{
    internal PicModel(RowForm form, StoredModel stored, QpcModel queries) => (Form, Stored, Queries) = (form, stored, queries);

    /// <summary>What its rows are.</summary>
    public RowForm Form { get; }

    /// <summary>The circuit.</summary>
    public Pic Pic => Stored.Pic;

    /// <summary>The folded QPC.</summary>
    public FoldedQpc Folded => Queries.Circuit;

    /// <summary>The circuit with its parameters, as it is stored.</summary>
    public StoredModel Stored { get; }

    /// <summary>The folded QPC with its parameters, as queries take it.</summary>
    public QpcModel Queries { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Queries.Dispose();
        Stored.Dispose();
    }
}
