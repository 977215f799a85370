#!/usr/bin/env bash
# Guessed: DuckDB takes a JSON column for whole numbers by its sample; where a later record has a decimal, it refuses
#   that record, and the row in CSV, or makes the column of doubles.
# Version: DuckDB 1.5.6 (DuckDB.NET.Data.Full 1.5.6.1, NuGet).
# Seen: the later number is rounded to a whole one without a word, in JSON and in CSV: 29999.75 is read as 30000, and the
#   sum is wrong. With sample_size = -1 the column is of doubles, and right.
# Why it matters: sums and means over a file depend on whether its first decimal stands before or after row 20,480.
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
    <PackageReference Include="DuckDB.NET.Data.Full" Version="[1.5.6.1]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using DuckDB.NET.Data;

const int Rows = 30_000;
File.WriteAllLines("late.json", Enumerable.Range(0, Rows).Select(row => row == Rows - 1 ? $"{{\"x\": {row}.75}}" : $"{{\"x\": {row}}}"));
File.WriteAllLines("late.csv", Enumerable.Range(0, Rows).Select(row => row == Rows - 1 ? $"{row}.75" : $"{row}").Prepend("x"));
using var connection = new DuckDBConnection("DataSource=:memory:");
connection.Open();
string Ask(string query)
{
    try
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        reader.Read();
        return string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(field => Convert.ToString(reader.GetValue(field), System.Globalization.CultureInfo.InvariantCulture)));
    }
    catch (Exception error)
    {
        return "error: " + error.Message.Split('\n')[0];
    }
}

var byDefault = Ask("select typeof(any_value(x)), sum(x), max(x) from read_json_auto('late.json')");
var ofAll = Ask("select typeof(any_value(x)), sum(x), max(x) from read_json_auto('late.json', sample_size=-1)");
var asCsv = Ask("select typeof(any_value(x)), sum(x), max(x) from read_csv('late.csv')");
Console.WriteLine($"by default:        {byDefault}");
Console.WriteLine($"the rows in CSV:   {asCsv}");
Console.WriteLine($"sample_size = -1:  {ofAll}");
Console.WriteLine($"true sum:          {Enumerable.Range(0, Rows).Sum(row => (double)row) + 0.75}");
Console.WriteLine("The way around: sample_size = -1, or the types of columns by name.");
return byDefault == "BIGINT | 449985001 | 30000" && ofAll == "DOUBLE | 449985000.75 | 29999.75" && asCsv == byDefault ? 0 : 1;
CS
dotnet run
