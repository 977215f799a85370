using System.Globalization;
using System.Text;

namespace Pics.Numerics;

/// <summary>Takes the text of a NumPy header apart: a Python dictionary of the three known keys.</summary>
internal sealed class HeaderText
{
    private readonly string text;
    private int at;
    private string? fault;

    private HeaderText(string text) => this.text = text;

    /// <summary>What a header says.</summary>
    /// <param name="Type">Of all values; empty where there are fields.</param>
    /// <param name="Fields">Those of a row; null where all values have one type.</param>
    /// <param name="IsFortran">Whether the first axis is the fastest.</param>
    /// <param name="Shape">The lengths of the axes.</param>
    public sealed record Found(string Type, ImmutableArray<Field>? Fields, bool IsFortran, ImmutableArray<long> Shape);

    /// <summary>What a header says of a field.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its type as it is written.</param>
    /// <param name="Fault">Why it is no single value; null if it is one.</param>
    public sealed record Field(string Name, string Type, string? Fault)
    {
        /// <summary>Bytes that are left out, where it is no field; null where it is one.</summary>
        public long? Padding => Name.Length == 0 && Type.StartsWith("|V", StringComparison.Ordinal) && int.TryParse(Type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }

    /// <summary>What the text says, or why it is none.</summary>
    public static (string? Fault, Found Found) Read(string text) => new HeaderText(text).Read();

    private (string? Fault, Found Found) Read()
    {
        (string? type, ImmutableArray<Field>? fields, bool? fortran, ImmutableArray<long>? shape) = (null, null, null, null);
        Expect('{');
        while (fault is null && !Peek('}'))
        {
            var key = Text();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null && fields is null:
                    if (fault is null && Peek('[')) fields = Fields();
                    else type = Text();
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
        fault ??= type is null && fields is null ? "it has no descr" : fortran is null ? "it has no fortran_order" : shape is null ? "it has no shape" : null;
        return (fault, new(type ?? string.Empty, fields, fortran ?? false, shape ?? []));
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
        var (start, found) = (at, new StringBuilder());
        while (fault is null && at < text.Length)
        {
            var letter = text[at++];
            if (letter == quote) return found.ToString();
            if (letter == '\\') Escaped(found);
            else found.Append(letter);
        }

        fault ??= $"the text at character {start} does not end";
        return string.Empty;
    }

    /// <summary>What stands after a backslash, as Python writes it.</summary>
    private void Escaped(StringBuilder found)
    {
        if (at == text.Length) return;
        var letter = text[at++];
        var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0 && at + digits <= text.Length && int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code))
        {
            found.Append(new Rune(code).ToString());
            at += digits;
        }
        else if (letter is '\\' or '\'' or '"') found.Append(letter);
        else found.Append(letter switch { 'n' => "\n", 'r' => "\r", 't' => "\t", _ => $"\\{letter}" });
    }

    private ImmutableArray<Field> Fields()
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        Expect('[');
        while (fault is null && !Peek(']'))
        {
            Expect('(');
            var name = Name();
            Expect(',');
            var isNested = fault is null && Peek('[');
            var type = isNested ? string.Empty : Text();
            if (isNested) Skip();
            var isList = fault is null && Peek(',');
            if (isList) at++;
            if (isList && !Peek(')')) Skip();
            else isList = false;
            Expect(')');
            fields.Add(new(name, type, isNested ? "has fields of its own" : isList ? "has several values" : null));
            if (!Peek(']')) Expect(',');
        }

        Expect(']');
        return fields.ToImmutable();
    }

    /// <summary>A name, or the second of a title and a name.</summary>
    private string Name()
    {
        if (fault is not null || !Peek('(')) return Text();
        Expect('(');
        Text();
        Expect(',');
        var name = Text();
        Expect(')');
        return name;
    }

    /// <summary>Goes over a value: a list or a pair with all that is in it, or a number.</summary>
    private void Skip()
    {
        var depth = 0;
        do
        {
            if (Peek('\'') || Peek('"')) Text();
            else if (at >= text.Length) fault ??= $"it ends inside a list at character {at}";
            else
            {
                depth += text[at] is '(' or '[' ? 1 : text[at] is ')' or ']' ? -1 : 0;
                if (depth >= 0) at++;
            }
        }
        while (fault is null && (depth > 0 || (depth == 0 && at < text.Length && char.IsAsciiDigit(text[at]))));
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
