namespace Pics.Numerics;

/// <summary>Gradients by the evidence of rows that are tensors.</summary>
internal static class TensorGradient
{
    extension(EvidenceGradient)
    {
        /// <inheritdoc cref="EvidenceGradient.Of(AskedCircuit, EvidenceRows)"/>
        public static Either<QueryError, Tensor> Of(QpcModel model, Tensor evidence) =>
            from rows in evidence.dtype == ScalarType.Int64 ? TensorQueries.BadShape(model, evidence) : TensorQueries.Plain(model, evidence)
            from found in EvidenceGradient.Of(model.Asked, rows)
            select TensorQueries.Of(model, found, rows.Rows, rows.Variables, rows.Channels);
    }
}
