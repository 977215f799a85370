using System.Globalization;

namespace Pics.Host;

/// <summary>Measured steps as tables: times, the bound and the reference engine beside them, memory.</summary>
internal static class StepTables
{
    public static IEnumerable<TextTable> Of(IReadOnlyList<StepRow> rows, EngineKind engine)
    {
        var measured = rows.Where(row => row.Result is not null).Select(row => (row.Name, Row: row, Result: row.Result!)).ToList();
        if (measured.Count > 0)
        {
            yield return new(
                $"A training step with the {EngineChoice.Word(engine)} engine, median ms. Circuit: forward and backward; forward: log-likelihoods alone, not a part of the step.",
                ["setting", "batch", "materialise", "circuit", "nets back", "optimiser", "sum", "whole", "forward"],
                [.. measured.Select(row => (IReadOnlyList<string>)
                [
                    row.Name,
                    .. Enum.GetValues<StepPart>().Select(part => Time(row.Result.Measured.Parts[MeasuredStep.Word(part)].Median)),
                    Time(row.Result.Measured.SumOfParts),
                    Time(row.Result.Measured.Whole.Median),
                    Time(row.Result.Measured.Forward.Median),
                ])]);
            yield return new(
                "The whole step in turn with the reference engine (tuned: the same allocator; default: the C library's) and the PC, minimum ms; ratios are medians over rounds.",
                ["setting", "whole", "limit", "limit/whole", "tuned", "ratio", "default", "ratio", "PC", "PIC/PC"],
                [.. measured.Select(row => (IReadOnlyList<string>)
                [
                    row.Name,
                    Time(row.Result.Step.Minimum),
                    Time(row.Result.LimitMilliseconds),
                    Ratio(row.Result.FractionOfLimit),
                    Time(row.Result.Reference?.Contest.Other.Minimum),
                    Ratio(row.Result.Reference?.Contest.Time),
                    Time(row.Result.ReferenceWithDefaultAllocator?.Contest.Other.Minimum),
                    Ratio(row.Result.ReferenceWithDefaultAllocator?.Contest.Time),
                    Time(row.Result.Plain?.Other.Minimum),
                    Ratio(1 / row.Result.Plain?.Time),
                ])]);
            yield return new(
                "Peak resident memory of the process, MiB, and before the measurement; ratio: the engine's peak / the reference engine's.",
                ["setting", "before", "peak", "tuned", "ratio", "default", "ratio", "values per pixel"],
                [.. measured.Select(row => (IReadOnlyList<string>)
                [
                    row.Name,
                    Mebibytes(row.Result.Measured.Memory.Before),
                    Mebibytes(row.Result.Measured.Memory.Peak),
                    Mebibytes(row.Result.Reference?.Measured.Memory.Peak),
                    Ratio(row.Result.Reference?.Memory),
                    Mebibytes(row.Result.ReferenceWithDefaultAllocator?.Measured.Memory.Peak),
                    Ratio(row.Result.ReferenceWithDefaultAllocator?.Memory),
                    Tables.Number(row.Row.DistinctValues, 1),
                ])]);
            yield return new(
                "Operations of the straightforward computation, 10^9; the part of the circuit's products that the engine computes, the rest being for deduplicated rows; the largest relative differences from the reference engine in double precision.",
                ["setting", "circuit", "nets", "total", "computed", "log-likelihood", "circuit's gradient", "parameters' gradient"],
                [.. measured.Select(row => (IReadOnlyList<string>)
                [
                    row.Name,
                    Tables.Number(row.Result.Operations.Circuit / 1e9, 3),
                    Tables.Number(row.Result.Operations.Nets / 1e9, 3),
                    Tables.Number(row.Result.Operations.Total / 1e9, 3),
                    Ratio(row.Result.Measured.ShareOfProducts),
                    Power(row.Result.Agreement.LogLikelihood),
                    Power(row.Result.Agreement.Circuit),
                    Power(row.Result.Agreement.Gradient),
                ])]);
        }

        var skipped = rows.Where(row => Skipped(row) is not null).ToList();
        if (skipped.Count > 0)
            yield return new("Not measured.", ["setting", "estimate MiB", "reason"], [.. skipped.Select(row => (IReadOnlyList<string>)[row.Name, Mebibytes(row.EstimatedMiB), Skipped(row)!])]);
    }

    /// <summary>What the limit is.</summary>
    public static string Note(MatrixRate rate) =>
        $"Limit: the operations at the rate of libtorch's matrix product here, {Tables.Number(rate.Gflops, 1)} GFLOP/s (the largest of {string.Join(", ", rate.Sizes.Select(size => $"{Tables.Number(size.Gflops, 1)} at {size.Length}"))}). "
        + "The operations are those of the straightforward computation, so an engine that avoids some can be above its limit. Ratios above one: the engine is faster than the reference engine.";

    private static string? Skipped(StepRow row) => row.Skipped ?? row.Result?.BaselineSkipped;

    private static string Time(double? milliseconds) => milliseconds is { } value ? Tables.Number(value, value < 10 ? 2 : 1) : "-";

    private static string Ratio(double? value) => value is { } ratio ? Tables.Number(ratio, 2) : "-";

    private static string Mebibytes(double? value) => value is { } size ? Tables.Number(size, 0) : "-";

    private static string Power(double value) => value.ToString("E1", CultureInfo.InvariantCulture);
}
