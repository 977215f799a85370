namespace Pics.Numerics;

/// <summary>Where a plain circuit begins that goes on from another model: at the weights of its circuit.</summary>
/// <remarks>
/// The quadrature circuit of a trained PIC is a circuit with free weights as any other, and its functions may be tied less now: each unit begins with the numbers of its own function, so
/// that both models are the same distribution until the first step.
/// </remarks>
public static class FreeStart
{
    private readonly record struct Use(FunctionSpec Of, FunctionSpec In);

    /// <summary>Copies the weights of a model. Error: <see cref="ModelError.BadData"/>, in words: models that are not over the same circuit, or with functions tied that were not.</summary>
    /// <param name="model">Fresh free weights; changed in place.</param>
    /// <param name="source">A PIC at any K, or free weights at the same K.</param>
    public static Either<ModelError, LanguageExt.Unit> StartFrom(this StoredModel model, StoredModel source)
    {
        if (model.Parameters is not FreeWeights free) return new ModelError.BadData("only a plain circuit begins with the weights of another model");
        if (source.IsFixed) return new ModelError.BadData($"a {source.Kind} has no weights that could be trained on; name a run of a PIC or of a plain circuit");
        if (source.IsPlain && source.Rule.Nodes != model.Rule.Nodes) return new ModelError.BadData($"a plain circuit keeps its K, which is {source.Rule.Nodes} and not {model.Rule.Nodes}; only a PIC begins at another");
        if (FindDifference(model.Pic, source.Pic) is { } difference) return new ModelError.BadData(difference);
        return model.Rule.Create().MapLeft<ModelError>(error => new ModelError.BadData(error.Explain())).Map(rule =>
        {
            Copy(free, source, rule, Uses(model.Pic, source.Pic));
            return LanguageExt.Unit.Default;
        });
    }

    /// <summary>The functions of both circuits, unit by unit.</summary>
    private static ImmutableArray<Use> Uses(Pic pic, Pic source) =>
        [.. Functions(pic).Zip(Functions(source), (own, theirs) => new Use(theirs, own)).Distinct()];

    /// <summary>Why one circuit has not the units of the other, with functions of the same kinds tied no more than there; null if it has.</summary>
    private static string? FindDifference(Pic pic, Pic source)
    {
        const string Expected = "begin with the structure, merges, families and columns of that run";
        var (own, theirs) = (Untied(pic), Untied(source));
        if (own.Count != theirs.Count) return $"its circuit has {theirs.Count} units, and the options give one of {own.Count}; {Expected}";
        var same = own.Zip(theirs, (one, other) => one == other).TakeWhile(isSame => isSame).Count();
        if (same < own.Count) return $"its circuit differs at unit {same} from the one that the options give; {Expected}";
        var torn = Uses(pic, source).GroupBy(use => use.In).FirstOrDefault(same => same.Skip(1).Any());
        return torn is null ? null : $"its functions are tied less than the options say, {torn.Count()} of them would have to be one ({torn.Key.Sharing.ToString().ToLowerInvariant()} sharing); use none";
    }

    private static IEnumerable<FunctionSpec> Functions(Pic pic) => pic.Units.Units.SelectMany(unit => unit.Function.ToSeq());

    private static List<CircuitUnit> Untied(Pic pic) => [.. Share.With(Sharing.None, Sharing.None, Grouping.Circuit).Apply(pic).Match(alike => alike, _ => pic).Units.Units];

    private static void Copy(FreeWeights free, StoredModel source, QuadratureRule rule, ImmutableArray<Use> uses)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var theirs = Weights(source, rule);
        foreach (var (group, parameter) in free.Groups)
            foreach (var part in uses.Where(use => use.In.Group == group.Id).GroupBy(use => use.Of.Group))
            {
                using var piece = NewDisposeScope();
                Tensor Places(Func<Use, int> place) => tensor(part.Select(use => (long)place(use)).ToArray(), device: parameter.device);
                var rows = theirs[part.Key].index_select(0, Places(use => use.Of.Head)).to(parameter.dtype, parameter.device);
                parameter.index_copy_(0, Places(use => use.In.Head), rows.reshape([rows.shape[0], .. parameter.shape[1..]]));
            }

        free.Project();
    }

    /// <summary>The numbers of each group as free weights have them: raw outputs of densities, and weights of kernels.</summary>
    private static Dictionary<int, Tensor> Weights(StoredModel source, QuadratureRule rule)
    {
        if (source.Parameters is FreeWeights free) return free.Groups.ToDictionary(entry => entry.Group.Id, entry => (Tensor)entry.Parameter);
        var nets = (PicNets)source.Parameters;
        using var numbers = nets.Materialize(rule, forGradients: false, EngineKind.Reference);
        return nets.Nets.ToDictionary(net => net.Group.Id, net => net.Group.Signature.Match(
            density => net.Forward(FunctionTables.Points(net, rule, density)),
            _ => numbers.Tensors[net.Group.Id].clone()));
    }
}
