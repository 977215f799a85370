namespace Pics.Numerics;

/// <summary>The function of an input unit in the host's memory, read as numbers of float64.</summary>
/// <param name="start">Its parameters, [K, C, V] as in <see cref="CircuitNumbers"/>, of float32 or float64.</param>
/// <param name="isSingle">Whether they are of float32.</param>
/// <param name="family">Its family.</param>
/// <param name="entries">V.</param>
internal readonly unsafe struct HostFunction(nint start, bool isSingle, InputFamily family, int entries)
{
    /// <summary>V: values of a channel, or the parameters of its density.</summary>
    public int Entries => entries;

    /// <summary>A parameter.</summary>
    public double this[int node, int channel, int entry]
    {
        get
        {
            var place = ((((long)node * family.Channels) + channel) * entries) + entry;
            return isSingle ? ((float*)start)[place] : ((double*)start)[place];
        }
    }

    /// <summary>log p of a value, in nats; minus infinity for what is no value.</summary>
    public double LogDensity(int node, int channel, double value)
    {
        if (family.Values.IsSome) return value >= 0 && value < entries ? this[node, channel, (int)value] : double.NegativeInfinity;
        if (family is not InputFamily.Gaussian) return PoissonRun.LogProbability(value, this[node, channel, 0]);
        var apart = (value - this[node, channel, 0]) * Math.Exp(-this[node, channel, 1]);
        return (apart * apart / -2) - this[node, channel, 1] - (Math.Log(2 * Math.PI) / 2);
    }

    /// <summary>The probability of each value of a channel at each node, [K, V].</summary>
    public double[] Probabilities(int nodes, int channel)
    {
        var probabilities = new double[nodes * entries];
        for (var place = 0; place < probabilities.Length; place++) probabilities[place] = Math.Exp(this[place / entries, channel, place % entries]);
        return probabilities;
    }
}
