#!/usr/bin/env bash
# Guessed: a query expression over LanguageExt's Either, which runs on the JIT, either runs when it is compiled ahead of
#   time, or the compiler refuses it: publishing ends without an error, so it runs.
# Version: .NET 10.0 (ILCompiler of the SDK), LanguageExt.Core 4.4.9.
# Seen: publishing succeeds, with two general warnings about the library (IL2104, IL3053) and none about the program.
#   The expression throws a TypeLoadException when it runs, where the value that is bound is a tuple of structs: the
#   library's monads name each other in their type arguments, and the compiler follows such circles 4 deep only. Told to
#   follow them further (--maxgenericcycle, --maxgenericcyclebreadth, which no property sets), it runs.
# Why it matters: tests on the JIT pass, the publish passes, and the program dies where a value happens to be a struct.
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
    <Nullable>enable</Nullable>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="LanguageExt.Core" Version="[4.4.9]" />
    <IlcArg Include="--maxgenericcycle:8;--maxgenericcyclebreadth:50" Condition="'$(Deep)' == 'true'" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using LanguageExt;

static Either<string, (string Name, Option<string> Note, int Count)> Row(string name) =>
    (name, Option<string>.Some("a note"), name.Length);
static Either<string, string> Text(string text) => text;

try
{
    var said = from text in Text("four")
               from row in Row(text)
               from again in Text(row.Name)
               select $"{again} {row.Count} {row.Note}";
    Console.WriteLine(said.Match(all => all, error => error));
}
catch (TypeLoadException)
{
    Console.WriteLine("TypeLoadException");
}
CS

dotnet run -c Release 2>&1 | tee jit.txt
dotnet publish -c Release -o plain > plain.txt 2>&1
grep -oE 'warning IL[0-9]+' plain.txt | sort | uniq -c
./plain/finding | tee default.txt
dotnet publish -c Release -o deep -p:Deep=true > deep.txt 2>&1
./deep/finding | tee deeper.txt
grep -qxF 'four 4 Some(a note)' jit.txt && grep -qxF TypeLoadException default.txt && cmp -s jit.txt deeper.txt ||
    { echo "changed"; exit 1; }
echo "Still so. The package Pics.Asking passes the two options to the compiler."
