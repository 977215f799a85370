namespace Pics.FSharp

open Pics.Numerics

/// Rows of a data set.
[<RequireQualifiedAccess>]
module Rows =
    /// Rows from a file or folder; of several parts the training rows.
    let read (path: string) : Result<Dataset, Fault> = DataFormats.Read(path, ReadOptions.Default) |> toResult |> Result.mapError Fault.Data |> Result.map _.Train

    /// A column for each field of some records; None is not observed.
    let ofRecords (records: 'record seq) : Result<Dataset, Fault> = Table.Of<'record> records |> toResult |> Result.mapError Fault.Data

    /// The texts of each row, one a column; empty where not observed.
    let texts (data: Dataset) : string list list = [ for row in 0 .. data.Rows - 1 -> List.ofSeq (data.Texts row) ]

    /// Writes a table with its headings, atomically; compressed if the name ends with .gz.
    let writeCsv (path: string) (data: Dataset) : Result<unit, Fault> = data.WriteCsv path |> toResult |> Result.mapError Fault.Model |> Result.map ignore
