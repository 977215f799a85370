global using System.Collections.Immutable;
global using LanguageExt;
global using Pics.Algebra;
global using TorchSharp;
global using static TorchSharp.torch;
global using Scope = Pics.Algebra.Scope;
