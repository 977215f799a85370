using System.Globalization;

namespace Pics.Host;

/// <summary>Where and with what a run was trained.</summary>
internal static class EnvironmentSection
{
    public static ReportPart Of(ReportedRun run)
    {
        if (run.Summary.Environment is not { Machine: var machine } environment) return ReportPart.Without($"Machine and versions are left out: there is no {RunEnvironment.FileName} that can be read, as in runs of earlier versions.");
        return ReportPart.Of(Html.Section(
            "environment",
            "Environment",
            Html.Element("div", "words", Html.Table(
                [string.Empty, string.Empty],
                [
                    ["program", $"Pics {environment.Program}"],
                    ["libraries", $"TorchSharp {machine.TorchSharp}, libtorch {machine.LibTorch}, {machine.DotNet}"],
                    ["BLAS", machine.Blas],
                    ["system", machine.System],
                    ["processor", $"{machine.Cpu}, {machine.Cores} core(s), vectors of {machine.VectorBits} bits"],
                    ["threads", machine.Threads.ToString(CultureInfo.InvariantCulture)],
                    ["device", machine.Device],
                    ["allocator", machine.Allocator],
                    ["engine", $"{environment.Engine}, {environment.EngineReason}"],
                    ["seed", machine.Seed.ToString(CultureInfo.InvariantCulture)],
                    ["last started", environment.Started.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)],
                ]))));
    }
}
