namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Asking =
    [
        new("Runtime", "Threads, memory of the system, and random numbers that depend on a seed and a counter alone."),
        new("Training", "How a run ended: what models say of themselves."),
        new("Families", "Input families in plain numbers: parameters of the circuit, parts of values, tails."),
        new("Numbers", "Parameters of a circuit and rows of evidence in plain memory."),
        new("Engines", "What engines are called, and where nets are evaluated."),
        new("Engines/Fused/Kernels", "Vector code on raw buffers: registers, products of matrices, elementary functions, working memory."),
        new("Engines/Fused", "The fused engine on raw buffers: each part of a circuit once for all rows that are equal there."),
        new("Engines/Fused/Nets", "The nets of a PIC on raw buffers: Fourier features, tanh layers, heads, normalisation, and the gradients of those of kernels."),
        new("Models", "A stored model in plain memory, and the parameters of its circuit under a rule."),
        new("Coding/Exact", "Numbers of a circuit with the same bits on every machine: functions, nets, distributions in whole parts."),
        new("Coding", "Rows of symbols as bytes and back: the order of variables, the steps of a row, numeral systems, blocks."),
        new("Data", "Data sets: columns, rows in memory or in files, options and errors of readers."),
        new("Data/Tables/Dialect", "How a table is written in a text: encoding, separator, what is above it, names, decimal sign."),
        new("Data/Tables", "Tables of text."),
        new("Data/Arrays", "Arrays of numbers: npy, npz, IDX."),
        new("Questions", "Questions in words, P(a | b), E(a), Var(a), about columns by name: from text to what is asked for."),
        new("Inference/Passes", "A circuit under a rule, and the passes over it that queries share: forward, ancestral, flows."),
        new("Inference", "Queries, one per file."),
        new("Storage", "Models as files."),
        new("Coding/Columns", "Values of columns as whole numbers, and runs of them as symbols: rows of data sets as blocks of bytes."),
        new("Coding/Files", "The sections of a coded file, and what it says before its blocks."),
        new("Exchange", "Circuits from other programs."),
        new("Face", "The one way in for users: a model that is opened, asked and saved, and the one error of it all."),
        new("Coding/Texts", "What the text of a table has beyond its rows."),
        new("Codec", "Rows as a coded file and back, under a model that is in it or beside it."),
    ];
}
