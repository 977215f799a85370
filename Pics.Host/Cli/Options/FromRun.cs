using System.CommandLine;

namespace Pics.Host;

/// <summary>What <c>--from RUN</c> adds to a command line: the data, structure and model of the run where the command line says nothing; what is said of learning is not taken over.</summary>
internal static class FromRun
{
    private const string Name = "--from";

    private static readonly ImmutableArray<string> OwnModel = ["model", "inputSharing", "integralSharing", "width", "sigma", "bias"]; // a plain circuit has its own, or none

    /// <summary>The command line together with what the run adds to it.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="options">Its options.</param>
    /// <param name="result">What was given so far, with a configuration file's part.</param>
    /// <param name="words">Its words after the verb.</param>
    public static LanguageExt.Either<Failure, ParseResult> Added(Command command, RunOptions options, ParseResult result, IReadOnlyList<string> words)
    {
        if (result.CommandResult.Command.Options.All(option => option.Name != Name) || result.GetValue<string?>(Name) is not { } folder) return result;
        var given = options.Given(result).ToImmutableHashSet();
        return from settings in RunFolder.ReadSettings(folder)
               from source in settings.Structure.Name == Structures.UnknownName ? new Failure($"'{folder}' holds a model whose region graph is not known; name a folder that 'train' wrote") : LanguageExt.Either<Failure, RunSettings>.Right(settings)
               from added in ConfigFile.Words(Taken(source), Path.Combine(folder, RunFolder.ConfigName), given.Contains)
               let all = (IReadOnlyList<string>)[.. words, .. ConfigFile.Joined(added)]
               let combined = OptionWords.Use(command).Parse(all, OptionWords.Plain)
               from parsed in ParseFault.Find(combined, all) is { } fault ? new Failure($"'{folder}': {fault}") : LanguageExt.Either<Failure, ParseResult>.Right(combined)
               select parsed;
    }

    /// <summary>The fields of a run's options that a circuit that begins with its weights has too.</summary>
    private static System.Text.Json.JsonElement Taken(RunSettings settings)
    {
        var names = DataFields.All.Select(field => field.Name).Concat(StructureFields.All.Select(field => field.Name)).Concat(ModelFields.All.Select(field => field.Name)).Except(OwnModel).Append("version").ToHashSet();
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var field in RunSettingsJson.All.Where(field => names.Contains(field.Name)))
            {
                writer.WritePropertyName(field.Name);
                field.Write(writer, settings);
            }

            writer.WriteEndObject();
        }

        return System.Text.Json.JsonElement.Parse(stream.ToArray());
    }
}
