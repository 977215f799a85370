#!/usr/bin/env bash
# Guessed: in C# 14, `Arr<int> arr = [1, 2, 3];` with LanguageExt's Arr either has three items or does not compile.
# Version: LanguageExt.Core 4.4.9, .NET SDK 10.0 (C# 14).
# Seen: it compiles without a warning, and the Arr is empty; so are a Lst, a Seq and a HashSet of LanguageExt. They are
#   enumerable structs with a method Add that returns a new value: enough for the compiler to take them for mutable
#   collections, to call Add for each item, and to throw away what it returns.
# Why it matters: a list of arguments is lost without a word; a circuit is built of units that read nothing.
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
    <LangVersion>14</LangVersion>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="LanguageExt.Core" Version="[4.4.9]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using LanguageExt;

Arr<int> expression = [1, 2, 3];
Arr<int> created = Arr.create(1, 2, 3);
Lst<int> list = [1, 2, 3];
Seq<int> seq = [1, 2, 3];
HashSet<int> set = [1, 2, 3];
Console.WriteLine($"Arr [1, 2, 3]: {expression.Count} items; Arr.create(1, 2, 3): {created.Count}; Lst: {list.Count}; Seq: {seq.Count}; HashSet: {set.Count}");
CS

dotnet run -c Release 2>&1 | tee seen.txt
expected='Arr [1, 2, 3]: 0 items; Arr.create(1, 2, 3): 3; Lst: 0; Seq: 0; HashSet: 0'
grep -qxF "$expected" seen.txt || { echo "changed: expected '$expected'"; exit 1; }
echo "Still so. Use Arr.create(...), .ToArr() and their like."
