global using System.Collections.Immutable;
global using FsCheck;
global using FsCheck.Fluent;
global using LanguageExt;
global using Pics.Algebra;
global using Pics.Numerics;
global using Arr = LanguageExt.Arr;
global using Scope = Pics.Algebra.Scope;
