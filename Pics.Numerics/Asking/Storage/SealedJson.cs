using System.Security.Cryptography;
using System.Text;

namespace Pics.Numerics;

/// <summary>JSON objects whose first member is the SHA-256 of all that follows it, so that a change of any byte of the file is noticed.</summary>
internal static class SealedJson
{
    private const string Start = "{\"sha256\":\"";
    private const int HashLength = 64; // hexadecimal digits

    /// <summary>Puts the seal in front of the members of an object that has some.</summary>
    public static byte[] Seal(string json)
    {
        var rest = Encoding.UTF8.GetBytes($"\",{json[1..]}\n");
        return [.. Encoding.ASCII.GetBytes(Start + Hash(rest)), .. rest];
    }

    /// <summary>The object without its seal; null if any byte is not what was written.</summary>
    public static string? Open(ReadOnlySpan<byte> sealedJson)
    {
        var restAt = Start.Length + HashLength;
        if (sealedJson.Length < restAt + 2) return null;
        var rest = sealedJson[restAt..];
        return sealedJson[..restAt].SequenceEqual(Encoding.ASCII.GetBytes(Start + Hash(rest))) ? "{" + Encoding.UTF8.GetString(rest[2..]) : null;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
