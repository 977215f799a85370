using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>eval</c>: log-likelihoods and log Z of a trained model, at any K and rule.</summary>
internal static class EvalVerb
{
    public static Either<Failure, int> Run(string folder, IReadOnlyList<int> ks, RuleKind? rule, string? data, DeviceKind device, int threads, EngineOption engine) =>
        from place in Machine.Prepare(device, threads)
        from settings in RunFolder.ReadSettings(folder)
        from splits in data is null ? DataSource.Load(settings).Map(GivenRows.Named) : GivenRows.Read(folder, settings, data)
        from model in ModelStore.Load(folder, place).MapLeft(Failure.Of)
        from choice in EngineChoice.Of(engine, place)
        from code in Evaluate(model, folder, data, settings, data is null ? settings.Data.Dataset : Path.GetFileName(data.TrimEnd('/', '\\')), splits, ks, rule, choice, place)
        select code;

    private static Either<Failure, int> Evaluate(
        StoredModel stored, string folder, string? data, RunSettings settings, string name, IReadOnlyList<(string Name, Dataset Data)> splits, IReadOnlyList<int> ks, RuleKind? rule, EngineChoice choice, Device device)
    {
        using var model = stored;
        var fits = ModelFit.Refuse(model.Pic, folder, splits[0].Data, data);
        if (fits.IsLeft) return fits.Map(_ => 0);
        Console.Out.WriteLine(choice.Explain());
        foreach (var k in ks.DefaultIfEmpty(model.Nodes))
        {
            var scores = Scores.Of(model, rule ?? model.Rule, k, splits, choice.Kind, device);
            if (scores.IsLeft) return scores.Map(_ => 0);
            scores.IfRight(found =>
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, K = {found.K}, {found.Rule} rule, log Z = {found.LogZ:E2}"));
                found.Print(settings.Data.Colour);
            });
        }

        Scores.SayEmpty(splits);
        return 0;
    }
}
