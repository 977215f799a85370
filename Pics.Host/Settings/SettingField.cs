using System.Text.Json;

namespace Pics.Host;

/// <summary>An option in JSON: its name, and how it is read into a record and written from it.</summary>
/// <param name="Name">The name of the field.</param>
/// <param name="Expected">What values it may have, for people.</param>
/// <param name="Fits">Whether a value may be read.</param>
/// <param name="Read">The record with a value that fits.</param>
/// <param name="Write">Writes the value that a record has.</param>
internal sealed record SettingField<TRecord>(string Name, string Expected, Func<JsonElement, bool> Fits, Func<TRecord, JsonElement, TRecord> Read, Action<Utf8JsonWriter, TRecord> Write)
{
    /// <summary>An option of a record.</summary>
    public static SettingField<TRecord> Of<T>(string name, JsonForm<T> form, Func<TRecord, T> get, Func<TRecord, T, TRecord> with) => new(
        name,
        form.Expected,
        value => form.Read(value).Fits,
        (record, value) => with(record, form.Read(value).Value),
        (writer, record) => form.Write(writer, get(record)));

    /// <summary>The same option of a record that has this one.</summary>
    public SettingField<TOwner> In<TOwner>(Func<TOwner, TRecord> get, Func<TOwner, TRecord, TOwner> with) => new(
        Name,
        Expected,
        Fits,
        (owner, value) => with(owner, Read(get(owner), value)),
        (writer, owner) => Write(writer, get(owner)));
}
