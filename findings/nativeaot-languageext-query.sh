#!/usr/bin/env bash
# Guessed: a query expression over LanguageExt's Either is plain generic code without reflection, so a program with one
#   can be compiled ahead of time as any other; or else the compiler refuses it, and says so with its usual warnings.
# Version: LanguageExt.Core 4.4.9, .NET 10 SDK, Microsoft.DotNet.ILCompiler 10.0.x (as the SDK chooses it).
# Seen: five lines of `from` and `let`, some of them of Either<Fault, Option<int>>, end the native compiler with
#   'Dictionary layout of ... MEither.Bind ... was not computed by the IL scanner', which advises to run without the
#   scanner. So compiled, it builds, and the program throws a TypeLoadException at the query. With
#   --maxgenericcycle:8 --maxgenericcyclebreadth:50, which no message names, it builds and gives the right sum: the
#   monads of LanguageExt nest deeper in each other than the compiler follows by itself. With the JIT all is well.
# Why it matters: whether a query of a library compiles depends on how many lines and which types it has. A library
#   whose code has such queries can set both options for its users in a .targets file of its package.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > finding.csproj << 'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="LanguageExt.Core" Version="[4.4.9]" />
    <IlcArg Include="--noscan" Condition="'$(Way)' == 'no scanner'" />
    <IlcArg Include="--maxgenericcycle:8;--maxgenericcyclebreadth:50" Condition="'$(Way)' == 'deeper cycles'" />
  </ItemGroup>
</Project>
XML
cat > Program.cs << 'CS'
using LanguageExt;

try
{
    Console.WriteLine(Sums.Of("1", "2").Match(sum => $"sum {sum}", fault => fault.Text));
}
catch (TypeLoadException)
{
    Console.WriteLine("a TypeLoadException");
}

record Fault(string Text);

static class Sums
{
    public static Either<Fault, int> Of(string first, string second) =>
        from a in Number(first)
        from b in Number(second)
        let c = a + b
        from d in Some(c)
        from e in Some(c)
        select c + d.IfNone(0) + e.IfNone(0);

    static Either<Fault, int> Number(string text) => int.TryParse(text, out var number) ? number : new Fault(text);

    static Either<Fault, Option<int>> Some(int number) => Option<int>.Some(number);
}
CS

# Publishes it, and runs it where that works.
try() {
    rm -rf bin obj out
    if dotnet publish -c Release -r linux-x64 -p:PublishAot=true -p:Way="$1" -o out > log.txt 2>&1; then
        echo "$1: $(out/finding 2>&1 | head -1)"
    else
        grep -q "was not computed by the IL scanner" log.txt && echo "$1: no layout" || { cat log.txt; exit 1; }
    fi
}
{
    echo "with the JIT: $(dotnet run -c Release)"
    try "as it is"
    try "no scanner"
    try "deeper cycles"
} | tee seen.txt
for expected in 'with the JIT: sum 9' 'as it is: no layout' 'no scanner: a TypeLoadException' 'deeper cycles: sum 9'; do
    grep -qxF "$expected" seen.txt || { echo "changed: expected '$expected'"; exit 1; }
done
echo "Still so. Both options are needed where such code is compiled ahead of time."
