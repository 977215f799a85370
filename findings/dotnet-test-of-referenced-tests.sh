#!/usr/bin/env bash
# Guessed: `dotnet test` on a solution starts the tests of each project once that project is built, and builds the others
#   meanwhile: with nodes to spare (-m:4), a test project that refers to another one runs its tests beside those of it.
# Version: .NET 10 SDK (VSTest mode of `dotnet test`), Microsoft.NET.Test.Sdk 17.14.1, xunit 2.9.3,
#   xunit.runner.visualstudio 3.1.5.
# Seen: a project that refers to another test project is not even built before the tests of that one have ended: its
#   test begins after the 20 seconds for which the other's test sleeps. The same two projects without the reference run
#   side by side. MSBuild answers one request for a project at a time, and running the tests is one of them.
# Why it matters: tests that are split into two projects so that they run at the same time, the second of which refers
#   to the first for its helpers, take as long as before. The helpers have to be in a library, or linked as sources.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

project() {
    mkdir -p "$1"
    cat > "$1/$1.csproj" << XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <IsTestProject>true</IsTestProject>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="[17.14.1]" />
    <PackageReference Include="xunit" Version="[2.9.3]" />
    <PackageReference Include="xunit.runner.visualstudio" Version="[3.1.5]" />
    $2
  </ItemGroup>
</Project>
XML
    cat > "$1/Tests.cs" << CS
public class $1Tests
{
    [Xunit.Fact]
    public void Sleeps()
    {
        System.IO.File.WriteAllText("$folder/$1.begin", \$"{System.DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
        System.Threading.Thread.Sleep($3);
        System.IO.File.WriteAllText("$folder/$1.end", \$"{System.DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");
    }
}
CS
}

# Runs the tests of both projects; says whether the second's began before the first's had ended.
run() {
    rm -rf First Second ./*.begin ./*.end ./*.sln*
    project First '' 20000
    project Second "$1" 10
    dotnet new sln -n Both --format sln > log.txt
    dotnet sln Both.sln add First Second >> log.txt
    dotnet test Both.sln -m:4 --tl:off >> log.txt 2>&1 || { cat log.txt; exit 1; }
    if (($(< Second.begin) < $(< First.end))); then echo "$2: side by side"; else echo "$2: one after the other"; fi
}
{
    run '' "without a reference"
    run '<ProjectReference Include="../First/First.csproj" />' "with a reference to the other test project"
} | tee seen.txt
grep -qxF "without a reference: side by side" seen.txt && grep -qxF "with a reference to the other test project: one after the other" seen.txt || { echo "changed"; exit 1; }
echo "Still so. Helpers of two test projects go into a library, or are linked as sources."
