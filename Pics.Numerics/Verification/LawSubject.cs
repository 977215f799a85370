namespace Pics.Numerics;

/// <summary>A model under verification: gives it at any rule and K, and knows what evidence is possible.</summary>
/// <remarks>Keeps the last few models that were asked for. Not for use by several threads at once.</remarks>
public sealed class LawSubject : IDisposable
{
    private const int Kept = 2; // a case and a smaller one take turns; models are large

    private readonly List<(StoredRule Rule, LawModel Model)> models = []; // the last used one last
    private readonly Lazy<LawSubject> twin;
    private readonly Lazy<StoredModel> stored;

    /// <summary>A subject over a model that somebody else owns.</summary>
    public LawSubject(StoredModel stored)
        : this(stored, LawOperations.Standard)
    {
    }

    /// <summary>A subject over a model in plain memory that somebody else owns; no law loads libtorch but those that need tensors.</summary>
    public LawSubject(HostModel model)
        : this(model, LawOperations.Standard)
    {
    }

    internal LawSubject(IStoredModel model, LawOperations operations)
    {
        (Model, Operations) = (model, operations);
        Families = AskedCircuit.FamiliesOf(model.Pic);
        Channels = Families.IsEmpty ? 1 : Families.Values.Max(family => family.Channels);
        Columns = model.Pic.Scope.Columns;
        stored = new(() => model as StoredModel ?? HostModels.ToTensors((HostModel)model, null));
        twin = new(() => new(model is HostModel host ? host.In(!model.Settings.Double) : Stored.In(!model.Settings.Double), operations));
    }

    /// <summary>The model, wherever its parameters are.</summary>
    public IStoredModel Model { get; }

    /// <summary>The model on tensors; of one in plain memory a copy, which the subject owns.</summary>
    public StoredModel Stored => stored.Value;

    /// <summary>The family of each variable that can be observed.</summary>
    public ImmutableSortedDictionary<int, InputFamily> Families { get; }

    /// <summary>Channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>Variables of a row.</summary>
    public int Columns { get; }

    internal LawOperations Operations { get; }

    /// <summary>The same model in the other precision; owned by this one.</summary>
    internal LawSubject Twin => twin.Value;

    /// <summary>Whether the model was given on tensors.</summary>
    internal bool IsOnTensors => Model is StoredModel;

    /// <summary>Whether the model can be evaluated with a rule: a plain circuit only with its own K.</summary>
    public bool Allows(StoredRule rule) => (!Model.IsPlain || rule == Model.Rule) && rule.Create().IsRight;

    /// <summary>One sample of the model at a rule and K as a row, [variables, channels]; none where it cannot be drawn, which is for the laws to find.</summary>
    public Option<Arr<double>> Sample(StoredRule rule, long seed)
    {
        try
        {
            return At(rule).Match(
                held => Sampling.Unconditional(held.Asked, 1, seed).Match(sample => sample.All.ToArray().ToArr(), _ => Option<Arr<double>>.None),
                _ => Option<Arr<double>>.None);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            return Option<Arr<double>>.None;
        }
    }

    /// <summary>A row of a data set as the model sees it, [variables, channels]; NaN where not observed.</summary>
    public static Arr<double> Read(Dataset data, int row) => data.Evidence([row]).All.ToArray().ToArr();

    /// <summary>Why a case does not fit the model; null if it does.</summary>
    public string? Refusal(LawCase given)
    {
        if (Model.IsPlain && given.Rule != Model.Rule) return $"a {Model.Kind} keeps its K and rule";
        if (given.Channels != Channels || given.Row.Count != Columns * Channels) return $"the case is not about {Columns} variables of {Channels} channel(s)";
        return given.Given.Append(given.Place).All(place => place >= 0 && place < given.Row.Count && Families.TryGetValue(place / Channels, out var family) && family.Takes(given.Row[place]))
            ? null
            : "the case has a value that its variable cannot have";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, model) in models) model.Dispose();
        models.Clear();
        if (stored.IsValueCreated && !IsOnTensors) Stored.Dispose();
        if (!twin.IsValueCreated) return;
        Twin.Dispose();
        Twin.Model.Dispose();
    }

    /// <summary>The model with a rule; owned by the subject, and disposed of when others were asked for since.</summary>
    internal Either<PicsError, LawModel> At(StoredRule rule)
    {
        var known = models.FindIndex(entry => entry.Rule == rule);
        if (known >= 0)
        {
            models.Add(models[known]);
            models.RemoveAt(known);
            return models[^1].Model;
        }

        if (models.Count == Kept)
        {
            models[0].Model.Dispose();
            models.RemoveAt(0);
        }

        return from points in rule.Create()
               from model in Model is HostModel host
                   ? AskedCircuit.Of(host, points).Map(asked => new LawModel(asked, Operations))
                   : QpcModel.Of(Stored, points).Map(tensors => new LawModel(tensors, Operations))
               select Keep(rule, model);
    }

    private LawModel Keep(StoredRule rule, LawModel model)
    {
        models.Add((rule, model));
        return model;
    }
}
