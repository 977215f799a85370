using LanguageExt;

namespace Pics.Numerics;

/// <summary>A name as it was written.</summary>
/// <param name="At">The character where it begins, counted from 1.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="MayBeHeading">Whether it could be a column's heading.</param>
/// <param name="MayBeNumber">Whether it could be a column's number.</param>
internal readonly record struct WrittenName(int At, string Text, bool MayBeHeading, bool MayBeNumber)
{
    /// <summary>Without quotes; empty for null, which no column is called.</summary>
    public string Text { get; } = Text ?? string.Empty;
}

/// <summary>A name and a value as they were written.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">The character where the value begins, counted from 1.</param>
/// <param name="Value">Without quotes.</param>
internal readonly record struct WrittenValue(WrittenName Name, int At, string Value);

/// <summary>A value as it was written.</summary>
/// <param name="At">The character where it begins, counted from 1.</param>
/// <param name="Text">Without quotes.</param>
internal readonly record struct WrittenText(int At, string Text)
{
    /// <summary>As the value of a column.</summary>
    public WrittenValue Of(WrittenName name) => new(name, At, Text);
}

/// <summary>A comparison as it was written.</summary>
/// <param name="At">The character where it is, counted from 1.</param>
/// <param name="IsLess">Whether what is before it is less than what is after it.</param>
/// <param name="HasEnd">Whether they may be equal.</param>
internal readonly record struct WrittenSign(int At, bool IsLess, bool HasEnd)
{
    /// <summary>The same with both sides changed.</summary>
    public WrittenSign Turned => this with { IsLess = !IsLess };

    /// <summary>As it is written.</summary>
    public override string ToString() => $"{(IsLess ? '<' : '>')}{(HasEnd ? "=" : string.Empty)}";
}

/// <summary>What is said of a column, as it was written, before names are looked up.</summary>
internal abstract record WrittenCondition
{
    /// <summary>Takes the condition apart, one function per case.</summary>
    public abstract T Match<T>(Func<Equal, T> equal, Func<Among, T> among, Func<Compared, T> compared, Func<Between, T> between);

    /// <summary>A name and its value.</summary>
    public sealed record Equal(WrittenName Name, WrittenText Value) : WrittenCondition
    {
        public override T Match<T>(Func<Equal, T> equal, Func<Among, T> among, Func<Compared, T> compared, Func<Between, T> between) => equal(this);
    }

    /// <summary>A name and the values that it has or does not have.</summary>
    public sealed record Among(WrittenName Name, Arr<WrittenText> Values, bool IsNot) : WrittenCondition
    {
        public override T Match<T>(Func<Equal, T> equal, Func<Among, T> among, Func<Compared, T> compared, Func<Between, T> between) => among(this);
    }

    /// <summary>A name and a number, whichever is first.</summary>
    public sealed record Compared(WrittenName Left, WrittenSign Sign, WrittenName Right) : WrittenCondition
    {
        public override T Match<T>(Func<Equal, T> equal, Func<Among, T> among, Func<Compared, T> compared, Func<Between, T> between) => compared(this);
    }

    /// <summary>A name between two numbers.</summary>
    public sealed record Between(WrittenName Left, WrittenSign First, WrittenName Name, WrittenSign Second, WrittenText Right) : WrittenCondition
    {
        public override T Match<T>(Func<Equal, T> equal, Func<Among, T> among, Func<Compared, T> compared, Func<Between, T> between) => between(this);
    }
}
