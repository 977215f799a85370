namespace Pics.FSharp

open System.Threading
open Pics.Numerics

/// A model that is learned, asked, saved and loaded; each function takes the model last, and gives a result.
[<RequireQualifiedAccess>]
module PicModel =
    /// Learns from a file or folder of rows.
    let learn (path: string) : Result<PicModel, Fault> = PicLearning.Learn path |> Fault.result

    /// Learns from a file or folder of rows, with settings.
    let learnWith (settings: LearnSettings) (path: string) : Result<PicModel, Fault> = PicLearning.Learn(path, settings) |> Fault.result

    /// Learns from a data set, with settings.
    let learnRows (settings: LearnSettings) (data: Dataset) : Result<PicModel, Fault> = PicLearning.Learn(data, settings) |> Fault.result

    /// Learns from records, a column for each of their fields, with settings; None is not observed.
    let learnRecords (settings: LearnSettings) (records: 'record seq) : Result<PicModel, Fault> =
        PicLearning.Learn<'record>(records, settings) |> Fault.result

    /// Learns from a data set, telling of steps and validations, until it is cancelled: then it raises OperationCanceledException.
    let learnWatched (watch: LearningProgress -> unit) (cancellation: CancellationToken) (settings: LearnSettings) (data: Dataset) : Result<PicModel, Fault> =
        let progress = { new System.IProgress<LearningProgress> with member _.Report step = watch step }
        PicLearning.Learn(data, settings, progress, cancellation) |> Fault.result

    /// Opens the folder of a model, whoever wrote it.
    let load (folder: string) : Result<PicModel, Fault> = PicModel.Load folder |> Fault.result

    /// Writes the model into a folder that is new or empty.
    let save (folder: string) (model: PicModel) : Result<unit, Fault> = model.Save folder |> Fault.result |> Result.map ignore

    /// The answer to a question in words: P(sex=f | visits=4), E(age | job=a), Var(age).
    let ask (question: string) (model: PicModel) : Result<Answer, Fault> = model.Ask question |> Fault.result

    /// The answers to a question of each row: what the row observes is given besides what the question says.
    let askRows (question: string) (rows: Dataset) (model: PicModel) : Result<RowAnswers, Fault> = model.Ask(question, rows) |> Fault.result

    /// log p of what is observed, in nats and the data's own units.
    let logLikelihood (observed: Evidence) (model: PicModel) : Result<float, Fault> = model.LogLikelihood observed |> Fault.result

    /// log p of each row, in nats and the data's own units.
    let logLikelihoods (data: Dataset) (model: PicModel) : Result<float list, Fault> = model.LogLikelihoods data |> Fault.result |> Result.map List.ofSeq

    /// log p(wanted | given), in nats and the data's own units.
    let logProbability (wanted: Evidence) (given: Evidence) (model: PicModel) : Result<float, Fault> = model.LogProbability(wanted, given) |> Fault.result

    /// The distribution of a column given what else is known of the row.
    let posterior (column: string) (given: Evidence) (model: PicModel) : Result<ColumnPosterior, Fault> = model.Posterior(column, given) |> Fault.result

    /// Rows drawn from the model given what is known of each; equal seeds give equal rows.
    let sample (count: int) (given: Evidence) (seed: int64) (model: PicModel) : Result<Dataset, Fault> = model.Sample(count, given, seed) |> Fault.result

    /// The rows with what they do not observe filled.
    let complete (by: FillKind) (seed: int64) (data: Dataset) (model: PicModel) : Result<Dataset, Fault> = model.Complete(data, by, seed) |> Fault.result

    /// The rows of a file or folder with what they do not observe filled.
    let completeFile (by: FillKind) (seed: int64) (path: string) (model: PicModel) : Result<Dataset, Fault> = model.Complete(path, by, seed) |> Fault.result

    /// How well each row fits the model, in the order of the rows.
    let scores (data: Dataset) (model: PicModel) : Result<RowScore list, Fault> = model.Scores data |> Fault.result |> Result.map List.ofSeq

    /// How well each row of a file or folder fits the model.
    let scoresOfFile (path: string) (model: PicModel) : Result<RowScore list, Fault> = model.Scores path |> Fault.result |> Result.map List.ofSeq

    /// Why a row, counted from 0, is expected or not: each of its values beside what the rest lets expect.
    let explain (data: Dataset) (row: int) (model: PicModel) : Result<RowExplanation, Fault> = model.Explain(data, row) |> Fault.result

    /// A column of each row given the rest: probabilities of classes, or expectation and interval of a number.
    let predict (target: string) (interval: float) (data: Dataset) (model: PicModel) : Result<Predictions, Fault> =
        model.Predict(data, target, interval) |> Fault.result

    /// The model of the other columns given evidence about whole ones; owned by the caller.
    let condition (given: Evidence) (model: PicModel) : Result<PicModel, Fault> = model.Condition given |> Fault.result

    /// The model of some columns, the others summed out; owned by the caller.
    let marginal (columns: string list) (model: PicModel) : Result<PicModel, Fault> = model.Marginal columns |> Fault.result
