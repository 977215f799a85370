namespace Pics.Numerics;

/// <summary>Rows of symbols as bytes and back, under the circuit of a model: blocks of rows, each by itself.</summary>
internal sealed class CircuitCoder : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentBag<CodingRun> idle = [];
    private readonly CodingTables tables;

    /// <summary>A coder of a model under a rule.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rule">The rule; for a plain circuit of as many nodes as it has.</param>
    /// <param name="given">Variables that the reader has.</param>
    /// <param name="runs">Of variables whose symbols stand for several numbers, which; of all whose family has no largest value.</param>
    public CircuitCoder(HostModel model, QuadratureRule rule, IReadOnlyCollection<int> given, IReadOnlyDictionary<int, SymbolRuns> runs)
    {
        var circuit = Materialize.With(rule).Apply(model.Pic).IfLeft(error => throw new ArgumentException(error.Explain()));
        Plan = CodingPlan.Cheapest(circuit, model.IsNormalised, given);
        tables = CodingTables.Of(model, rule, runs);
        Places = circuit.Scope.Columns * tables.Channels;
    }

    /// <summary>What is done for a row.</summary>
    public CodingPlan Plan { get; }

    /// <summary>Of all tables.</summary>
    public byte[] Checksum => tables.Checksum;

    /// <summary>Symbols of a row.</summary>
    public int Places { get; }

    /// <summary>The bytes of a block.</summary>
    /// <param name="symbols">Rows of symbols, [rows, variables, channels]; minus one where missing.</param>
    /// <param name="numbers">The numbers that they stand for, likewise; empty where they are numbers themselves.</param>
    /// <param name="rows">How many.</param>
    /// <param name="model">What is known of places apart from the circuit.</param>
    public byte[] Encode(int[] symbols, long[] numbers, int rows, PlaceModel model)
    {
        var writer = new BlockWriter(symbols, numbers, Places, model);
        With(run =>
        {
            for (; writer.First < rows; writer.First += CodingRun.MostRows) run.Run(Math.Min(CodingRun.MostRows, rows - writer.First), writer);
        });
        return writer.Bytes();
    }

    /// <summary>The rows of a block; false where the bytes cannot be those of one.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="symbols">Where they go, [rows, variables, channels]; what is given is there.</param>
    /// <param name="numbers">Where the numbers go that they stand for, likewise; empty where they are numbers themselves.</param>
    /// <param name="rows">How many are wanted.</param>
    /// <param name="model">What is known of places apart from the circuit.</param>
    /// <param name="areAll">Whether the block has no more.</param>
    public bool Decode(ReadOnlyMemory<byte> bytes, int[] symbols, long[] numbers, int rows, PlaceModel model, bool areAll = true)
    {
        var stream = new RansReader(bytes);
        var reader = new BlockReader(stream, symbols, numbers, Places, model);
        With(run =>
        {
            for (; reader.First < rows && !stream.IsDamaged; reader.First += CodingRun.MostRows) run.Run(Math.Min(CodingRun.MostRows, rows - reader.First), reader);
        });
        return areAll ? stream.IsDone : !stream.IsDamaged;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in idle) run.Dispose();
        tables.Dispose();
    }

    private void With(Action<CodingRun> use)
    {
        var run = idle.TryTake(out var found) ? found : CodingRun.Of(Plan, tables);
        try
        {
            use(run);
        }
        finally
        {
            idle.Add(run);
        }
    }
}
