namespace Pics.Numerics;

/// <summary>A folded QPC with its parameters, in the circuit's own numbers: what every query takes.</summary>
/// <remarks>
/// Queries walk over the same folded layers; the stacks they need are compiled when they are first asked for and kept. Likelihoods
/// are divided by Z, which is one for the QPC of a PIC. Queries share working memory, so one of them runs at a time: whoever asks while another
/// thread does waits, and gets the same bits as alone: a query has as many threads of libtorch as there were where the model was made. After <see cref="Dispose"/> there is an <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class QpcModel : IDisposable
{
    private readonly IDisposable? owned;
    private readonly Lazy<ICircuitEngine> engine;
    private bool isDisposed;

    /// <summary>A model over parameters that somebody else owns.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parameters">The parameters of its functions; they must outlive the model and stay as they are.</param>
    public QpcModel(FoldedQpc circuit, CircuitTensors parameters)
        : this(circuit, parameters, isNormalised: false, null)
    {
    }

    /// <summary>The same model, asked through another engine; over parameters that somebody else owns.</summary>
    internal QpcModel(QpcModel model, EngineKind engine)
        : this(model.Circuit, model.Parameters, model.IsNormalised, null, engine)
    {
    }

    private QpcModel(FoldedQpc circuit, CircuitTensors parameters, bool isNormalised, IDisposable? owned, EngineKind? wished = null)
    {
        (Parameters, this.owned) = (parameters, owned);
        LibtorchThreads.Follow();
        var sample = parameters[parameters.Groups.First()];
        (Device, Type) = (sample.device, sample.dtype);
        var kind = wished ?? Engines.Choose(Device).Kind;
        var numbers = TensorNumbers.Of(parameters);
        Asked = kind == EngineKind.Fused ? new(circuit, numbers, isNormalised, numbers) : new(circuit, numbers, isNormalised, numbers, new ScaledPasses(circuit, parameters, Device));
        engine = new(() => Compile.ToEngine(circuit, kind, Device));
    }

    /// <summary>Copies of the parameters of a circuit in plain memory.</summary>
    internal static QpcModel Of(AskedCircuit asked)
    {
        var tensors = TensorNumbers.ToTensors(asked.Numbers);
        return new(asked.Circuit, tensors, asked.IsNormalised, tensors);
    }

    /// <summary>The same in plain memory, where queries are asked.</summary>
    internal AskedCircuit Asked { get; }

    /// <summary>The circuit.</summary>
    public FoldedQpc Circuit => Asked.Circuit;

    /// <summary>The parameters of its functions.</summary>
    public CircuitTensors Parameters { get; }

    /// <summary>The family of each variable that is open.</summary>
    public ImmutableSortedDictionary<int, InputFamily> Families => Asked.Families;

    /// <summary>Where the parameters are.</summary>
    public Device Device { get; }

    /// <summary>The precision of the parameters.</summary>
    public ScalarType Type { get; }

    /// <summary>The columns that a row of evidence needs.</summary>
    public int Variables => Asked.Variables;

    /// <summary>The channels of a variable.</summary>
    public int Channels => Asked.Channels;

    /// <summary>Whether some variable is a real number, so that evidence and samples are float64.</summary>
    public bool IsReal => Asked.IsReal;

    /// <summary>Whether the rows of the kernels sum to one by construction, so that log Z is zero.</summary>
    public bool IsNormalised => Asked.IsNormalised;

    /// <summary>log Z in nats.</summary>
    public double LogZ => Asked.LogZ;

    /// <summary>The fastest engine on the device; to be used by one thread at a time.</summary>
    public ICircuitEngine Engine => engine.Value;

    /// <summary>A stored model at any K and rule. Error: <see cref="PicsError"/>.</summary>
    /// <param name="stored">The model; it may be disposed of before the result.</param>
    /// <param name="rule">The quadrature rule; for a plain circuit of as many nodes as it has.</param>
    public static Either<PicsError, QpcModel> Of(StoredModel stored, QuadratureRule rule) => Of(stored.Pic, stored.Parameters, rule);

    /// <summary>A PIC with its parameters under a rule. Error: <see cref="PicsError"/>.</summary>
    public static Either<PicsError, QpcModel> Of(Pic pic, ICircuitParameters parameters, QuadratureRule rule)
    {
        var nodes = parameters switch { FreeWeights free => free.Nodes, FixedParameters given => given.Nodes, _ => rule.Count };
        if (rule.Count != nodes) return new PicsError.Rule(new RuleError.BadCount(rule.Name, rule.Count, $"the {nodes} of this circuit, whose numbers are at its own nodes; only a PIC is evaluated at another K"));
        return Pipeline.Evaluation(rule).Apply(pic).Map(circuit =>
        {
            var kind = Engines.Choose(parameters.Named.First().Tensor.device).Kind;
            var materialization = parameters.Materialize(rule, forGradients: false, kind);
            return new QpcModel(circuit, materialization.Tensors, parameters.IsNormalised, materialization);
        });
    }

    /// <summary>The evidence that observes nothing, [rows, variables, channels].</summary>
    internal Tensor NoEvidence(long rows) => EvidenceTensors.Nothing(rows, Variables, Channels, IsReal, Device);

    /// <summary>Some rows as evidence that can hold all values of the model, [B, variables, channels].</summary>
    internal Tensor Evidence(Dataset data, ReadOnlySpan<int> rows)
    {
        var batch = data.Batch(rows, Device);
        if (!IsReal || batch.dtype == ScalarType.Float64) return batch;
        using (batch) return EvidenceTensors.ForReals(batch);
    }

    /// <summary>What a query gives that nobody else makes at the same time; its tensors are disposed of at its end.</summary>
    internal T Alone<T>(Func<T> query, object? owner = null) => Asked.Alone(
        () =>
        {
            using var scope = NewDisposeScope();
            return query();
        },
        owner ?? this);

    /// <summary>The family of each variable of a circuit that is open.</summary>
    public static ImmutableSortedDictionary<int, InputFamily> FamiliesOf(Pic pic) => AskedCircuit.FamiliesOf(pic);

    /// <summary>The largest batch whose values fit into the budget even if no two rows are equal.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="type">The precision of the parameters.</param>
    public static int LargestBatch(FoldedQpc circuit, ScalarType type) => AskedCircuit.LargestBatch(circuit, type == ScalarType.Float64);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        Asked.Dispose(); // waits for the query that runs
        if (engine.IsValueCreated) engine.Value.Dispose();
        owned?.Dispose();
    }
}
