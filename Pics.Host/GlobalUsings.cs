global using Pics.Algebra;
global using Pics.Numerics;
