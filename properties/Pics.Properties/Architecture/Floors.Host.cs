namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Host =
    [
        new("Outcomes", "How a command ends: a failure in one sentence, and the signals that stop it."),
        new("Settings", "The options of runs and queries as values, and their form in JSON."),
        new("Machine", "The machine: device, threads, memory, libraries, and the engine that is chosen for them."),
        new("Fetch", "Downloads of the known data sets."),
        new("Show/Output", "Tables, CSV and text for people and programs."),
        new("Show/Pictures", "Rows of images as pictures."),
        new("Show/Drawing", "Circuits as drawings."),
        new("Runs/Data", "The rows of a run: where they are from, how they are read, what they are."),
        new("Runs/Models", "From the options of a run to its region graph, PIC and folded QPC, and whether they fit into memory."),
        new("Runs/Folders", "The files of a run folder: written, locked, read, and summarised."),
        new("Runs/Queries", "Queries of trained models: imputation, inpainting, rows as values, export."),
        new("Runs/Coded", "Coded files: how the model sees their rows, what their reader has, rows as files again."),
        new("Runs/Training", "The training of a run, from its beginning or from a checkpoint."),
        new("Verify", "Laws of exact inference checked on a model."),
        new("Bench", "Measurements of time and memory."),
        new("Show/Report", "A run, or several side by side, as a page."),
        new("Baselines", "Models of images that are no circuits, to compare with."),
        new("Cli/Options", "Options of the command line, bound to settings by name."),
        new("Experiments/Tables", "Models of real tables beside the peers of another library."),
        new("Experiments", "Named lists of training runs that make one table."),
        new("Experiments/Against", "Circuits beside baselines, each trained in the same time."),
        new("Cli/Verbs", "What each verb does with its settings."),
        new("Cli/Commands", "The grammar of the verbs: their options, and which verb they lead to."),
        new("Cli", "The tree of commands, exit codes, and the sentence of a failure on standard error."),
        new("", "The program."),
    ];
}
