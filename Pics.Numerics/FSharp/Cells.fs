namespace Pics.FSharp

open System
open Pics.Numerics

/// A cell of a row, as it is written.
type Cell =
    /// A label, or a number as a text.
    | Text of string
    /// A number in the data's own units.
    | Number of float

/// What is observed of a row, and what is answered.
[<AutoOpen>]
module Cells =
    /// What is observed of a row, column by column; whether there are such columns and values is looked up when a model is asked.
    let evidence (cells: (string * Cell) list) : Evidence =
        (Evidence.Nothing, cells)
        ||> List.fold (fun known (column, cell) ->
            match cell with
            | Text text -> known.And(column, text)
            | Number number -> known.And(column, number))

    /// The answer to a question: a probability and its logarithm in nats, a distribution, a mean or a variance.
    let (|Probability|Distribution|Mean|Variance|) (answer: Answer) =
        answer.Match(
            Func<_, _>(fun (one: Answer.Probability) -> Probability(one.Value, one.Log)),
            Func<_, _>(fun (all: Answer.Distribution) -> Distribution [ for entry in all.Probabilities -> entry.Label, entry.Probability ]),
            Func<_, _>(fun (mean: Answer.Mean) -> Mean mean.Number),
            Func<_, _>(fun (variance: Answer.Variance) -> Variance variance.Number)
        )
