using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Pics.Host;

/// <summary>SHA-256 of rows of a run as the model sees them; of many rows, of some that are evenly spread, so that a large file is not read to its end.</summary>
internal static class RowsChecksum
{
    private const int MostRows = 1 << 14;

    /// <summary>That of the training and validation rows together, in hexadecimal digits.</summary>
    public static string Of(DatasetSplits splits) => Of([splits.Train, splits.Validation]);

    /// <summary>That of some rows.</summary>
    public static string Of(Dataset rows) => Of([rows]);

    private static string Of(Dataset[] all)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var data in all)
        {
            var (values, count) = (new double[data.Dimensions], Math.Min(data.Rows, MostRows));
            hash.AppendData(BitConverter.GetBytes(data.Rows));
            for (var index = 0L; index < count; index++)
            {
                data.Read((int)(index * data.Rows / count), values);
                hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
