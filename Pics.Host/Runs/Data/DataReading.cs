using LanguageExt;

namespace Pics.Host;

/// <summary>How a run reads its data.</summary>
internal static class DataReading
{
    private const int Part = 4; // of the memory that the system has left

    /// <summary>The options of the readers.</summary>
    public static Either<Failure, ReadOptions> Of(RunSettings settings)
    {
        var options = ReadOptions.Default with
        {
            ImageSize = settings.Data.ImageSize,
            Header = settings.Data.Header,
            Missing = settings.Data.Missing is { } word ? LanguageExt.Prelude.Array(word) : Arr<string>.Empty,
            Array = settings.Data.Array,
            MemoryLimit = settings.Data.Stream ? 0 : SystemMemory.Available() / Part,
        };
        return settings.Data.Schema is { } path ? TableSchema.ReadFile(path).Map(schema => options with { Schema = schema }).MapLeft(Failure.Of) : options;
    }

    /// <summary>As other rows of a data set are read, so that they have its kinds, labels, scales and size.</summary>
    public static ReadOptions Like(this ReadOptions options, Dataset first) => options.Like(first.Form);

    /// <summary>What bits per dimension are called under a colour transform.</summary>
    /// <param name="name">What they are called without one.</param>
    /// <param name="colour">The transform.</param>
    public static string Bits(string name, ColourTransform colour) => colour switch
    {
        ColourTransform.None => name,
        ColourTransform.YCoCg => $"{name} ({Colour.Name(colour)}, not comparable)",
        _ => $"{name} ({Colour.Name(colour)})",
    };
}
