#:package Pics.Numerics@0.2.0
using Pics.Algebra;
using Pics.Numerics;
using TorchSharp;

// libtorch before anything of Pics: the package has prepared it.
using var ones = torch.ones(3);
using var three = ones.sum();

var images = ShapesDataset.Generate(200, seed: 1, size: 4, levels: 3).OrThrow();
var graph = QuadGraph.Create(height: 4, width: 4).OrThrow();
var pic = Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(graph).OrThrow();
var circuit = Pipeline.Evaluation(Quadrature.Create(RuleKind.Trapezoidal, 8).OrThrow()).Apply(pic).OrThrow();
using var nets = new PicNets(pic, new NetSettings(Width: 16), seed: 1);
using var engine = Compile.ToEngine(circuit, Engines.Choose(torch.CPU).Kind);
var settings = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 20 } };
var trainer = Trainer.Create(engine, circuit, nets, DatasetSplits.HoldOut(images, images), settings).OrThrow();
trainer.Run(record => { }, CancellationToken.None);
Console.WriteLine($"{three.item<float>()}: a PIC of {pic.Units.Units.Length} units, trained");
