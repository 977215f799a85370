#!/usr/bin/env bash
# Guessed: torch.set_num_threads holds for the process, as its global name and documentation ("the number of threads used
#   for intra-op parallelism") suggest: after it, every thread computes with that many.
# Version: TorchSharp 0.107.0, libtorch-cpu-linux-x64 2.10.0.
# Seen: it holds for the calling thread and for threads that have not used torch yet. A thread that has keeps the number
#   it had; one that sets another number changes it for itself and for later threads, not for the main thread.
# Why it matters: in a service each thread of a pool may compute with another number of threads, and sums may differ in
#   their last bits by which thread answers. Set it once, before any thread uses torch.
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
    <CreateHardLinksForCopyLocalFilesIfPossible>true</CreateHardLinksForCopyLocalFilesIfPossible>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="[0.107.0]" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="[2.10.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

// TorchSharp's library asks for a libstdc++ of GCC 13; on older systems that one need is made weak in a copy.
var folder = new[] { "runtimes/linux-x64/native", "." }.Select(name => Path.Combine(AppContext.BaseDirectory, name)).First(name => File.Exists(Path.Combine(name, "libLibTorchSharp.so")));
var bytes = File.ReadAllBytes(Path.Combine(folder, "libLibTorchSharp.so"));
uint hash = 0;
foreach (var letter in "GLIBCXX_3.4.32") { hash = (hash << 4) + letter; var top = hash & 0xf0000000; hash ^= top >> 24; hash &= ~top; }
for (var i = 0; i + 16 < bytes.Length; i += 4)
    if (BitConverter.ToUInt32(bytes, i) == hash && BitConverter.ToUInt16(bytes, i + 4) == 0) bytes[i + 4] = 2;
Directory.CreateDirectory("weak");
File.WriteAllBytes("weak/libLibTorchSharp.so", bytes);
foreach (var name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" }) NativeLibrary.Load(Path.Combine(folder, name));
NativeLibrary.Load(Path.GetFullPath("weak/libLibTorchSharp.so"));

int Of(Action? before = null) { var n = 0; var t = new Thread(() => { before?.Invoke(); n = get_num_threads(); }); t.Start(); t.Join(); return n; }
set_num_threads(3);
using var stop = new ManualResetEventSlim();
using var ready = new ManualResetEventSlim();
var (first, later) = (0, 0);
var worker = new Thread(() => { first = get_num_threads(); ready.Set(); stop.Wait(); later = get_num_threads(); });
worker.Start(); ready.Wait();
set_num_threads(1);
var fresh = Of();
stop.Set(); worker.Join();
Console.WriteLine($"main: {get_num_threads()}; old thread before: {first}, after: {later}; new thread: {fresh}");
Of(() => set_num_threads(2));
Console.WriteLine($"after a thread set 2: main {get_num_threads()}, new thread {Of()}");
CS

dotnet run -c Release 2>&1 | tee seen.txt
for expected in 'main: 1; old thread before: 3, after: 3; new thread: 1' 'after a thread set 2: main 1, new thread 2'; do
    grep -qxF "$expected" seen.txt || { echo "changed: expected '$expected'"; exit 1; }
done
echo "Still so. Set the number of threads once, before any thread computes."
