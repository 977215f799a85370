namespace Pics.Algebra;

/// <summary>A named, pure transformation from one representation to another, which may refuse.</summary>
/// <remarks>
/// Passes form a category: <see cref="Then"/> is associative and <see cref="Pass.Identity"/> its unit. In query syntax a
/// pass is a reader of its input: <c>from pic in merge from qpc in merge.Then(materialize) select (pic, qpc)</c>.
/// </remarks>
/// <typeparam name="TFrom">The representation it takes.</typeparam>
/// <typeparam name="TTo">The representation it gives.</typeparam>
public sealed class Pass<TFrom, TTo>
{
    private readonly Func<TFrom, Either<PicsError, TTo>> run;

    internal Pass(string name, Func<TFrom, Either<PicsError, TTo>> run) => (Name, this.run) = (name, run);

    /// <summary>What the pass does, for people, for example <c>merge &gt; share</c>.</summary>
    public string Name { get; }

    /// <summary>Runs the pass.</summary>
    public Either<PicsError, TTo> Apply(TFrom from) => run(from);

    /// <summary>This pass, then the next one on its result.</summary>
    public Pass<TFrom, TNext> Then<TNext>(Pass<TTo, TNext> next) =>
        new(Pass.Join(Name, next.Name), from => run(from).Bind(next.Apply));

    /// <summary>This pass with a function on its result.</summary>
    public Pass<TFrom, TNext> Select<TNext>(Func<TTo, TNext> map) => new(Name, from => run(from).Map(map));

    /// <summary>This pass, and on the same input another one that depends on its result.</summary>
    public Pass<TFrom, TNext> SelectMany<TMiddle, TNext>(Func<TTo, Pass<TFrom, TMiddle>> bind, Func<TTo, TMiddle, TNext> project) =>
        new(Name, from => run(from).Bind(first => bind(first).Apply(from).Map(second => project(first, second))));
}

/// <summary>Constructors of passes.</summary>
public static class Pass
{
    private const string IdentityName = "identity";

    /// <summary>The pass that changes nothing.</summary>
    public static Pass<T, T> Identity<T>() => new(IdentityName, value => value);

    /// <summary>A pass that never refuses.</summary>
    public static Pass<TFrom, TTo> Total<TFrom, TTo>(string name, Func<TFrom, TTo> run) => new(name, from => run(from));

    /// <summary>A pass that may refuse.</summary>
    public static Pass<TFrom, TTo> Partial<TFrom, TTo>(string name, Func<TFrom, Either<PicsError, TTo>> run) => new(name, run);

    /// <summary>The pass with its result given to its own <c>Create</c> again: refuses if a pass broke an invariant.</summary>
    public static Pass<TFrom, TTo> Checked<TFrom, TTo>(this Pass<TFrom, TTo> pass)
        where TTo : IRecheck<TTo> =>
        new(pass.Name, from => pass.Apply(from).Bind(value => value.Recheck()));

    internal static string Join(string first, string second) =>
        first == IdentityName ? second : second == IdentityName ? first : $"{first} > {second}";
}
