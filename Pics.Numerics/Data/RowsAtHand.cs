namespace Pics.Numerics;

/// <summary>Some rows of a batch.</summary>
/// <param name="First">The place of the first of them in the batch.</param>
/// <param name="Count">How many.</param>
/// <param name="Evidence">Given a place in the batch and a number of rows, those rows, [B, variables, channels].</param>
internal readonly record struct RowsAtHand(int First, int Count, Func<int, int, Tensor> Evidence);
