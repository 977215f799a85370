module Pics.Properties.FSharp.SurfaceTests

open System
open System.IO
open System.Reflection
open Xunit
open Pics.FSharp

let private declared = BindingFlags.Public ||| BindingFlags.Instance ||| BindingFlags.Static ||| BindingFlags.DeclaredOnly

/// What F# users see of Pics.FSharp, one line a member; what the compiler makes by itself is left out.
let private surface =
    [ for kind in typeof<Fault>.Assembly.GetExportedTypes() do
          for found in kind.GetMembers declared do
              match found with
              | :? PropertyInfo -> () // its getter is there
              | :? MethodBase as made when made.IsSpecialName && made.Name[0] <> '|' && not (made.Name.StartsWith("get_", StringComparison.Ordinal)) -> ()
              | _ when kind.Name = "Tags" -> ()
              | _ when found.DeclaringType <> kind || Attribute.IsDefined(found, typeof<Runtime.CompilerServices.CompilerGeneratedAttribute>) -> ()
              | _ -> $"{kind.FullName}: {found}" ]
    |> List.sortWith (fun left right -> String.CompareOrdinal(left, right))
    |> List.distinct

/// The file in the repository, which is above the program.
let private path =
    let rec above (folder: string) =
        match Path.GetDirectoryName folder with
        | _ when File.Exists(Path.Combine(folder, "Pics.sln")) -> folder
        | null -> failwith "the tests do not lie in the repository"
        | parent -> above parent

    Path.Combine(above AppContext.BaseDirectory, "Pics.Numerics", "FSharp", "PublicAPI.txt")

[<Fact>]
let ``What the package offers is written down`` () =
    if Environment.GetEnvironmentVariable "PICS_WRITE_API" = "1" then File.WriteAllLines(path, surface)
    Assert.Equal<string list>(File.ReadAllLines path |> List.ofArray, surface)
