global using System.Collections.Immutable;
global using Pics.Algebra;
global using Pics.Laws;
global using Pics.Numerics;
