global using System.Collections.Immutable;
global using LanguageExt;
global using Pics.Algebra;
global using Scope = Pics.Algebra.Scope;
