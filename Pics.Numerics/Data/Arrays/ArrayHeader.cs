using System.Buffers.Binary;
using System.Globalization;

namespace Pics.Numerics;

/// <summary>What a NumPy file says of its array.</summary>
/// <param name="Type">b for truth values, u and i for whole numbers, f for real ones.</param>
/// <param name="Size">Bytes a number.</param>
/// <param name="IsBigEndian">The order of these bytes.</param>
/// <param name="IsFortran">Whether the first axis is the fastest instead of the last.</param>
/// <param name="Shape">The lengths of the axes.</param>
/// <param name="Start">Where the numbers begin.</param>
internal sealed record ArrayHeader(char Type, int Size, bool IsBigEndian, bool IsFortran, ImmutableArray<long> Shape, int Start)
{
    private const int Longest = 1 << 16; // bytes of a header; far above any array of plain numbers

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    private static readonly string[] Types = ["b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8"];

    /// <summary>Whether the numbers are in this machine's byte order.</summary>
    public bool IsNative => Size == 1 || IsBigEndian != BitConverter.IsLittleEndian;

    /// <summary>For example <c>2 x 3</c>.</summary>
    public string Lengths => Shape.IsEmpty ? "of a single number" : string.Join(" x ", Shape);

    /// <summary>Whether these are the first bytes of such a file.</summary>
    public static bool IsArray(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>Reads the header and stops at the first number. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, ArrayHeader> Read(InputFile file)
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
        return new Reader(System.Text.Encoding.UTF8.GetString(text)).Read() switch
        {
            (null, var (type, fortran, shape)) => Of(file.Path, type, fortran, shape, start.Length + prefix.Length + text.Length),
            var (fault, _) => new DataError.Unreadable(file.Path, $"its header is not that of an array: {fault}"),
        };
    }

    /// <summary>The number that starts at a byte.</summary>
    public double Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> ordered = stackalloc byte[8];
        bytes[..Size].CopyTo(ordered);
        if (IsBigEndian) ordered[..Size].Reverse();
        return (Type, Size) switch
        {
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(ordered),
            ('f', _) => BinaryPrimitives.ReadDoubleLittleEndian(ordered),
            ('i', 1) => (sbyte)ordered[0],
            ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(ordered),
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(ordered),
            ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(ordered),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(ordered),
        };
    }

    private static Either<DataError, ArrayHeader> Of(string path, string type, bool fortran, ImmutableArray<long> shape, int start)
    {
        if (type.Length < 2 || "<>|=".IndexOf(type[0], StringComparison.Ordinal) < 0 || !Types.Contains(type[1..]))
            return new DataError.Unreadable(path, $"its numbers have the type '{type}'; expected one of {string.Join(", ", Types)} after <, > or |");
        return new ArrayHeader(type[1], type[2] - '0', type[0] == '>', fortran, shape, start);
    }

    /// <summary>Takes the text apart: a Python dictionary of the three known keys.</summary>
    private sealed class Reader(string text)
    {
        private int at;
        private string? fault;

        public (string? Fault, (string Type, bool Fortran, ImmutableArray<long> Shape) Found) Read()
        {
            (string? type, bool? fortran, ImmutableArray<long>? shape) = (null, null, null);
            Expect('{');
            while (fault is null && !Peek('}'))
            {
                var key = Text();
                Expect(':');
                switch (key)
                {
                    case "descr" when type is null:
                        type = Text();
                        break;
                    case "fortran_order" when fortran is null:
                        fortran = Truth();
                        break;
                    case "shape" when shape is null:
                        shape = Lengths();
                        break;
                    default:
                        fault ??= $"it has the key '{key}' where descr, fortran_order and shape are expected once each";
                        break;
                }

                if (!Peek('}')) Expect(',');
            }

            Expect('}');
            if (fault is null && !string.IsNullOrWhiteSpace(text[at..])) fault = $"it goes on after its end at character {at}";
            fault ??= type is null ? "it has no descr" : fortran is null ? "it has no fortran_order" : shape is null ? "it has no shape" : null;
            return (fault, (type ?? string.Empty, fortran ?? false, shape ?? []));
        }

        private bool Peek(char letter)
        {
            while (at < text.Length && text[at] is ' ' or '\n' or '\t') at++;
            return at < text.Length && text[at] == letter;
        }

        private void Expect(char letter)
        {
            if (fault is not null) return;
            if (Peek(letter)) at++;
            else fault = $"'{letter}' is expected at character {at}";
        }

        private string Text()
        {
            if (fault is not null) return string.Empty;
            var quote = Peek('"') ? '"' : '\'';
            Expect(quote);
            var end = fault is null ? text.IndexOf(quote, at) : -1;
            if (end < 0)
            {
                fault ??= $"the text at character {at} does not end";
                return string.Empty;
            }

            var found = text[at..end];
            at = end + 1;
            return found;
        }

        private bool Truth()
        {
            foreach (var (word, value) in new[] { ("True", true), ("False", false) })
            {
                if (!Peek(word[0]) || !text.AsSpan(at).StartsWith(word, StringComparison.Ordinal)) continue;
                at += word.Length;
                return value;
            }

            fault ??= $"True or False is expected at character {at}";
            return false;
        }

        private ImmutableArray<long> Lengths()
        {
            var lengths = ImmutableArray.CreateBuilder<long>();
            Expect('(');
            while (fault is null && !Peek(')'))
            {
                var start = at;
                while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
                if (long.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) lengths.Add(length);
                else fault = $"a length is expected at character {start}";
                if (!Peek(')')) Expect(',');
            }

            Expect(')');
            return lengths.ToImmutable();
        }
    }
}
