namespace Pics.Numerics;

/// <summary>Whether evidence fits a model.</summary>
internal static class EvidenceCheck
{
    /// <summary>What is wrong with evidence, if something is. Cost: one pass over it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    public static QueryError? Find(QpcModel model, Tensor evidence)
    {
        if (evidence.dtype is not (ScalarType.Int64 or ScalarType.Float64) || evidence.dim() != 3 || evidence.shape[1] < model.Variables || evidence.shape[2] != model.Channels)
            return new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels);
        if (model.Families.IsEmpty || evidence.shape[0] == 0) return null;
        using var scope = NewDisposeScope();
        var variables = tensor(model.Families.Keys.Select(variable => (long)variable).ToArray(), device: evidence.device);
        var values = evidence.index_select(1, variables);
        var wrong = evidence.dtype == ScalarType.Int64 ? IsTooLarge(model, values) : IsTooLarge(model, values) | IsBroken(model, values);
        if (!wrong.any().item<bool>()) return null;
        var place = wrong.nonzero()[0].cpu().data<long>().ToArray();
        var variable = model.Families.Keys.ElementAt((int)place[1]);
        return new QueryError.BadValue(place[0], variable, values[place[0], place[1], place[2]].to(ScalarType.Float64).item<double>(), model.Families[variable]);
    }

    /// <summary>What is wrong with evidence that something is to be said given it: it must have positive probability in every row.</summary>
    public static QueryError? FindGiven(QpcModel model, Tensor evidence)
    {
        if (Find(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        return FirstImpossible(LogLikelihood.Blocks(model, evidence)) is { } row ? new QueryError.Impossible(row) : null;
    }

    /// <summary>What is wrong with evidence that is to be completed: it must be able to hold the values.</summary>
    public static QueryError? FindCompletable(QpcModel model, Tensor evidence) => Find(model, evidence)
        ?? (model.IsReal && evidence.dtype != ScalarType.Float64 ? new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels) : null);

    /// <summary>The first row whose log-likelihood is minus infinity.</summary>
    public static long? FirstImpossible(Tensor logLikelihood)
    {
        using var scope = NewDisposeScope();
        var rows = logLikelihood.isneginf().nonzero();
        return rows.shape[0] == 0 ? null : rows[0, 0].item<long>();
    }

    private static Tensor IsTooLarge(QpcModel model, Tensor values)
    {
        var most = model.Families.Values.Select(family => family.Values.Match(count => count - 1.0, () => double.MaxValue)).ToArray();
        return values.gt(tensor(most, device: values.device).view(1, -1, 1));
    }

    /// <summary>Fractions and negative numbers where whole numbers are expected; infinity everywhere.</summary>
    private static Tensor IsBroken(QpcModel model, Tensor values)
    {
        var isWhole = tensor(model.Families.Values.Select(family => family is not InputFamily.Gaussian).ToArray(), device: values.device).view(1, -1, 1);
        var broken = values.ne(values.floor()) | values.lt(Held.Of(0));
        return ((broken & isWhole) | values.isinf()) & values.isnan().logical_not();
    }
}
