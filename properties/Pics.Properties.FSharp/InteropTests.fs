module Pics.Properties.FSharp.InteropTests

open System
open Xunit
open LanguageExt
open Pics.Algebra
open Pics.Numerics
open Pics.FSharp

let private arr (items: 'a seq) = Arr<'a>(items)

let private ok result =
    match result with
    | Ok value -> value
    | Error(error: PicsError) -> failwith (error.Explain())

// snippet-begin
/// Two pixels that are split in one way, and the integral units of the circuit on it.
let pixels = Decomposition.Of([ Scope.Single 0; Scope.Single 1; Scope.Range(0, 2) ], [ Split(2, arr [ 0; 1 ]) ])

let pipeline = Pipeline.Model(InputFamily.Categorical(1, 2))

let countIntegrals (pic: Pic) =
    pic.Units.Units
    |> Seq.sumBy (function
        | Linear _ -> 1
        | Input _ | Hadamard _ | Kronecker _ | Mixture _ -> 0)

let integrals =
    RegionGraph.Create pixels
    |> toResult
    |> Result.bind (pipeline.Apply >> toResult)
    |> Result.map countIntegrals
// snippet-end

[<Fact>]
let ``A pipeline is composed and its units are counted`` () = Assert.Equal(Ok 1, integrals |> Result.mapError (fun error -> error.Explain()))

[<Fact>]
let ``Errors are read as sentences`` () =
    let broken = Decomposition.Of([ Scope.Single 0; Scope.Range(0, 2) ], [ Split(1, arr [ 0; 0 ]) ])

    match RegionGraph.Create broken |> toResult with
    | Ok _ -> failwith "a region graph was made of overlapping parts"
    | Error error ->
        Assert.Equal(
            "split 0 is not decomposable: its parts 0 and 0 share the variables {0}; parts must be disjoint",
            error.Explain()
        )

[<Fact>]
let ``Errors are matched by the representation that is wrong`` () =
    let refusal result =
        match toResult result with
        | Ok _ -> "accepted"
        | Error(RegionFault(:? RegionGraphError.NoRegions)) -> "no regions"
        | Error(RegionFault _) -> "region"
        | Error(GraphFault _) -> "graph"
        | Error(CircuitFault _) -> "circuit"
        | Error(ConstructionFault _) -> "construction"
        | Error(RuleFault _) -> "rule"
        | Error(DocumentFault _) -> "document"
        | Error(FoldingFault _) -> "folding"

    let rule = Quadrature.Trapezoidal(2, -1.0, 1.0) |> toResult |> ok
    let density = FunctionSpec(FunctionSignature.Density(InputFamily.Categorical(1, 2), 1), 0, 0, Sharing.Full)

    Assert.Equal("accepted", refusal (QuadTree.Create(1, 1)))
    Assert.Equal("no regions", refusal (RegionGraph.Create(Decomposition.Of([], []))))
    Assert.Equal("region", refusal (RegionGraph.Create(Decomposition.Of([ Scope.Empty ], []))))
    Assert.Equal("graph", refusal (Pic.Create []))
    Assert.Equal("circuit", refusal (Pic.Create [ CircuitUnit.Input(0, density) ]))
    Assert.Equal("construction", refusal (QuadTree.Create(0, 1)))
    Assert.Equal("rule", refusal (QuadratureRule.Create("rule", 0.0, 1.0, [], [])))
    Assert.Equal("document", refusal (RegionGraphJson.Read "no document"))
    Assert.Equal("folding", refusal (FoldedQpc.Create([], rule)))

[<Fact>]
let ``Graphs are folded`` () =
    let graph = QuadGraph.Create(2, 2) |> toResult |> ok

    let leaves =
        graph.Nodes.FoldUp(
            Func<RegionNode, Func<UnitId, int>, int>(fun node below ->
                match node with
                | Region(_, partitions) when partitions.IsEmpty -> 1
                | Region(_, partitions) -> partitions |> Seq.map below.Invoke |> Seq.max
                | Partition(_, parts) -> parts |> Seq.sumBy below.Invoke)
        )

    Assert.Equal(4, leaves[graph.Nodes.Root.Index])

[<Fact>]
let ``Layers and vectors are matched`` () =
    let rule = Quadrature.Trapezoidal(3, -1.0, 1.0) |> toResult |> ok
    let pic = QuadGraph.Create(2, 2) |> toResult |> ok |> pipeline.Apply |> toResult |> ok
    let qpc = Materialize.With(rule).Apply pic |> toResult |> ok
    let folded = Fold.Pass.Apply qpc |> toResult |> ok

    let name layer =
        match layer with
        | InputLayer _ -> "input"
        | CpLayer cp -> $"cp {cp.Folds}"
        | TuckerLayer _ -> "tucker"
        | HadamardLayer _ -> "hadamard"
        | KroneckerLayer _ -> "kronecker"
        | MixingLayer mixing -> $"mixing {mixing.Arity}"

    Assert.Equal<string list>([ "input"; "cp 4"; "cp 2"; "mixing 2" ], folded.Layers |> Seq.map name |> List.ofSeq)

    let kinds =
        qpc.Units.Units
        |> Seq.countBy (function
            | Input _ -> "input"
            | Hadamard _ -> "entrywise"
            | Kronecker _ -> "outer"
            | Linear _ -> "sum"
            | Mixture _ -> "mixing")
        |> Seq.sort
        |> List.ofSeq

    Assert.Equal<(string * int) list>([ "entrywise", 6; "input", 4; "mixing", 1; "sum", 12 ], kinds)

[<Fact>]
let ``Functions of units are options`` () =
    let pic = QuadGraph.Create(1, 2) |> toResult |> ok |> pipeline.Apply |> toResult |> ok
    let functions = pic.Units.Units |> Seq.choose (fun unit -> toOption unit.Function) |> Seq.map (fun spec -> spec.Group, spec.Head) |> List.ofSeq
    Assert.Equal<(int * int) list>([ 0, 0; 0, 0; 1, 0 ], functions)

[<Fact>]
let ``Observations of input units are matched`` () =
    let density = FunctionSpec(FunctionSignature.Density(InputFamily.Categorical(1, 2), 0), 0, 0, Sharing.Full)

    let pic =
        Pic.Create
            [ CircuitUnit.Input(0, density)
              CircuitUnit.Input(1, density, Observation.Known 1.0)
              CircuitUnit.Input(2, density, Observation.Hidden())
              CircuitUnit.Hadamard(arr [ UnitId 0; UnitId 1; UnitId 2 ]) ]
        |> toResult
        |> ok

    let words =
        pic.Units.Units
        |> Seq.map (function
            | Input(variable, _, Open) -> $"x{variable}"
            | Input(variable, _, Known value) -> $"x{variable} = {value}"
            | Input(variable, _, Hidden) -> $"no x{variable}"
            | Hadamard _ | Kronecker _ | Linear _ | Mixture _ -> "product")
        |> List.ofSeq

    Assert.Equal<string list>([ "x0"; "x1 = 1"; "no x2"; "product" ], words)
    Assert.Equal(Scope.Single 0, pic.Scope)

    match Condition.On<Pic>(dict [ 0, 1.0 ]).Then(Prune.Pass<Pic>()).Apply pic |> toResult |> ok |> _.Units.Units |> List.ofSeq with
    | [ Input(0, _, Known first); Input(1, _, Known second); Hadamard factors ] -> Assert.Equal((1.0, 1.0, 2), (first, second, factors.Count))
    | other -> failwith $"{other}"

[<Fact>]
let ``Settings are copied with one wish replaced`` () =
    let settings = TrainingSettings.ForPic.WithStopping(StoppingSettings(MaxEpochs = 3)).WithBatches(BatchSettings(Size = 8))
    Assert.Equal((3, 8, TrainingSettings.ForPic.Optimiser), (settings.Stopping.MaxEpochs, settings.Batches.Size, settings.Optimiser))
    let reading = ReadOptions.Default.WithHeader(HeaderKind.Present).WithMissing "none"
    Assert.Equal(HeaderKind.Present, reading.Header)
    Assert.Equal("none", Seq.exactlyOne reading.Missing)

[<Fact>]
let ``A conditioned QPC is absorbed into single units`` () =
    let rule = Quadrature.Trapezoidal(2, -1.0, 1.0) |> toResult |> ok

    let absorbed =
        QuadTree.Create(1, 2)
        |> toResult
        |> Result.bind (pipeline.Then(Materialize.With rule).Then(Condition.On<Qpc>(dict [ 0, 1.0 ])).Then(Marginalise.Over<Qpc> Scope.Empty).Then(Prune.Pass<Qpc>()).Then(Absorb.Pass).Apply >> toResult)
        |> ok

    match absorbed.Circuit.Units.Units |> List.ofSeq, absorbed.Constants |> List.ofSeq with
    | [ Input(_, density, Known 0.0); Input(1, _, Open); Kronecker _; Linear _ ], [ constant ] -> Assert.Equal(constant.Function, density)
    | other -> failwith $"{other}"

[<Fact>]
let ``A circuit is interpreted with functions of F#`` () =
    let rule = Quadrature.GaussLegendre(4, -1.0, 1.0) |> toResult |> ok
    let pic = RegionGraph.Create pixels |> toResult |> ok |> pipeline.Apply |> toResult |> ok

    let meaning =
        Interpretation(
            Func<FunctionSpec, Arr<double>, double>(fun _ latents -> 1.0 + latents[0]),
            Func<FunctionSpec, double, Arr<double>, double>(fun _ _ latents -> (1.0 + latents[0]) / 2.0),
            Func<int, LanguageExt.Option<double>>(fun _ -> LanguageExt.Option<double>.Some 1.0)
        )

    // The integral of (1 + z1)^2 (1 + z2) / 4 over the square, 4/3, over that of 1 + z1, which is 4.
    Assert.Equal(1.0 / 3.0, Denotation.OfPic(pic, rule, meaning), 1e-12)
