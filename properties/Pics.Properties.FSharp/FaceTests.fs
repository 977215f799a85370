module Pics.Properties.FSharp.FaceTests

open System
open System.IO
open Xunit
open Pics.Numerics
open Pics.FSharp

/// Rows of a sex and a number of visits that depends on it.
type Person = { Sex: string; Visits: int option }

let private people =
    [ for row in 0..199 -> { Sex = (if row % 2 = 0 then "f" else "m"); Visits = if row % 10 = 9 then None else Some(row % 2 + row % 3) } ]

let private settings = LearnSettings.defaults |> LearnSettings.withK 4 |> LearnSettings.withWidth 8 |> LearnSettings.withEpochs 3

let private learned = lazy (PicModel.learnRecords settings people |> Fault.orThrow)

let private probability question model =
    match PicModel.ask question model |> Fault.orThrow with
    | Probability(value, _) -> value
    | Distribution _ | Mean _ | Variance _ | Quantile _ | MostProbable _ | Next _ as other -> failwith $"{other}"

/// Learns from records, asks, and keeps the model; the first fault ends it.
let learnAskKeep (question: string) (folder: string) (people: Person seq) =
    let few = LearnSettings.defaults |> LearnSettings.withK 4 |> LearnSettings.withEpochs 3

    PicModel.learnRecords (few |> LearnSettings.withWidth 8) people
    |> Result.bind (fun learned ->
        use model = learned

        PicModel.ask question model
        |> Result.bind (fun answer -> PicModel.save folder model |> Result.map (fun () -> answer)))
    |> Result.mapError Fault.explain

/// What a model says, in words of one's own.
let say (model: PicModel) =
    let known = evidence [ "Visits", Number 1.0 ]
    let visitors = PicModel.posterior "Sex" known model |> Fault.orThrow

    match PicModel.ask "P(Sex=f | Visits=1)" model |> Fault.orThrow with
    | Probability(value, log) -> $"{value} (log {log} nats), most probable {visitors.Mode}"
    | Distribution table -> String.concat ", " [ for label, probability in table -> $"{label}: {probability}" ]
    | Mean number
    | Variance number
    | Quantile number -> $"{number}"
    | MostProbable(values, probability) -> $"{values} ({probability})"
    | Next columns -> String.concat ", " [ for column, bits in columns -> $"{column}: {bits} bits" ]

[<Fact>]
let ``The example of the manual learns, asks and keeps`` () =
    let folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())

    try
        match learnAskKeep "P(Sex=f)" folder people with
        | Ok answer ->
            use again = PicModel.load folder |> Fault.orThrow
            Assert.Equal(answer.Value, probability "P(Sex=f)" again)
            Assert.Contains(", most probable ", say again)
        | Error sentence -> failwith sentence
    finally
        Directory.Delete(folder, recursive = true)

    match learnAskKeep "P(Sexx=f)" folder people with
    | Error sentence -> Assert.StartsWith("at character 3: there is no column 'Sexx'; expected ", sentence, StringComparison.Ordinal)
    | Ok answer -> failwith $"{answer}"

[<Fact>]
let ``A model is learned from records and asked`` () =
    let women = probability "P(Sex=f | Visits=1)" learned.Value
    Assert.Equal(1.0, women + probability "P(Sex=m | Visits=1)" learned.Value, 1e-6)
    let known = evidence [ "Visits", Number 1.0 ]
    let log = PicModel.logProbability (evidence [ "Sex", Text "f" ]) known learned.Value |> Fault.orThrow
    Assert.Equal(women, exp log, 1e-6)
    let posterior = PicModel.posterior "Sex" known learned.Value |> Fault.orThrow
    Assert.Equal(women, (posterior.Probabilities |> Seq.find (fun entry -> entry.Label = "f")).Probability, 1e-6)

[<Fact>]
let ``Rows are drawn and scored, and a model is smaller given evidence`` () =
    let rows = PicModel.sample 5 (evidence [ "Sex", Text "m" ]) 1L learned.Value |> Fault.orThrow
    let scores = PicModel.scores rows learned.Value |> Fault.orThrow
    Assert.Equal<float list>(PicModel.logLikelihoods rows learned.Value |> Fault.orThrow, [ for score in scores -> score.LogLikelihood ])
    use smaller = PicModel.condition (evidence [ "Sex", Text "m" ]) learned.Value |> Fault.orThrow
    Assert.Equal(1, smaller.Form.Variables)

[<Fact>]
let ``A model is saved and loaded, and what is not understood is a fault`` () =
    let folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())

    try
        PicModel.save folder learned.Value |> Fault.orThrow
        use again = PicModel.load folder |> Fault.orThrow
        Assert.Equal(probability "P(Sex=f)" learned.Value, probability "P(Sex=f)" again)
    finally
        Directory.Delete(folder, recursive = true)

    match PicModel.ask "P(Sexx=f)" learned.Value with
    | Error(Fault.Question _) -> ()
    | other -> failwith $"{other}"
