namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Numerics =
    [
        new("Runtime", "libtorch: where it is found, its memory, its scalars, its threads."),
        new("Collectives", "Ranks that work on one run and exchange bytes: the seam, and threads of one process behind it."),
        new("Collectives/Mpi", "The same by processes under MPI: Open MPI, MPICH and the standard interface."),
        new("Families", "Input families on tensors: parameters of the circuit, log-densities, modes, moments."),
        new("Engines", "The contract of every engine: parameters of a circuit and evidence in, log-likelihoods and gradients out."),
        new("Engines/Layers", "What the engines on libtorch share: layers, the wires between them, constants as columns of the evidence."),
        new("Engines/Reference", "The reference engine: log space, one plain layer a file, autograd; the oracle of the others."),
        new("Engines/Scaled", "The scaled engine: linear space with the scale of each row kept apart as a power of two, on libtorch and any device."),
        new("Engines/Max", "Max-product: the maximum in place of each sum."),
        new("Engines/Registry", "From a folded circuit to an engine, which engine suits a device, and the fused engine on tensors."),
        new("Models", "Where the parameters of a circuit come from when it is trained: nets of a PIC, free weights, fixed parameters."),
        new("Costs", "Operations and memory of a step or a query, from shapes alone."),
        new("Data", "Rows as tensors."),
        new("Data/Sources", "Tables beside text: Parquet, JSON records and SQL by DuckDB, Arrow."),
        new("Data/Images", "Images: folders of files, CIFAR-10, ImageNet, drawn shapes, colour transforms."),
        new("Data/Formats", "Which reader a path is for."),
        new("Models/Structures", "Structure that is learned from data: the mutual information of variables."),
        new("Inference/Latents", "Samples of a PIC in its continuous latents."),
        new("Inference", "Queries whose rows and answers are tensors, on any device."),
        new("Training/Ranks", "A step on many ranks: parts of a batch, sums in one tree, nets dealt out."),
        new("Training/Optimisers", "Adam for gradients, EM for counts."),
        new("Training/Steps", "One step of training: settings, rows, the gradient of the loss, progress and records."),
        new("Training/Recovery", "Numerical failures: where they come from, and the state that a run goes back to."),
        new("Training", "Runs: steps, validations, states to go on from."),
        new("Storage", "Models on tensors and checkpoints as files; tables with types."),
        new("Exchange", "Circuits for other programs."),
        new("Exchange/Onnx", "A circuit as an ONNX graph."),
        new("Verification", "Laws that every model must keep, checked on a model at hand."),
        new("Face", "A model that is learned, its tensors, and rows in files of all kinds."),
    ];
}
