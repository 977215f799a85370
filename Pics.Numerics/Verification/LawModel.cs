namespace Pics.Numerics;

/// <summary>A model at one rule and K with what laws compare it to, made when first asked for.</summary>
internal sealed class LawModel(QpcModel model, LawOperations operations) : IDisposable
{
    private readonly Dictionary<EngineKind, ICircuitEngine> engines = [];
    private readonly Lazy<Either<PicsError, QpcModel>> refolded = new(() => operations.Refold(model.Circuit).Map(circuit => new QpcModel(circuit, model.Parameters)));

    /// <summary>The model.</summary>
    public QpcModel Model => model;

    /// <summary>How far numbers may be apart.</summary>
    public LawTolerances Allowed { get; } = LawTolerances.Of(model);

    /// <summary>The model with its circuit unfolded and folded again, on the same numbers.</summary>
    public Either<PicsError, QpcModel> Refolded => refolded.Value;

    /// <summary>The engines that run where the model is, the reference first.</summary>
    public IEnumerable<ICircuitEngine> Engines() => Enum.GetValues<EngineKind>().Where(kind => Numerics.Engines.Supports(kind, model.Device)).Select(kind =>
        engines.TryGetValue(kind, out var known) ? known : engines[kind] = Compile.ToEngine(model.Circuit, kind, model.Device));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in engines.Values) engine.Dispose();
        if (refolded.IsValueCreated) refolded.Value.IfRight(other => other.Dispose());
        model.Dispose();
    }
}
