#!/usr/bin/env bash
# Guessed: a program that is compiled ahead of time and refers to another program, as to a library, has of it what its
#   own code reaches. The other one's entry point is called by nobody, so it is left out with all that only it uses.
# Version: .NET 10 SDK, Microsoft.DotNet.ILCompiler 10.0.x (as the SDK chooses it), Newtonsoft.Json 13.0.3.
# Seen: where one type of the other program is used in a way that needs its metadata (here it is boxed), the whole of
#   its Main is compiled in, and everything behind it: Newtonsoft.Json's serializer, which only Main reaches, is in the
#   compiler's map of the native program, which is more than a mebibyte larger. Beside a library of the same code, where
#   Main is a static method as any other, it is not.
# Why it matters: a small command that shares code with a large one is as large as that: in a console with libtorch,
#   DuckDB and F# behind its Main the native compiler took ten minutes in place of two and made 85 MB in place of 23. A
#   Main behind a feature switch ([FeatureSwitchDefinition]) that is off in the small program is left out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# other.csproj: the large one, as a program (Exe) or as a library with the same code.
mkdir other small
project() {
    cat << XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>$1</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
    <ValidateExecutableReferencesMatchSelfContained>false</ValidateExecutableReferencesMatchSelfContained>
  </PropertyGroup>
  <ItemGroup>$2</ItemGroup>
</Project>
XML
}
cat > other/Other.cs << 'CS'
public sealed class Shared(int number)
{
    public int Number => number;
}

public static class Large
{
    public static void Main()
    {
        Console.WriteLine(Newtonsoft.Json.JsonConvert.SerializeObject(new Dictionary<string, int> { ["a"] = 1 }));
    }
}
CS
cat > small/Small.cs << 'CS'
public static class Small
{
    public static void Main(string[] args)
    {
        object shared = new Shared(args.Length);
        Console.WriteLine($"{shared.GetType().Name} {((Shared)shared).Number}");
    }
}
CS

# Publishes the small program; says whether what only the large one uses is in it.
publish() {
    project "$1" '<PackageReference Include="Newtonsoft.Json" Version="[13.0.3]" />' > other/other.csproj
    project Exe '<ProjectReference Include="../other/other.csproj" />' > small/small.csproj
    rm -rf small/bin small/obj other/bin other/obj
    dotnet publish small -c Release -r linux-x64 -p:PublishAot=true -p:IlcGenerateMapFile=true -o "out-$1" > "log-$1.txt" 2>&1 || { cat "log-$1.txt"; exit 1; }
    [[ $("out-$1/small") == "Shared 0" ]] || { echo "the small program does not run"; exit 1; }
    if grep -q "JsonConvert__SerializeObject" "$(find small/obj -name '*.map.xml')"; then echo "beside $2: it is in it"; else echo "beside $2: it is not in it"; fi
}
{ publish Exe "a program"; publish Library "a library"; } | tee seen.txt
larger=$(($(stat -c %s out-Exe/small) - $(stat -c %s out-Library/small)))
echo "The small program is $((larger >> 10)) KiB larger beside a program than beside a library of the same code."
grep -qxF "beside a program: it is in it" seen.txt && grep -qxF "beside a library: it is not in it" seen.txt && ((larger > 1 << 20)) || { echo "changed"; exit 1; }
echo "Still so. What is shared goes into a library, or Main goes behind a feature switch."
