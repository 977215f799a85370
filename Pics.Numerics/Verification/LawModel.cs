namespace Pics.Numerics;

/// <summary>A model at one rule and K with what laws compare it to, made when first asked for.</summary>
internal sealed class LawModel : IDisposable
{
    private readonly Dictionary<EngineKind, ICircuitEngine> engines = [];
    private readonly Lazy<QpcModel> model;
    private readonly Lazy<Either<PicsError, AskedCircuit>> refolded;

    /// <summary>A model on tensors; owned.</summary>
    public LawModel(QpcModel model, LawOperations operations)
        : this(model.Asked, new Lazy<QpcModel>(model), operations) => IsOnTensors = true;

    /// <summary>A model in plain memory; owned.</summary>
    public LawModel(AskedCircuit asked, LawOperations operations)
        : this(asked, new Lazy<QpcModel>(() => QpcModel.Of(asked)), operations)
    {
    }

    private LawModel(AskedCircuit asked, Lazy<QpcModel> model, LawOperations operations)
    {
        (Asked, Allowed, this.model) = (asked, LawTolerances.Of(asked), model);
        refolded = new(() => operations.Refold(asked.Circuit).Map(circuit => asked.With(circuit, asked.Numbers, isNormalised: false)));
    }

    /// <summary>The model in plain memory, where laws ask it.</summary>
    public AskedCircuit Asked { get; }

    /// <summary>Whether it was made of tensors, so that these may be used too.</summary>
    public bool IsOnTensors { get; }

    /// <summary>The model on tensors, for what cannot do without; copies where it is in plain memory.</summary>
    public QpcModel Model => model.Value;

    /// <summary>How far numbers may be apart.</summary>
    public LawTolerances Allowed { get; }

    /// <summary>The model with its circuit unfolded and folded again, on the same numbers.</summary>
    public Either<PicsError, AskedCircuit> Refolded => refolded.Value;

    /// <summary>The engines that run where the model is, the reference first.</summary>
    public IEnumerable<ICircuitEngine> Engines() => Enum.GetValues<EngineKind>().Where(kind => Numerics.Engines.Supports(kind, Model.Device)).Select(kind =>
        engines.TryGetValue(kind, out var known) ? known : engines[kind] = Compile.ToEngine(Model.Circuit, kind, Model.Device));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in engines.Values) engine.Dispose();
        if (refolded.IsValueCreated) refolded.Value.IfRight(other => other.Dispose());
        if (model.IsValueCreated) model.Value.Dispose();
        Asked.Dispose();
    }
}
