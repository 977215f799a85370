using System.Buffers.Binary;

namespace Pics.Numerics;

/// <summary>What a file says of its array.</summary>
/// <param name="Values">What each value is; where rows have named fields, nothing that is meant.</param>
/// <param name="IsFortran">Whether the first axis is the fastest instead of the last.</param>
/// <param name="Shape">The lengths of the axes.</param>
/// <param name="Start">Where the values begin.</param>
internal sealed record ArrayHeader(ArrayType Values, bool IsFortran, ImmutableArray<long> Shape, int Start)
{
    private const int Longest = 1 << 16; // bytes of a header; far above any array of plain numbers
    private const int Shown = 8; // fields in a sentence

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The fields of a row, where they have names; none of an array of one type.</summary>
    public ImmutableArray<ArrayField> Fields { get; init; } = [];

    /// <summary>Bytes of one place of the array.</summary>
    public int Size { get; init; } = Values.Size;

    /// <summary>b for truth values, u and i for whole numbers, f for real ones.</summary>
    public char Type => Values.Letter;

    /// <summary>The order of the bytes of a number.</summary>
    public bool IsBigEndian => Values.IsBigEndian;

    /// <summary>Whether the numbers are in this machine's byte order.</summary>
    public bool IsNative => Size == 1 || IsBigEndian != BitConverter.IsLittleEndian;

    /// <summary>For example <c>2 x 3</c>.</summary>
    public string Lengths => Shape.IsEmpty ? "of a single number" : string.Join(" x ", Shape);

    /// <summary>Whether these are the first bytes of such a file.</summary>
    public static bool IsArray(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>Reads the header of an array of plain numbers and stops at the first one. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ArrayHeader> Read(InputFile file) => ReadAny(file).Bind<ArrayHeader>(header =>
        !header.Fields.IsEmpty ? new DataError.Unreadable(file.Path, $"its rows have named fields ({header.Names}); expected plain numbers")
        : header.Values.IsNumber ? header
        : new DataError.Unreadable(file.Path, $"it has {(header.Type == 'M' ? "dates" : "texts")}; expected numbers of one of {ArrayType.Numbers}"));

    /// <summary>Reads the header of an array of numbers, of texts or of rows with named fields, and stops at the first value. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ArrayHeader> ReadAny(InputFile file)
    {
        var start = file.Take(Magic.Length + 2);
        if (start.Length < Magic.Length + 2 || !IsArray(start))
            return new DataError.BadMagic(file.Path, start.Length == 0 ? "nothing" : $"the bytes {string.Join(' ', start.Take(Magic.Length))}", $"the bytes {string.Join(' ', Magic)} of a NumPy file and a version");
        var (version, minor) = (start[^2], start[^1]);
        if (version is < 1 or > 3 || minor != 0) return new DataError.Unreadable(file.Path, $"it has the NumPy format {version}.{minor}; expected 1.0, 2.0 or 3.0");
        var prefix = file.Take(version == 1 ? 2 : 4);
        if (prefix.Length < (version == 1 ? 2 : 4)) return new DataError.Unreadable(file.Path, "it ends inside its header");
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(prefix) : BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        if (length > Longest) return new DataError.Unreadable(file.Path, $"its header claims {length} bytes; expected at most {Longest}");
        var text = file.Take((int)length);
        if (text.Length < length) return new DataError.Unreadable(file.Path, "it ends inside its header");
        var encoding = version == 3 ? System.Text.Encoding.UTF8 : System.Text.Encoding.Latin1;
        var (fault, found) = HeaderText.Read(encoding.GetString(text));
        return fault is null ? Of(file.Path, found, start.Length + prefix.Length + text.Length) : new DataError.Unreadable(file.Path, $"its header is not that of an array: {fault}");
    }

    /// <summary>The names of the fields, for people.</summary>
    public string Names => List(Fields.Select(one => one.Name));

    /// <summary>The number that starts at a byte.</summary>
    public double Number(ReadOnlySpan<byte> bytes) => Values.Number(Values.Bits(bytes));

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(Shown)) + (all.Count > Shown ? " and others" : string.Empty);
    }

    private static Either<DataError, ArrayHeader> Of(string path, HeaderText.Found found, int start)
    {
        if (found.Fields is not { } fields)
            return ArrayType.Of(found.Type) is { } type
                ? new ArrayHeader(type, found.IsFortran, found.Shape, start)
                : new DataError.Unreadable(path, $"its numbers have the type '{found.Type}'; expected one of {ArrayType.Numbers}, or texts (S, U)");
        var (known, offset) = (ImmutableArray.CreateBuilder<ArrayField>(), 0L);
        foreach (var field in fields)
        {
            if (field.Padding is { } padding)
            {
                offset += padding;
                continue;
            }

            if (field.Fault is not null || ArrayType.Of(field.Type) is not { } one)
                return new DataError.Unreadable(path, $"its rows have named fields ({List(fields.Where(other => other.Padding is null).Select(other => other.Name))}), and '{field.Name}' {field.Fault ?? $"has the type '{field.Type}'"}; expected a number, a truth value, a date or a text in each");
            known.Add(new(field.Name, one, (int)Math.Min(offset, int.MaxValue)));
            offset += one.Size;
        }

        return known.Count == 0 ? new DataError.Unreadable(path, "its rows have no fields; expected at least one")
            : offset > ArrayRows.LargestRow ? new DataError.Unreadable(path, $"its rows have named fields of {offset} bytes in all; expected at most {ArrayRows.LargestRow}")
            : new ArrayHeader(known[0].Type, found.IsFortran, found.Shape, start) { Fields = known.ToImmutable(), Size = (int)offset };
    }
}
