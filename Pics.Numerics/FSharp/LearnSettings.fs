namespace Pics.FSharp

open Pics.Algebra
open Pics.Numerics

/// Settings that are copied with one wish replaced: LearnSettings.defaults |> LearnSettings.withK 8.
[<RequireQualifiedAccess>]
module LearnSettings =
    /// Nothing is wished: all is chosen from the rows.
    let defaults = LearnSettings.Default

    /// The region graph.
    let withStructure (structure: StructureChoice) (settings: LearnSettings) = settings.WithStructure structure

    /// A region graph of one's own.
    let withGraph (graph: RegionGraph) (settings: LearnSettings) = settings.WithStructure graph

    /// K: quadrature nodes of a latent.
    let withK nodes (settings: LearnSettings) = settings.WithK nodes

    /// The quadrature rule.
    let withRule rule (settings: LearnSettings) = settings.WithRule rule

    /// Under which rules steps are: StepRules.Fixed, StepRules.Shifted, and with a K that grows.
    let withRules (rules: StepRules) (settings: LearnSettings) = settings.WithRules rules

    /// The width of the nets, even.
    let withWidth width (settings: LearnSettings) = settings.WithWidth width

    /// The input family where nothing else is said.
    let withFamily (family: FamilyChoice) (settings: LearnSettings) = settings.WithFamily family

    /// The input family of a column.
    let withFamilyOf (column: string) (family: FamilyChoice) (settings: LearnSettings) = settings.WithFamily(column, family)

    /// Rows per step.
    let withBatchSize rows (settings: LearnSettings) = settings.WithBatchSize rows

    /// What becomes of rows that fill no batch.
    let withLastBatch last (settings: LearnSettings) = settings.WithLastBatch last

    /// Rows evaluated at once, at most.
    let withMicroBatch rows (settings: LearnSettings) = settings.WithMicroBatch rows

    /// Passes over the training rows, at most.
    let withEpochs epochs (settings: LearnSettings) = settings.WithEpochs epochs

    /// Validations in a row without improvement before the learning stops.
    let withPatience validations (settings: LearnSettings) = settings.WithPatience validations

    /// Steps between validations.
    let withValidateEvery steps (settings: LearnSettings) = settings.WithValidateEvery steps

    /// The learning rate at the first step.
    let withLearningRate rate (settings: LearnSettings) = settings.WithLearningRate rate

    /// The seed of all that is random.
    let withSeed seed (settings: LearnSettings) = settings.WithSeed seed

    /// The part of the rows that tells when to stop.
    let withValidation part (settings: LearnSettings) = settings.WithValidation part

    /// The part of the rows that is reported on.
    let withTest part (settings: LearnSettings) = settings.WithTest part

    /// How a file or records are read.
    let withReading (options: ReadOptions) (settings: LearnSettings) = settings.WithReading options
