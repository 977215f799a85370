namespace Pics.Numerics;

/// <summary>Surprises of rows that are tensors.</summary>
internal static class TensorSurprise
{
    extension(Surprise)
    {
        /// <inheritdoc cref="Surprise.Of(AskedCircuit, EvidenceRows)"/>
        public static Either<QueryError, Tensor> Of(QpcModel model, Tensor evidence) =>
            from rows in TensorQueries.Plain(model, evidence)
            from found in Surprise.Of(model.Asked, rows)
            select TensorQueries.Of(model, found, rows.Rows, model.Variables);
    }
}
