#!/usr/bin/env bash
# Guessed: the hash code and the equality of an Arr<int>, LanguageExt's immutable array, read its numbers and nothing
#   else; a dictionary whose keys hold one costs what one of strings does.
# Version: LanguageExt.Core 4.4.9, with Humanizer.Core 2.14.1 and Newtonsoft.Json 13.0.3 as any other libraries,
#   .NET 10.
# Seen: the first hash code loads every assembly that the program refers to, directly or not, also those of code that
#   is never reached, and goes through all of their types for class instances: in this small program fourteen
#   assemblies and more than a hundred times the time of the same over an ImmutableArray by hand. The second one is
#   quick. The same happens at the first == of two Arr or of two Either. Summing an Arr, or looking it up by place,
#   loads nothing.
# Why it matters: a record with an Arr in it as a key is enough. In a console that refers to large libraries, which it
#   does not need for most of its verbs, it took a third of the time from start to answer and 60 MiB of memory. An
#   Equals and GetHashCode of one's own over the elements avoids it.
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
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="LanguageExt.Core" Version="[4.4.9]" />
    <PackageReference Include="Humanizer.Core" Version="[2.14.1]" />
    <PackageReference Include="Newtonsoft.Json" Version="[13.0.3]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Diagnostics;
using LanguageExt;

if (args is ["never"]) Never();

string[] Loaded() => [.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!)];
double Milliseconds(Action action)
{
    var clock = Stopwatch.StartNew();
    action();
    return clock.Elapsed.TotalMilliseconds;
}

if (args is ["equal", var what])
{
    var (one, two) = (what == "arr" ? 0 : 1, 1);
    var (left, right) = (new Arr<int>([one]), new Arr<int>([two]));
    Either<string, int> here = one, there = two;
    var same = what == "arr" ? left == right : here == there;
    Console.WriteLine($"after the first == of two {what}, {same}: Humanizer loaded: {Loaded().Contains("Humanizer")}");
    return;
}

var (numbers, other) = (new Arr<int>([1, 2, 3]), new Arr<int>([1, 2, 3]));
Console.WriteLine($"sum {numbers.Fold(0, (sum, number) => sum + number)}");
var before = Loaded();
Console.WriteLine($"before: Humanizer loaded: {before.Contains("Humanizer")}, Newtonsoft.Json loaded: {before.Contains("Newtonsoft.Json")}");
var hash = 0;
var plain = Milliseconds(() =>
{
    var code = new HashCode();
    foreach (var number in System.Collections.Immutable.ImmutableArray.Create(1, 2, 3)) code.Add(number);
    hash ^= code.ToHashCode();
});
var first = Milliseconds(() => hash ^= numbers.GetHashCode());
var second = Milliseconds(() => hash ^= other.GetHashCode());
var after = Loaded();
Console.WriteLine($"after the first hash code: Humanizer loaded: {after.Contains("Humanizer")}, Newtonsoft.Json loaded: {after.Contains("Newtonsoft.Json")}");
Console.WriteLine($"assemblies: {before.Length} before, {after.Length} after");
Console.WriteLine(FormattableString.Invariant($"by hand {plain:F1} ms, first {first:F1} ms, second {second:F3} ms"));
Console.WriteLine($"the first takes more than twenty times the time by hand: {first > 20 * plain}");
Console.WriteLine($"the second takes less than a hundredth of the first: {second < first / 100}");

static void Never()
{
    Console.WriteLine(Humanizer.StringHumanizeExtensions.Humanize("never"));
    Console.WriteLine(Newtonsoft.Json.JsonConvert.SerializeObject(1));
}
CS

{ dotnet run -c Release; dotnet run -c Release --no-build -- equal arr; dotnet run -c Release --no-build -- equal either; } 2>&1 | tee seen.txt
for expected in 'before: Humanizer loaded: False, Newtonsoft.Json loaded: False' \
    'after the first hash code: Humanizer loaded: True, Newtonsoft.Json loaded: True' \
    'the first takes more than twenty times the time by hand: True' \
    'the second takes less than a hundredth of the first: True' \
    'after the first == of two arr, False: Humanizer loaded: True' \
    'after the first == of two either, True: Humanizer loaded: True'; do
    grep -qxF "$expected" seen.txt || { echo "changed: expected '$expected'"; exit 1; }
done
echo "Still so. Records that are keys compare their lists by themselves."
