using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Host;

/// <summary>The options of a run in JSON: one flat object as in config.json, whatever records they are kept in. A field has the name of its property, or the one that is written at it.</summary>
internal static class RunSettingsJson
{
    // The fields in the order in which they are written; the second ones are absent in runs of earlier versions.
    private const string Always =
        "dataset data structure merge model k rule inputSharing integralSharing width sigma bias double device learningRate weightDecay schedule period minimumRate reduction batchSize "
        + "maxEpochs maxSteps validateEvery patience minDelta validation splitSeed seed threads";

    private const string Later =
        "engine microBatch reportEvery precision rootMerge grouping family families binarise distances depth replicas structureSeed bins smoothing validationData testData colour imageSize "
        + "stream header missing schema array checkpointEvery keepCheckpoints troubleFactor troubleRetries ignore keep kinds unseen encoding separator decimal sql folder channels levels lastBatch shift refine refineBy netNodes version";

    /// <summary>The names of the fields that runs of all versions have.</summary>
    internal static ImmutableArray<string> Required { get; } = [.. Always.Split(' ')];

    /// <summary>The names of all fields in the order in which they are written.</summary>
    internal static ImmutableArray<string> Names { get; } = [.. Required, .. Later.Split(' ')];

    /// <summary>Makes the fields of the records of a run's options fields of the run's options.</summary>
    public static void Flatten(JsonTypeInfo type)
    {
        if (type.Type != typeof(RunSettings)) return;
        var fields = Fields(type).ToDictionary(field => field.Name);
        type.Properties.Clear();
        foreach (var name in Names) type.Properties.Add(fields[name]);
        type.OnDeserializing = settings => fields["version"].Set!(settings, 1); // of what says none
    }

    private static IEnumerable<JsonPropertyInfo> Fields(JsonTypeInfo type)
    {
        foreach (var property in Written(typeof(RunSettings)))
            if (!property.PropertyType.IsClass) yield return Field(type, property, owner => owner);
            else
                foreach (var inner in Written(property.PropertyType)) yield return Field(type, inner, owner => property.GetValue(owner)!);
    }

    private static JsonPropertyInfo Field(JsonTypeInfo type, PropertyInfo property, Func<object, object> record)
    {
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var field = type.CreateJsonPropertyInfo(property.PropertyType, name);
        field.Get = owner => property.GetValue(record(owner));
        field.Set = (owner, value) => property.SetValue(record(owner), value); // of records that were made with the owner, so no other's
        field.IsRequired = Required.Contains(name);
        if (!property.PropertyType.IsValueType) field.IsGetNullable = field.IsSetNullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        return field;
    }

    private static IEnumerable<PropertyInfo> Written(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
