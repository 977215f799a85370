namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Numerics =
    [
        new("Runtime", "libtorch, its memory and scalars, threads, and random numbers that depend on a seed and a counter alone."),
        new("Families", "Input families on tensors: parameters of the circuit, log-densities, modes, moments."),
        new("Engines", "The contract of every engine: parameters of a circuit and evidence in, log-likelihoods and gradients out."),
        new("Engines/Layers", "What the engines on libtorch share: layers, the wires between them, constants as columns of the evidence."),
        new("Engines/Reference", "The reference engine: log space, one plain layer a file, autograd; the oracle of the others."),
        new("Engines/Scaled", "The scaled engine: linear space with the scale of each row kept apart as a power of two, on libtorch and any device."),
        new("Engines/Max", "Max-product: the maximum in place of each sum."),
        new("Engines/Fused/Kernels", "Vector code on raw buffers: registers, products of matrices, elementary functions, working memory."),
        new("Engines/Fused", "The fused engine on raw buffers, without tensors: each part of a circuit once for all rows that are equal there."),
        new("Engines/Fused/Nets", "The kernel nets of a PIC on raw buffers: Fourier features, tanh layers, heads, normalisation, and their gradients."),
        new("Engines/Registry", "From a folded circuit to an engine, which engine suits a device, and the fused engine on tensors."),
        new("Models", "Where the parameters of a circuit come from: nets of a PIC, free weights, fixed parameters."),
        new("Costs", "Operations and memory of a step or a query, from shapes alone."),
        new("Data", "Data sets: columns, rows in memory or in files, options and errors of readers."),
        new("Data/Tables/Dialect", "How a table is written in a text: encoding, separator, what is above it, names, decimal sign."),
        new("Data/Tables", "Tables of text."),
        new("Data/Sources", "Tables beside text: Parquet, JSON records and SQL by DuckDB, Arrow."),
        new("Data/Arrays", "Arrays of numbers: npy, npz, IDX."),
        new("Data/Images", "Images: folders of files, CIFAR-10, ImageNet, drawn shapes, colour transforms."),
        new("Data/Formats", "Which reader a path is for."),
        new("Questions", "Questions in words, P(a | b), E(a), Var(a), about columns by name: from text to what is asked for."),
        new("Models/Structures", "Structure that is learned from data: the mutual information of variables."),
        new("Inference/Passes", "A model under a rule, and the passes over it that queries share: forward, ancestral, flows."),
        new("Inference/Latents", "Samples of a PIC in its continuous latents."),
        new("Inference", "Queries, one per file."),
        new("Training/Adam", "The optimiser."),
        new("Training/Steps", "One step of training: settings, rows, the gradient of the loss, progress and records."),
        new("Training/Recovery", "Numerical failures: where they come from, and the state that a run goes back to."),
        new("Training", "Runs: steps, validations, states to go on from."),
        new("Storage", "Models and checkpoints as files."),
        new("Exchange", "Circuits from and for other programs."),
        new("Exchange/Onnx", "A circuit as an ONNX graph."),
        new("Verification", "Laws that every model must keep, checked on a model at hand."),
        new("Face", "The one way in for users: a model that is learned, asked, saved and loaded, and the one error of it all."),
    ];
}
