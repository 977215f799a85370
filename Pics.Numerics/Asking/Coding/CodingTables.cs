using System.Security.Cryptography;

namespace Pics.Numerics;

/// <summary>The numbers of a circuit that the coder reads, with the same bits on every machine, and their checksum.</summary>
/// <param name="kernels">The weights of the sums of each group; owned.</param>
/// <param name="densities">The distributions of each group.</param>
internal sealed class CodingTables(Dictionary<int, NumberTable> kernels, Dictionary<int, CodedDensity> densities) : IDisposable
{
    /// <summary>SHA-256 of all tables.</summary>
    public byte[] Checksum { get; private init; } = [];

    /// <summary>Channels of the variables.</summary>
    public int Channels => densities.Values.Max(density => density.Channels);

    /// <summary>The weights of the sums of a group, [H, K_out, K_in].</summary>
    public NumberTable Kernel(int group) => kernels[group];

    /// <summary>The distributions of a group.</summary>
    public CodedDensity Density(int group) => densities[group];

    /// <summary>The tables of a model under a rule, of as many nodes as the model has where its numbers are at nodes of their own.</summary>
    public static CodingTables Of(HostModel model, QuadratureRule rule)
    {
        var (kernels, densities) = (new Dictionary<int, NumberTable>(), new Dictionary<int, CodedDensity>());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var group in model.Pic.Groups)
            if (group.Signature is FunctionSignature.Density density)
            {
                var made = ExactDensities.Of(model, group, density, rule);
                densities.Add(group.Id, made);
                made.Sum(hash);
            }
            else
            {
                var made = model.IsPlain ? Rounded(model[ParameterShapes.NameOf(group.Id)]) : new ExactNets(model, group, rule).Kernels();
                kernels.Add(group.Id, made);
                hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(made.Numbers<float>()));
            }

        return new(kernels, densities) { Checksum = hash.GetHashAndReset() };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var table in kernels.Values) table.Dispose();
    }

    private static NumberTable Rounded(NumberTable table)
    {
        var to = NumberTable.New(isDouble: false, table.Shape);
        for (var place = 0L; place < table.Count; place++) to[place] = table[place];
        return to;
    }
}
