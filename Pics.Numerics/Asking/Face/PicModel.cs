namespace Pics.Numerics;

/// <summary>A model of rows that was learned or loaded: the one way in for users. Every stage of the road to it is a property.</summary>
/// <remarks>
/// Owns memory outside the managed heap: dispose of it. It may be asked by several threads at once; who asks after it was disposed of gets an
/// <see cref="ObjectDisposedException"/>, who asks at the same time that or the right answer.
/// </remarks>
public sealed partial class PicModel : IDisposable
{
    private readonly Lock door = new();
    private readonly Dictionary<Type, IDisposable> kept = [];
    private bool isDisposed;

    /// <summary>Owns the model and the circuit.</summary>
    internal PicModel(RowForm form, HostModel host, AskedCircuit asked) => (Form, Host, Asked) = (form, host, asked);

    /// <summary>What its rows are.</summary>
    public RowForm Form { get; }

    /// <summary>The circuit.</summary>
    public Pic Pic => Host.Pic;

    /// <summary>The folded QPC.</summary>
    public FoldedQpc Folded => Asked.Circuit;

    /// <summary>The circuit with its parameters, as it is stored, in plain memory.</summary>
    public HostModel Host { get; }

    /// <summary>What is asked.</summary>
    internal AskedCircuit Asked { get; }

    /// <summary>A model that was opened; owns it from then on, and disposes of it where it is refused.</summary>
    /// <param name="form">What its rows are.</param>
    /// <param name="host">The circuit and its parameters.</param>
    /// <param name="rule">The rule to ask it at; the one that it was trained with if not given. Only a PIC has several.</param>
    /// <remarks>Error: <see cref="PicsError"/> for a rule that the parameters are not for, <see cref="DataError.BadShape"/> for a circuit that is not over these columns.</remarks>
    public static Either<PicsFault, PicModel> Of(RowForm form, HostModel host, QuadratureRule? rule = null)
    {
        var made = from fits in FormFit.Check(host.Pic, form).OrFault()
                   from known in rule is null ? host.Rule.Create().OrFault() : Either<PicsFault, QuadratureRule>.Right(rule)
                   from asked in Possible(host, known)
                   select new PicModel(form, host, asked);
        if (made.IsLeft) host.Dispose();
        return made;
    }

    /// <summary>What is asked. Error: a rule that the parameters are not for, and parameters that give numbers which are not finite.</summary>
    internal static Either<PicsFault, AskedCircuit> Possible(HostModel host, QuadratureRule rule) => AskedCircuit.Of(host, rule).OrFault().Bind<AskedCircuit>(asked =>
    {
        if (asked.Numbers.IsPossible()) return asked;
        asked.Dispose();
        return PicsFault.Of(NotFinite(rule));
    });

    /// <summary>The error of parameters that give numbers which are not finite.</summary>
    internal static ModelError NotFinite(QuadratureRule rule) => new ModelError.Unfit(
        "the model",
        $"gives numbers that are not finite under the {rule.Name} rule of K = {rule.Count}, so nothing can be asked of it; its parameters are too large or damaged, so learn it anew");

    /// <summary>Brings <see cref="Host"/> up to date with parameters that others keep and may have changed; called before it is saved.</summary>
    internal Action? Refresh { get; set; }

    /// <summary>What others keep with the model: made once, and disposed of with it.</summary>
    internal T Kept<T>(Func<PicModel, T> make)
        where T : class, IDisposable
    {
        lock (door)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (!kept.TryGetValue(typeof(T), out var found)) kept.Add(typeof(T), found = make(this));
            return (T)found;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (door)
        {
            if (isDisposed) return;
            isDisposed = true;
        }

        Asked.Dispose(); // waits for the query that runs
        foreach (var made in kept.Values) made.Dispose();
        Host.Dispose();
    }
}
