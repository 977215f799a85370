#r "nuget: Pics.FSharp, 0.2.0"

open System.Threading
open TorchSharp
open Pics.Algebra
open Pics.Numerics
open Pics.FSharp

// libtorch before anything of Pics: the package has prepared it.
let three = torch.ones(3L).sum().item<float32> ()

let circuit =
    QuadTree.Create(1, 2)
    |> toResult
    |> Result.bind (Merge.With(InputFamily.Categorical(1, 2), MergeKind.Cp).Then(Share.Default).Apply >> toResult)
    |> Result.mapError (PicsFault.Of >> Fault.ofPics)
    |> Fault.orThrow

printfn $"%g{three}: a PIC of {circuit.Units.Units.Length} units"
