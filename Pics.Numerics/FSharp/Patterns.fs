/// Complete active patterns over the algebra's types, and results instead of Either.
[<AutoOpen>]
module Pics.FSharp.Patterns

open System
open LanguageExt
open Pics.Algebra

/// A region or a partition.
let (|Region|Partition|) (node: RegionNode) =
    node.Match(
        Func<_, _>(fun (region: RegionNode.Region) -> Region(region.Scope, region.Partitions)),
        Func<_, _>(fun (partition: RegionNode.Partition) -> Partition(partition.Scope, partition.Parts))
    )

/// What an input unit takes for its variable.
let (|Open|Known|Hidden|) (observation: Observation) =
    observation.Match(
        Func<_, _>(fun (_: Observation.Open) -> Open),
        Func<_, _>(fun (known: Observation.Known) -> Known known.Value),
        Func<_, _>(fun (_: Observation.Hidden) -> Hidden)
    )

/// What is known of one channel of a variable.
let (|NotKnown|ExactValue|OneOfValues|InIntervals|Weighted|) (finding: Finding) =
    finding.Match(
        Func<_, _>(fun (_: Finding.Hidden) -> NotKnown),
        Func<_, _>(fun (value: Finding.Value) -> ExactValue value.Number),
        Func<_, _>(fun (members: Finding.Members) -> OneOfValues(List.ofSeq members.Values)),
        Func<_, _>(fun (ranges: Finding.Ranges) -> InIntervals(List.ofSeq ranges.Intervals)),
        Func<_, _>(fun (weights: Finding.Weights) -> Weighted(List.ofSeq weights.Each))
    )

/// The units of a circuit: a linear unit is an integral in a PIC and a sum in a QPC.
let (|Input|Hadamard|Kronecker|Linear|Mixture|) (unit: CircuitUnit) =
    unit.Match(
        Func<_, _>(fun (input: CircuitUnit.Input) -> Input(input.Variable, input.Density, input.Observation)),
        Func<_, _>(fun (product: CircuitUnit.Hadamard) -> Hadamard product.Factors),
        Func<_, _>(fun (product: CircuitUnit.Kronecker) -> Kronecker product.Factors),
        Func<_, _>(fun (linear: CircuitUnit.Linear) -> Linear(linear.Operand, linear.Kernel)),
        Func<_, _>(fun (mixture: CircuitUnit.Mixture) -> Mixture(mixture.Inputs, mixture.Weights))
    )

/// The layers of a folded QPC.
let (|InputLayer|CpLayer|TuckerLayer|HadamardLayer|KroneckerLayer|MixingLayer|) (layer: FoldedLayer) =
    layer.Match(
        Func<_, _>(fun (input: FoldedLayer.Input) -> InputLayer input),
        Func<_, _>(fun (cp: FoldedLayer.Cp) -> CpLayer cp),
        Func<_, _>(fun (tucker: FoldedLayer.Tucker) -> TuckerLayer tucker),
        Func<_, _>(fun (product: FoldedLayer.Hadamard) -> HadamardLayer product),
        Func<_, _>(fun (product: FoldedLayer.Kronecker) -> KroneckerLayer product),
        Func<_, _>(fun (mixing: FoldedLayer.Mixing) -> MixingLayer mixing)
    )

/// What the algebra refuses, by the representation that is wrong.
let (|RegionFault|GraphFault|CircuitFault|ConstructionFault|RuleFault|DocumentFault|FoldingFault|) (error: PicsError) =
    error.Match(
        Func<_, _>(fun (region: PicsError.Region) -> RegionFault region.Error),
        Func<_, _>(fun (graph: PicsError.Graph) -> GraphFault graph.Error),
        Func<_, _>(fun (circuit: PicsError.Circuit) -> CircuitFault circuit.Error),
        Func<_, _>(fun (construction: PicsError.Construction) -> ConstructionFault construction.Error),
        Func<_, _>(fun (rule: PicsError.Rule) -> RuleFault rule.Error),
        Func<_, _>(fun (document: PicsError.Document) -> DocumentFault document.Error),
        Func<_, _>(fun (folding: PicsError.Folding) -> FoldingFault folding.Error)
    )

/// Either as a result.
let toResult (either: Either<'error, 'value>) : Result<'value, 'error> =
    either.Match(Func<'value, _>(fun value -> Ok value), Func<'error, _>(fun error -> Error error))

/// LanguageExt's option as F#'s.
let toOption (option: LanguageExt.Option<'value>) : 'value option =
    Seq.tryHead (option.ToSeq())
