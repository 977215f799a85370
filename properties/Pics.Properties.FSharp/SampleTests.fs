module Pics.Properties.FSharp.SampleTests

open System
open System.IO
open Xunit
open Pics.Laws

[<Fact>]
let ``The sample of passes finds the wrong one and shrinks its counterexample`` () =
    let standard = Console.Out
    use output = new StringWriter()

    try
        Console.SetOut output
        Pics.Samples.Pass.run ()
    finally
        Console.SetOut standard

    let text = output.ToString()
    Assert.Contains("tuckerise passes create: holds in 100 cases", text)
    Assert.Contains("\ncollapse keeps the denotation: holds in ", text)
    Assert.Contains("\nwrong collapse keeps the denotation: fails after ", text)
    Assert.Contains(" = mixture (", text)
    Assert.Contains("\n  replay with   (", text)

[<Fact>]
let ``Laws of one's own are written and thrown`` () =
    let law = PassLaw.ForAll("graphs are wide", Generate.RegionGraphs 4, fun graph -> graph.Scope.Count < 4)
    Assert.Throws<LawException>(fun () -> law.OrThrow()) |> ignore
    PassLaw.ForAll("graphs have leaves", Generate.RegionGraphs 4, fun graph -> graph.Statistics().Leaves > 0).OrThrow()
