module Pics.Properties.FSharp.FaultTests

open Xunit
open LanguageExt
open Pics.Algebra
open Pics.Numerics
open Pics.FSharp

[<Fact>]
let ``A fault goes to F# and back with its case and its sentence`` () =
    let fault = PicsFault.Of(RuntimeError "libtorch is missing")

    match Fault.ofPics fault with
    | Fault.Runtime error ->
        Assert.Equal("libtorch is missing", error.Explain())
        Assert.Equal(fault, Fault.toPics (Fault.Runtime error))
        Assert.Equal(fault.Explain(), Fault.explain (Fault.Runtime error))
    | other -> failwith $"{other}"

    match Fault.ofPics (PicsFault.Of(PicsError.Region(RegionGraphError.NoRegions()))) with
    | Fault.Algebra(RegionFault(:? RegionGraphError.NoRegions)) -> ()
    | other -> failwith $"{other}"

[<Fact>]
let ``What is given may be a value, and what is refused may be thrown`` () =
    Assert.Equal(Ok 1, Fault.result (Prelude.Right<PicsFault, int> 1))
    Assert.Equal(1, Fault.orThrow (Ok 1))
    let refused = Fault.result (Prelude.Left<PicsFault, int>(PicsFault.Of(RuntimeError "libtorch is missing")))
    let thrown = Assert.Throws<PicsException>(fun () -> Fault.orThrow refused |> ignore)
    Assert.Equal("libtorch is missing", thrown.Message)
