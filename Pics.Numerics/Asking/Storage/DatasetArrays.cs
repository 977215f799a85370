using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pics.Numerics;

/// <summary>Writes the numbers of rows as an array: NumPy's .npy, or IDX where all are bytes; compressed with gzip where the file's name ends so.</summary>
/// <remarks>
/// Axes are [rows, height, width] of images, with a last one of channels where there are several, and [rows, columns] of tables. Numbers of an npy file have the
/// smallest of the types uint8, int64, float32 and float64 that has them all; NaN where not observed. IDX files whose names begin with emnist have the axes of an
/// image the other way round, as the readers take them.
/// </remarks>
public static class DatasetArrays
{
    private const string Packed = ".gz";
    private const string Npy = ".npy";
    private static readonly string[] Idx = [".idx", "-ubyte"];

    /// <summary>The endings of names that there are, without those of gzip.</summary>
    public static IReadOnlyList<string> Endings { get; } = [Npy, .. Idx];

    /// <summary>Whether a name ends as one of an array does.</summary>
    public static bool IsArray(string path) => Endings.Any(ending => Plain(path).EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes the numbers of all rows, in the data's own units, atomically. Error: <see cref="ModelError.Unreadable"/> for another ending, columns of texts, and numbers that are no bytes in an IDX file.</summary>
    /// <param name="rows">The rows; images in colours as they are shown.</param>
    /// <param name="path">The file.</param>
    /// <param name="numbers">The type of the numbers of an npy file; null for the smallest that has them all.</param>
    public static Either<ModelError, LanguageExt.Unit> WriteArray(this Dataset rows, string path, ArrayNumberType? numbers = null) =>
        from type in TypeOf(path, rows, numbers)
        from written in CsvText.Write(path, stream => Write(stream, path, rows, type))
        select written;

    /// <summary>Writes the content of such a file, not compressed, to a stream. Error: as <see cref="WriteArray(Dataset, string, ArrayNumberType?)"/>.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">The name of a file, which says what is written.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="numbers">The type of the numbers of an npy file; null for the smallest that has them all.</param>
    public static Either<ModelError, LanguageExt.Unit> WriteArray(this Dataset rows, string name, Stream to, ArrayNumberType? numbers = null) => TypeOf(name, rows, numbers).Map(type =>
    {
        Write(to, name, rows, type);
        return LanguageExt.Unit.Default;
    });

    private static string Plain(string path) => path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? path[..^Packed.Length] : path;

    private static bool IsNpy(string path) => Plain(path).EndsWith(Npy, StringComparison.OrdinalIgnoreCase);

    private static Either<ModelError, ArrayNumberType> TypeOf(string path, Dataset rows, ArrayNumberType? wished)
    {
        if (!IsArray(path)) return new ModelError.Unreadable(path, $"its name ends as that of no array; expected {string.Join(", ", Endings.SkipLast(1))} or {Endings[^1]}");
        if (rows.Columns.FirstOrDefault(column => !column.HasNumbers) is { } texts) return new ModelError.Unreadable(path, $"an array has numbers, and column '{texts.Name}' has texts; expected the name of a table, as .csv");
        if (!IsNpy(path) && (rows.Image is null || rows.Channels > 1)) return new ModelError.Unreadable(path, "an IDX file has images of one channel; expected the name of a .npy file");
        var (type, areSingle, values) = (ArrayNumberType.Byte, true, new double[rows.Dimensions]);
        for (var row = 0; row < rows.Rows && (type < ArrayNumberType.Double || areSingle); row++)
        {
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++)
            {
                var number = Number(rows, values, place);
                (type, areSingle) = (Wider(type, number), areSingle && IsSingle(number));
            }
        }

        if (!IsNpy(path) && type != ArrayNumberType.Byte) return new ModelError.Unreadable(path, "an IDX file has whole numbers from 0 to 255, and these rows have others, or some that are not observed; expected the name of a .npy file");
        return wished is not { } one ? type
            : IsNpy(path) && (one == ArrayNumberType.Single ? areSingle : one >= type && (one != ArrayNumberType.Whole || type <= ArrayNumberType.Whole)) ? one
            : new ModelError.Unreadable(path, $"numbers of the type {Word(one)} cannot have those of these rows; expected the type {Word(type)}");
    }

