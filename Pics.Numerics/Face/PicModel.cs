namespace Pics.Numerics;

/// <summary>A model of rows that was learned or loaded: the one way in for users. Every stage of the road to it is a property.</summary>
/// <remarks>
/// Owns tensors: dispose of it. It may be asked by several threads at once; who asks after it was disposed of gets an
/// <see cref="ObjectDisposedException"/>, who asks at the same time that or the right answer.
/// </remarks>
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

    /// <summary>The folded QPC with its parameters, in the circuit's own numbers: real numbers centred and scaled.</summary>
    public QpcModel Queries { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Queries.Dispose(); // waits for the query that runs
        Stored.Dispose();
    }
}
