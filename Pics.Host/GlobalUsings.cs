global using System.Collections.Immutable;
global using Pics.Algebra;
global using Pics.Numerics;