    /// <summary>A number in the data's own units; real ones without the error of centring.</summary>
    private static double Number(Dataset rows, ReadOnlySpan<double> values, int place) => rows.Columns[place / rows.Channels] is var column && column.Kind is ColumnKind.Real ? column.Own(values[place]) : column.Number(values[place])!.Value;

    private static ArrayNumberType Wider(ArrayNumberType type, double number)
    {
        const double MostWhole = 1L << 53;
        var own = double.IsInteger(number) && Math.Abs(number) <= MostWhole && !(number == 0 && double.IsNegative(number))
            ? number is >= 0 and <= byte.MaxValue ? ArrayNumberType.Byte : ArrayNumberType.Whole
            : double.IsNaN(number) || (float)number == number ? ArrayNumberType.Single : ArrayNumberType.Double;
        if (own == ArrayNumberType.Single && type == ArrayNumberType.Whole) return ArrayNumberType.Double; // whole numbers may need more digits than float32 has
        return own == ArrayNumberType.Whole && type == ArrayNumberType.Single ? ArrayNumberType.Double : own > type ? own : type;
    }

    private static void Write(Stream to, string name, Dataset rows, ArrayNumberType type)
    {
        var lengths = new[] { rows.Rows }.Concat(rows.Image is var (height, width) ? [height, width] : [rows.Variables]).Concat(rows.Channels > 1 ? [rows.Channels] : Enumerable.Empty<int>()).ToArray();
        var isTransposed = !IsNpy(name) && Path.GetFileName(name).StartsWith(IdxReader.Emnist, StringComparison.OrdinalIgnoreCase);
        if (isTransposed) (lengths[1], lengths[2]) = (lengths[2], lengths[1]);
        to.Write(IsNpy(name) ? NpyHeader(lengths, type) : IdxHeader(lengths));
        var (values, bytes) = (new double[rows.Dimensions], new byte[rows.Dimensions * Size(type)]);
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            for (var place = 0; place < values.Length; place++)
                Put(bytes, place, Number(rows, values, isTransposed ? (place % lengths[2] * lengths[1]) + (place / lengths[2]) : place), type);
            to.Write(bytes);
        }
    }

    /// <summary>Whether a number is one of float32, or the shortest text of one, as readers take it.</summary>
    private static bool IsSingle(double number) => double.IsNaN(number) || (float)number is var near && (near == number || double.Parse(near.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == number);

    private static int Size(ArrayNumberType type) => type switch { ArrayNumberType.Byte => sizeof(byte), ArrayNumberType.Single => sizeof(float), _ => sizeof(double) };

    private static void Put(Span<byte> bytes, int place, double number, ArrayNumberType type)
    {
        switch (type)
        {
            case ArrayNumberType.Byte:
                bytes[place] = (byte)number;
                break;
            case ArrayNumberType.Whole:
                BinaryPrimitives.WriteInt64LittleEndian(bytes[(place * sizeof(long))..], (long)number);
                break;
            case ArrayNumberType.Single:
                BinaryPrimitives.WriteSingleLittleEndian(bytes[(place * sizeof(float))..], (float)number);
                break;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[(place * sizeof(double))..], number);
                break;
        }
    }

    private static string Word(ArrayNumberType type) => type switch { ArrayNumberType.Byte => "|u1", ArrayNumberType.Whole => "<i8", ArrayNumberType.Single => "<f4", _ => "<f8" };

    /// <summary>Version 1.0 of the format, as NumPy writes it.</summary>
    private static byte[] NpyHeader(int[] lengths, ArrayNumberType type)
    {
        const int Multiple = 64;
        const int Start = 10;
        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{Word(type)}', 'fortran_order': False, 'shape': ({string.Join(", ", lengths)}), }}");
        text = text.PadRight(((text.Length + Start + 1 + Multiple - 1) / Multiple * Multiple) - Start - 1) + '\n';
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] IdxHeader(int[] lengths)
    {
        const byte UnsignedByte = 8;
        var header = new byte[sizeof(int) * (1 + lengths.Length)];
        (header[2], header[3]) = (UnsignedByte, (byte)lengths.Length);
        for (var axis = 0; axis < lengths.Length; axis++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(sizeof(int) * (axis + 1)), lengths[axis]);
        return header;
    }
}
