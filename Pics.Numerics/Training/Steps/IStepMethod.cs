namespace Pics.Numerics;

/// <summary>How a batch changes the parameters: by gradients, or by counts.</summary>
internal interface IStepMethod : IDisposable
{
    /// <summary>What is kept from step to step.</summary>
    IOptimiser Optimiser { get; }

    /// <summary>Whether gradients go back from the parameters of the circuit to those that are trained.</summary>
    bool GoesBack { get; }

    /// <summary>The sums over the rows of a batch, of the shapes of the parameters of the circuit: gradients of the loss, or counts.</summary>
    CircuitTensors Sums { get; }

    /// <summary>Goes on at another K.</summary>
    /// <param name="like">Parameters of the circuit, for their shapes.</param>
    void Reshape(CircuitTensors like);

    /// <summary>Looks at some rows of a batch, and gives the sums of the log-likelihoods of each part, not divided by Z, [parts] of float64.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="rows">Those to look at.</param>
    /// <param name="into">Where what they add to <see cref="Sums"/> goes.</param>
    Tensor Look(ICircuitEngine engine, CircuitTensors numbers, int batch, RowsAtHand rows, CircuitTensors into);

    /// <summary>Completes <see cref="Sums"/>, in which all rows are, by what is not of a row; gives log Z, [] of float64, or null where it is zero.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="batch">Rows of the batch.</param>
    /// <param name="noEvidence">One row that observes nothing.</param>
    Tensor? Complete(ICircuitEngine engine, CircuitTensors numbers, int batch, Func<Tensor> noEvidence);

    /// <summary>Changes the parameters by what was seen.</summary>
    /// <param name="numbers">Those that were looked at.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="team">Who else works on the step.</param>
    /// <param name="faults">Where nothing is to be asked of the device: becomes NaN if something is not finite, [] of float64. Null to look at once.</param>
    /// <param name="lap">Told each part when it is done.</param>
    StepResult Change(Materialization numbers, double rate, Team team, Tensor? faults, Action<StepPart>? lap);
}
