#:package Pics.Numerics@0.3.0
using Pics.Numerics;

using var model = PicModel.Learn("people.csv").OrThrow();
Console.WriteLine(model.Report);
Console.WriteLine(model.Ask("P(sex=f | visits=4, job=a)").OrThrow());
Console.WriteLine(model.Posterior("income", Evidence.Of("sex", "f").And("visits", 4)).OrThrow());
model.Sample(100, Evidence.Of("sex", "m"), seed: 1).OrThrow().WriteCsv("samples.csv").OrThrow();
model.Complete("holes.csv").OrThrow().WriteCsv("filled.csv").OrThrow();
foreach (var row in model.Scores("people.csv").OrThrow().OrderBy(row => row.Rank).Take(3)) Console.WriteLine(row);
model.Save("model").OrThrow();
using var women = PicModel.Load("model").OrThrow().Condition(Evidence.Of("sex", "f")).OrThrow();
Console.WriteLine(women.Ask("E(income | visits=4)").OrThrow());
