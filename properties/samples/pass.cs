#:package Pics.Laws@0.*
using Pics.Algebra;
using Pics.Laws;

// Every CP block of two inputs becomes a Tucker block: one integral over both latents.
var tuckerise = Rewrite.Where<Pic>("tuckerise", Selection.CpBlocks(2), (pic, block, child, add) =>
{
    var parts = block.Children.Map(part => (CircuitUnit.Linear)pic.Units[part]);
    var kernel = new FunctionSignature.Kernel(pic.Latents[block.Children[0].Index], parts.Sum(part => pic.Latents[part.Operand.Index]));
    var pair = add(new CircuitUnit.Kronecker(parts.Map(part => child(part.Operand))));
    return add(new CircuitUnit.Linear(pair, new(kernel, Rewrite.FreeGroup(pic) + pair.Index, 0, Sharing.None)));
});

// A mixture of one input is that input; the wrong pass drops all inputs but the first.
Pass<Pic, Pic> Mixtures(string name, int most) => Rewrite.Where<Pic>(name, Selection.Mixtures, (_, mixture, child, add) =>
    mixture.Children.Count <= most ? child(mixture.Children[0]) : add(mixture.MapChildren(child)));

PassLaw[] laws =
[
    PassLaw.PassesCreate(tuckerise), PassLaw.KeepsDenotation(Mixtures("collapse", 1)),
    PassLaw.NeverGrows(Mixtures("collapse", 1)), PassLaw.KeepsDenotation(Mixtures("wrong collapse", 9)),
];
foreach (var law in laws) Console.WriteLine(law.Check(tests: 100, seed: 1));
