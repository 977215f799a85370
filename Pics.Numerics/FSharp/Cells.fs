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

    /// The answer to a question: a probability and its logarithm in nats, a distribution, a mean, a variance, a quantile (NaN for labels in an order), the values that are the most probable together with their probability, or the columns that say most, in bits.
    let (|Probability|Distribution|Mean|Variance|Quantile|MostProbable|Next|) (answer: Answer) =
        answer.Match(
            Func<_, _>(fun (one: Answer.Probability) -> Probability(one.Value, one.Log)),
            Func<_, _>(fun (all: Answer.Distribution) -> Distribution [ for entry in all.Probabilities -> entry.Label, entry.Probability ]),
            Func<_, _>(fun (mean: Answer.Mean) -> Mean mean.Number),
            Func<_, _>(fun (variance: Answer.Variance) -> Variance variance.Number),
            Func<_, _>(fun (quantile: Answer.Quantile) -> Quantile quantile.Value),
            Func<_, _>(fun (best: Answer.MostProbable) -> MostProbable([ for value in best.Values -> value.Column, value.Text ], best.Value)),
            Func<_, _>(fun (next: Answer.Next) -> Next [ for column in next.Columns -> column.Column, column.Bits ])
        )
