using System.Security.Cryptography;

namespace Pics.Numerics;

/// <summary>The numbers of a circuit that the coder reads, with the same bits on every machine, and their checksum.</summary>
/// <param name="kernels">The weights of the sums of each group; owned.</param>
/// <param name="densities">The distributions of each group of finitely many values.</param>
/// <param name="cells">Those of other families over the symbols of a variable, by group, head and variable.</param>
internal sealed class CodingTables(Dictionary<int, NumberTable> kernels, Dictionary<int, CodedDensity> densities, Dictionary<(int Group, int Head, int Variable), CodedDensity> cells) : IDisposable
{
    /// <summary>SHA-256 of all tables.</summary>
    public byte[] Checksum { get; private init; } = [];

    /// <summary>Channels of the variables.</summary>
    public int Channels => densities.Values.Select(density => density.Channels).DefaultIfEmpty(1).Max();

    /// <summary>The weights of the sums of a group, [H, K_out, K_in].</summary>
    public NumberTable Kernel(int group) => kernels[group];

    /// <summary>The distributions of an input unit over the symbols of its variable, and which of them is its own.</summary>
    public (CodedDensity Density, int Head) Density(FunctionSpec function, int variable) => densities.TryGetValue(function.Group, out var finite) ? (finite, function.Head) : (cells[(function.Group, function.Head, variable)], 0);

    /// <summary>The tables of a model under a rule, of as many nodes as the model has where its numbers are at nodes of their own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">Of variables whose family has no largest value, what the symbols are.</param>
    public static CodingTables Of(HostModel model, QuadratureRule rule, IReadOnlyDictionary<int, SymbolRuns> runs)
    {
        var (kernels, densities, cells) = (new Dictionary<int, NumberTable>(), new Dictionary<int, CodedDensity>(), new Dictionary<(int, int, int), CodedDensity>());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var group in model.Pic.Groups)
            if (group.Signature is FunctionSignature.Density { Family: var family })
            {
                if (family.Values.Case is int values)
                {
                    var made = ExactDensities.Of(model, group, family, values, rule);
                    densities.Add(group.Id, made);
                    made.Sum(hash);
                    continue;
                }

                var raw = ExactDensities.Raw(model, group, rule);
                foreach (var (head, variable) in Inputs(model.Pic, group.Id))
                {
                    var made = ExactDensities.Of(raw, ParameterShapes.Heads(group), head, model.IsFixed, family, runs[variable]);
                    cells.Add((group.Id, head, variable), made);
                    made.Sum(hash);
                }
            }
            else
            {
                var made = model.IsPlain ? Rounded(model[ParameterShapes.NameOf(group.Id)]) : new ExactNets(model, group, rule).Kernels();
                kernels.Add(group.Id, made);
                hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(made.Numbers<float>()));
            }

        return new(kernels, densities, cells) { Checksum = hash.GetHashAndReset() };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in kernels.Values) table.Dispose();
    }

    /// <summary>The heads of a group of densities and the variables that they are of, in an order that the circuit alone tells.</summary>
    private static IEnumerable<(int Head, int Variable)> Inputs(Pic pic, int group) => pic.Units.Units.OfType<CircuitUnit.Input>()
        .Where(input => input.Density.Group == group && input.Observation is Observation.Open)
        .Select(input => (input.Density.Head, input.Variable)).Distinct().Order();

    private static NumberTable Rounded(NumberTable table)
    {
        var to = NumberTable.New(isDouble: false, table.Shape);
        for (var place = 0L; place < table.Count; place++) to[place] = table[place];
        return to;
    }
}
