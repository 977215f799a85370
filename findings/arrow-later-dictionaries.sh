#!/usr/bin/env bash
# Guessed: ArrowFileWriter writes each record batch so that it reads back as it was; where batches of a column come with
#   different dictionaries, it writes a replacement or a delta, or refuses.
# Version: Apache.Arrow 23.0.0 (NuGet).
# Seen: only the dictionary of the first batch is written. The indices of later batches are written as they are and are
#   looked up in it when they are read: other texts come back, without an error.
# Why it matters: whoever writes texts batch by batch, each with a dictionary of its own, has a file with wrong values.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Apache.Arrow" Version="[23.0.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

var type = new DictionaryType(Int32Type.Default, StringType.Default, false);
var schema = new Schema([new Field("city", type, false)], null);
RecordBatch Batch(params string[] texts) // each with a dictionary of its own
{
    var (words, places) = (new StringArray.Builder(), new Int32Array.Builder());
    foreach (var (text, place) in texts.Select((text, place) => (text, place)))
    {
        words.Append(text);
        places.Append(place);
    }

    return new(schema, [new DictionaryArray(type, places.Build(), words.Build())], texts.Length);
}

string[][] batches = [["Oslo", "Bern"], ["Rome", "Lima"]];
using (var stream = File.Create("cities.arrow"))
using (var writer = new ArrowFileWriter(stream, schema))
{
    foreach (var texts in batches) writer.WriteRecordBatch(Batch(texts));
    writer.WriteEnd();
}

var read = new List<string>();
using (var stream = File.OpenRead("cities.arrow"))
using (var reader = new ArrowFileReader(stream))
    while (reader.ReadNextRecordBatch() is { } batch)
    {
        var column = (DictionaryArray)batch.Column(0);
        for (var row = 0; row < batch.Length; row++) read.Add(((StringArray)column.Dictionary).GetString(((Int32Array)column.Indices).GetValue(row)!.Value));
    }

Console.WriteLine($"written: {string.Join(", ", batches.SelectMany(texts => texts))}");
Console.WriteLine($"read:    {string.Join(", ", read)}");
var isInFile = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes("cities.arrow")).Contains("Rome");
Console.WriteLine($"'Rome' is in the file: {isInFile}");
Console.WriteLine("The way around: plain strings, or one dictionary for all batches.");
return !isInFile && read.SequenceEqual(["Oslo", "Bern", "Oslo", "Bern"]) ? 0 : 1;
CS
dotnet run
