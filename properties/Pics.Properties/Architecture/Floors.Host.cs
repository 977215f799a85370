namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Host =
    [
        new("Outcomes", "How a command ends: a failure in one sentence, and the signals that stop it."),
        new("Settings", "The options of runs and queries as values, and their form in JSON."),
        new("Machine", "What a run stands on: device, threads, engine, memory, libraries."),
        new("Fetch", "Downloads of the known data sets."),
        new("Show/Output", "Tables, CSV and text for people and programs."),
        new("Show/Pictures", "Rows of images as pictures."),
        new("Show/Drawing", "Circuits as drawings."),
        new("Questions", "The language of query."),
        new("Runs/Data", "The rows of a run: where they are from, how they are read, what they are."),
        new("Runs/Roads", "The road from a run's region graph to its folded QPC, and whether it fits into memory."),
        new("Runs/Folders", "What runs leave in their folders, and what that says of them."),
        new("Runs/Answers", "Trained models that are asked: fills, inpaintings, values of rows, exports."),
        new("Runs/Jobs", "The training of a run, from its beginning or from a checkpoint on."),
        new("Verify", "Laws of exact inference checked on a model."),
        new("Bench", "Measurements of time and memory."),
        new("Show/Report", "A run, or several side by side, as a page."),
        new("Cli/Options", "Options of the command line, bound to settings by name."),
        new("Experiments", "Named lists of training runs that make one table."),
        new("Cli/Verbs", "What each verb does with its settings."),
        new("Cli/Commands", "The grammar of the verbs: their options, and which verb they lead to."),
        new("Cli", "The command line, and how its outcome is told."),
        new("", "The program."),
    ];
}
