namespace Pics.FSharp

open System
open LanguageExt
open Pics.Algebra
open Pics.Numerics

/// Whatever the library refuses, by the part that refuses it.
[<RequireQualifiedAccess>]
type Fault =
    /// Graphs, circuits, rules or documents of the algebra.
    | Algebra of PicsError
    /// Rows that cannot be read or used.
    | Data of DataError
    /// Parameters that do not fit their circuit, and models that cannot be stored or read.
    | Model of ModelError
    /// Training that cannot start or go on.
    | Learning of TrainingError
    /// Queries that have no answer.
    | Query of QueryError
    /// Questions in words that are not understood.
    | Question of QuestionError
    /// Samples of continuous latents that cannot be drawn.
    | Latents of PicSamplingError
    /// A circuit that cannot be exported.
    | Exchange of ExportError
    /// libtorch, which does not work in this process.
    | Runtime of RuntimeError

    /// One sentence: what is wrong, where, and what would be right.
    member fault.Explain() =
        match fault with
        | Algebra error -> error.Explain()
        | Data error -> error.Explain()
        | Model error -> error.Explain()
        | Learning error -> error.Explain()
        | Query error -> error.Explain()
        | Question error -> error.Explain()
        | Latents error -> error.Explain()
        | Exchange error -> error.Explain()
        | Runtime error -> error.Explain()

/// Faults as F# has them, and results that have them.
module Fault =
    /// The case that a fault of the library is.
    let ofPics (fault: PicsFault) =
        fault.Match(
            Func<_, _>(fun (case: PicsFault.Algebra) -> Fault.Algebra case.Error),
            Func<_, _>(fun (case: PicsFault.Data) -> Fault.Data case.Error),
            Func<_, _>(fun (case: PicsFault.Model) -> Fault.Model case.Error),
            Func<_, _>(fun (case: PicsFault.Learning) -> Fault.Learning case.Error),
            Func<_, _>(fun (case: PicsFault.Query) -> Fault.Query case.Error),
            Func<_, _>(fun (case: PicsFault.Question) -> Fault.Question case.Error),
            Func<_, _>(fun (case: PicsFault.Latents) -> Fault.Latents case.Error),
            Func<_, _>(fun (case: PicsFault.Exchange) -> Fault.Exchange case.Error),
            Func<_, _>(fun (case: PicsFault.Runtime) -> Fault.Runtime case.Error)
        )

    /// The fault of the library that a case is.
    let toPics (fault: Fault) =
        match fault with
        | Fault.Algebra error -> PicsFault.Of error
        | Fault.Data error -> PicsFault.Of error
        | Fault.Model error -> PicsFault.Of error
        | Fault.Learning error -> PicsFault.Of error
        | Fault.Query error -> PicsFault.Of error
        | Fault.Question error -> PicsFault.Of error
        | Fault.Latents error -> PicsFault.Of error
        | Fault.Exchange error -> PicsFault.Of error
        | Fault.Runtime error -> PicsFault.Of error

    /// One sentence: what is wrong, where, and what would be right.
    let explain (fault: Fault) = fault.Explain()

    /// What the library gives, as a result.
    let result (either: Either<PicsFault, 'value>) : Result<'value, Fault> = toResult either |> Result.mapError ofPics

    /// The value, or an exception whose message is the sentence.
    let orThrow (result: Result<'value, Fault>) =
        match result with
        | Ok value -> value
        | Error fault -> raise (PicsException(toPics fault))
