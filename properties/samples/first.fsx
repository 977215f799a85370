#r "nuget: Pics.FSharp, 0.3.0"
open Pics.FSharp
open Pics.Numerics

let model = PicModel.learn "people.csv" |> Fault.orThrow
printfn $"{model.Report}"
model |> PicModel.ask "P(sex=f | visits=4, job=a)" |> Fault.orThrow |> printfn "%O"
model |> PicModel.posterior "income" (Evidence.Of("sex", "f").And("visits", 4.0)) |> Fault.orThrow |> printfn "%O"
model |> PicModel.sample 100 (Evidence.Of("sex", "m")) 1L |> Result.bind (Rows.writeCsv "samples.csv") |> Fault.orThrow
model |> PicModel.completeFile FillKind.Expectation 1L "holes.csv" |> Result.bind (Rows.writeCsv "filled.csv") |> Fault.orThrow
model |> PicModel.scoresOfFile "people.csv" |> Fault.orThrow |> List.sortBy _.Rank |> List.truncate 3 |> List.iter (printfn "%O")
model |> PicModel.save "model" |> Fault.orThrow
let women = PicModel.load "model" |> Result.bind (PicModel.condition (Evidence.Of("sex", "f"))) |> Fault.orThrow
women |> PicModel.ask "E(income | visits=4)" |> Fault.orThrow |> printfn "%O"
