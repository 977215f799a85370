#if INTERACTIVE
#r "nuget: Pics.Laws"
#else
module Pics.Samples.Pass
#endif
open Pics.Algebra
open Pics.Laws

/// Every CP block of two inputs becomes a Tucker block: one integral over both latents.
let tuckerise =
    Rewrite.Where<Pic>("tuckerise", Selection.CpBlocks 2, fun pic block child add ->
        let parts = block.Children |> Seq.map (fun part -> pic.Units[part] :?> CircuitUnit.Linear) |> Seq.toList
        let inputs = parts |> Seq.sumBy (fun part -> pic.Latents[part.Operand.Index])
        let kernel = FunctionSignature.Kernel(pic.Latents[block.Children[0].Index], inputs)
        let operands = parts |> Seq.map (fun part -> child.Invoke part.Operand)
        let pair = add.Invoke(CircuitUnit.Kronecker(LanguageExt.Arr.createRange operands))
        add.Invoke(CircuitUnit.Linear(pair, FunctionSpec(kernel, Rewrite.FreeGroup pic + pair.Index, 0, Sharing.None))))

/// A mixture of few inputs becomes its first input, which is right where it has one.
let mixtures name most =
    Rewrite.Where<Pic>(name, Selection.Mixtures, fun _ mixture child add ->
        if mixture.Children.Count <= most then child.Invoke mixture.Children[0] else add.Invoke(mixture.MapChildren child))

let laws =
    [ PassLaw.PassesCreate tuckerise; PassLaw.KeepsDenotation(mixtures "collapse" 1)
      PassLaw.NeverGrows(mixtures "collapse" 1); PassLaw.KeepsDenotation(mixtures "wrong collapse" 9) ]
let run () = for law in laws do printfn "%O" (law.Check(100, 1))
#if INTERACTIVE
run ()
#endif
