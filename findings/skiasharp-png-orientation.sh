#!/usr/bin/env bash
# Guessed: SKCodec.EncodedOrigin gives the mark of orientation (Exif) of a picture, whichever format has it: JPEG in its
#   APP1 segment, PNG in its eXIf chunk, which is part of PNG since 2017.
# Version: SkiaSharp 4.155.0 (NuGet).
# Seen: the same mark is read from a JPEG and not from a PNG, which has TopLeft: as stored.
# Why it matters: pictures of phones that a program saved again as PNG are turned in a viewer, and not in what Skia reads.
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
    <PackageReference Include="SkiaSharp" Version="[4.155.0]" />
    <PackageReference Include="SkiaSharp.NativeAssets.Linux.NoDependencies" Version="[4.155.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using SkiaSharp;

byte[] Big(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
uint Checksum(byte[] bytes)
{
    var rest = uint.MaxValue;
    foreach (var value in bytes)
    {
        rest ^= value;
        for (var bit = 0; bit < 8; bit++) rest = (rest & 1) == 1 ? (rest >> 1) ^ 0xEDB88320 : rest >> 1;
    }

    return ~rest;
}

// One directory with the tag of orientation, 6: to be turned clockwise.
byte[] exif = [.. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
using var bitmap = new SKBitmap(4, 2);
bitmap.Erase(SKColors.White);
byte[] Encoded(SKEncodedImageFormat format)
{
    using var data = bitmap.Encode(format, 100);
    return data.ToArray();
}

byte[] png = Encoded(SKEncodedImageFormat.Png), jpeg = Encoded(SKEncodedImageFormat.Jpeg);
byte[] chunk = [.. "eXIf"u8, .. exif];
File.WriteAllBytes("turned.png", [.. png[..33], .. Big(exif.Length), .. chunk, .. Big((int)Checksum(chunk)), .. png[33..]]);
byte[] segment = [.. "Exif\0\0"u8, .. exif];
File.WriteAllBytes("turned.jpg", [0xff, 0xd8, 0xff, 0xe1, (byte)((segment.Length + 2) >> 8), (byte)(segment.Length + 2), .. segment, .. jpeg[2..]]);
SKEncodedOrigin Origin(string file)
{
    using var codec = SKCodec.Create(file);
    return codec.EncodedOrigin;
}

Console.WriteLine($"orientation 6 in a JPEG: {Origin("turned.jpg")}");
Console.WriteLine($"orientation 6 in a PNG:  {Origin("turned.png")}");
Console.WriteLine("The way around: read the eXIf chunk oneself.");
return Origin("turned.jpg") == SKEncodedOrigin.RightTop && Origin("turned.png") == SKEncodedOrigin.TopLeft ? 0 : 1;
CS
dotnet run
