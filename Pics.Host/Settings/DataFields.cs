using static Pics.Host.SettingField<Pics.Host.DataSettings>;

namespace Pics.Host;

/// <summary>The fields of <see cref="DataSettings"/> in JSON.</summary>
internal static class DataFields
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingField<DataSettings>> All { get; } =
    [
        Of("dataset", JsonForm.Text, data => data.Dataset, (data, value) => data with { Dataset = value }),
        Of("data", JsonForm.Text.OrNone(), data => data.Path, (data, value) => data with { Path = value }),
        Of("validationData", JsonForm.Text.OrNone(), data => data.ValidationData, (data, value) => data with { ValidationData = value }),
        Of("testData", JsonForm.Text.OrNone(), data => data.TestData, (data, value) => data with { TestData = value }),
        Of("validation", JsonForm.Real, data => data.Validation, (data, value) => data with { Validation = value }),
        Of("splitSeed", JsonForm.Whole, data => data.SplitSeed, (data, value) => data with { SplitSeed = value }),
        Of("colour", JsonForm.Word<ColourTransform>(), data => data.Colour, (data, value) => data with { Colour = value }),
        Of("imageSize", JsonForm.Size.OrNone(), data => data.ImageSize, (data, value) => data with { ImageSize = value }),
        Of("channels", JsonForm.Word<PictureChannels>().OrNull(), data => data.Channels, (data, value) => data with { Channels = value }),
        Of("levels", JsonForm.Whole.OrNull(), data => data.Levels, (data, value) => data with { Levels = value }),
        Of("patch", JsonForm.Size.OrNone(), data => data.Patch, (data, value) => data with { Patch = value }),
        Of("stream", JsonForm.Truth, data => data.Stream, (data, value) => data with { Stream = value }),
        Of("header", JsonForm.Word<HeaderKind>(), data => data.Header, (data, value) => data with { Header = value }),
        Of("missing", JsonForm.Texts.OrNone(), data => data.Missing, (data, value) => data with { Missing = value }),
        Of("schema", JsonForm.Text.OrNone(), data => data.Schema, (data, value) => data with { Schema = value }),
        Of("array", JsonForm.Text.OrNone(), data => data.Array, (data, value) => data with { Array = value }),
        Of("ignore", JsonForm.Texts.OrNone(), data => data.Ignore, (data, value) => data with { Ignore = value }),
        Of("keep", JsonForm.Texts.OrNone(), data => data.Keep, (data, value) => data with { Keep = value }),
        Of("kinds", JsonForm.Text.OrNone(), data => data.Kinds, (data, value) => data with { Kinds = value }),
        Of("unseen", JsonForm.Word<UnseenValues>(), data => data.Unseen, (data, value) => data with { Unseen = value }),
        Of("encoding", JsonForm.Text.OrNone(), data => data.Encoding, (data, value) => data with { Encoding = value }),
        Of("separator", JsonForm.Text.OrNone(), data => data.Separator, (data, value) => data with { Separator = value }),
        Of("decimal", JsonForm.Text.OrNone(), data => data.Decimal, (data, value) => data with { Decimal = value }),
        Of("sql", JsonForm.Text.OrNone(), data => data.Sql, (data, value) => data with { Sql = value }),
        Of("folder", JsonForm.Text.OrNone(), data => data.Folder, (data, value) => data with { Folder = value }),
    ];
}
