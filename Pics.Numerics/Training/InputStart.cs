namespace Pics.Numerics;

/// <summary>Where the input units of a fresh model begin.</summary>
/// <remarks>
/// Real numbers are centred and scaled before a circuit sees them, so nets begin where they are. Counts and levels stay as they are, and so it is the
/// outputs of the nets that are moved: those of fresh nets would be a rate of 1 whatever the rows have. Units that share one function begin at the mean of
/// their outputs. Nets without biases cannot be moved, and begin as they are.
/// </remarks>
public static class InputStart
{
    /// <summary>Moves the outputs of a fresh model, so that its distributions of counts, levels and numbers that are not centred begin where the rows are, whatever unit they have. Others are left as they are.</summary>
    /// <param name="model">Fresh; changed in place.</param>
    /// <param name="rows">Those that it will learn from; read once, if there is anything to move.</param>
    /// <exception cref="RowsLostException">Rows cannot be read any more.</exception>
    public static void StartAt(this StoredModel model, Dataset rows)
    {
        var inputs = model.Pic.Units.Units.OfType<CircuitUnit.Input>()
            .Where(input => input.Observation is Observation.Open && input.Density.Signature.Match(density => FirstOutputs.Has(density.Family), _ => false))
            .ToLookup(input => input.Density.Group);
        if (inputs.Count == 0) return;
        var seen = Seen(rows, [.. inputs.SelectMany(group => group).Select(input => input.Variable).Distinct()]);
        foreach (var group in model.Pic.Groups.Where(group => inputs.Contains(group.Id)))
            group.Signature.Match(
                density =>
                {
                    Move(model, group, density, Wanted(group, density.Family, inputs[group.Id], seen));
                    return LanguageExt.Unit.Default;
                },
                _ => LanguageExt.Unit.Default);
    }

    /// <summary>What is seen of each place of a row, [variables, channels] flattened; of some variables.</summary>
    private static SeenValues[] Seen(Dataset rows, ImmutableArray<int> variables)
    {
        var seen = new SeenValues[rows.Dimensions];
        var values = new double[rows.Dimensions];
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.See(row, values);
            foreach (var variable in variables)
                for (var place = variable * rows.Channels; place < (variable + 1) * rows.Channels; place++)
                    if (!double.IsNaN(values[place]))
                        seen[place].Add(values[place]);
        }

        return seen;
    }

    /// <summary>The outputs of each head, [H, C * P]; NaN where any will do.</summary>
    private static double[,] Wanted(FunctionGroup group, InputFamily family, IEnumerable<CircuitUnit.Input> inputs, SeenValues[] seen)
    {
        var heads = group.Sharing == Sharing.Full ? 1 : group.Functions;
        var (sums, counts) = (new double[heads, family.Parameters], new double[heads, family.Parameters]);
        foreach (var input in inputs)
            for (var channel = 0; channel < family.Channels; channel++)
            {
                if (seen[(input.Variable * family.Channels) + channel] is not { Count: > 0 } values) continue;
                foreach (var (parameter, output) in FirstOutputs.Of(family, values).Index().Where(wanted => !double.IsNaN(wanted.Item)))
                {
                    sums[input.Density.Head, (channel * family.ParametersAChannel) + parameter] += output;
                    counts[input.Density.Head, (channel * family.ParametersAChannel) + parameter]++;
                }
            }

        for (var head = 0; head < heads; head++)
            for (var output = 0; output < family.Parameters; output++)
                sums[head, output] /= counts[head, output]; // NaN for none
        return sums;
    }

    /// <summary>Moves the means over the nodes to what is wanted.</summary>
    private static void Move(StoredModel model, FunctionGroup group, FunctionSignature.Density density, double[,] wanted)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        Tensor Change(Tensor means) => (tensor(wanted, dtype: means.dtype, device: means.device) - means).nan_to_num(0, 0, 0);
        if (model.Parameters is PicNets nets)
        {
            var net = nets.Nets.First(net => net.Group.Id == group.Id);
            var points = FunctionTables.Points(net, model.Rule.Create().IfLeft(error => throw new ArgumentException(error.Explain())), density);
            net.Head.Bias?.Plus_(Change(net.Forward(points).mean([1])).unsqueeze(1));
        }
        else
        {
            var weights = model.Parameters.Named.First(entry => entry.Name == CircuitTensors.NameOf(group.Id)).Tensor; // [H, K, C, P]
            weights.Plus_(Change(weights.mean([1]).flatten(1)).reshape(weights.shape[0], 1, weights.shape[2], weights.shape[3]));
        }
    }
}
