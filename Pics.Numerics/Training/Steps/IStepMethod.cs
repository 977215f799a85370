namespace Pics.Numerics;

/// <summary>How a batch changes the parameters: by gradients, or by counts.</summary>
internal interface IStepMethod : IDisposable
{
    /// <summary>What is kept from step to step.</summary>
    IOptimiser Optimiser { get; }

    /// <summary>Whether gradients go back from the parameters of the circuit to those that are trained.</summary>
    bool GoesBack { get; }

    /// <summary>Goes on at another K.</summary>
    /// <param name="like">Parameters of the circuit, for their shapes.</param>
    void Reshape(CircuitTensors like);

    /// <summary>Looks at a batch and gives its mean normalised log-likelihood, [] of float64.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="evidence">Given a place in the batch and a number of rows, those rows.</param>
    /// <param name="noEvidence">One row that observes nothing.</param>
    Tensor Look(ICircuitEngine engine, CircuitTensors numbers, int rows, Func<int, int, Tensor> evidence, Func<Tensor> noEvidence);

    /// <summary>Changes the parameters by what was seen.</summary>
    /// <param name="numbers">Those that were looked at.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="faults">Where nothing is to be asked of the device: becomes NaN if something is not finite, [] of float64. Null to look at once.</param>
    /// <param name="lap">Told each part when it is done.</param>
    StepResult Change(Materialization numbers, double rate, Tensor? faults, Action<StepPart>? lap);
}
