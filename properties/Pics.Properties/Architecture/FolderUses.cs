using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pics.Properties;

/// <summary>Which folders of a project use which, read from its sources: a folder uses another if it names a type that is declared there, or a member of one.</summary>
internal static class FolderUses
{
    private const string Implicit =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string[] Others = ["obj/", "bin/", "Asking/", "FSharp/", "Front/"]; // built, or projects of their own

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<Use>> Known = new();

    // Read once for all projects, which costs more than a project.
    private static readonly Lazy<ImmutableArray<(string Name, MetadataReference Reference)>> Assemblies = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path)))]);

    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    /// <summary>A place where one folder uses another, or another assembly where <paramref name="To"/> begins with a colon.</summary>
    /// <param name="From">The folder that uses, relative to the project; empty at its root.</param>
    /// <param name="To">The folder, or a colon and the assembly.</param>
    /// <param name="File">The file that uses.</param>
    /// <param name="Type">The type that is used.</param>
    internal sealed record Use(string From, string To, string File, string Type)
    {
        /// <summary>Whether what is used is of another assembly.</summary>
        public bool IsOutside => To.StartsWith(':');

        public override string ToString() => $"{From}/{File} uses {To}/{Type}";
    }

    /// <summary>The folder of the project's sources.</summary>
    public static string Project(string name) => Path.Combine(Repository.Root, name switch { "Pics.Laws" => "properties/Pics.Laws", "Pics.Asking" => "Pics.Numerics/Asking", _ => name });

    /// <summary>Every source file of a project, relative to it.</summary>
    public static IEnumerable<string> Files(string project) => Directory.EnumerateFiles(Project(project), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Project(project), file).Replace('\\', '/'))
        .Where(file => !Others.Any(other => file.StartsWith(other, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);

    /// <summary>All uses of a project, each once; read when they are first asked for.</summary>
    public static IReadOnlyList<Use> Of(string project) => Known.GetOrAdd(project, Read);

    private static IReadOnlyList<Use> Read(string project)
    {
        var trees = Files(project).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Project(project), file)), Parsing, file)).ToList();
        var compilation = CSharpCompilation.Create(
            project,
            trees.Append(CSharpSyntaxTree.ParseText(Implicit, Parsing, "Implicit.cs")),
            References(project),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        return [.. trees.AsParallel().SelectMany(tree => Of(tree, compilation.GetSemanticModel(tree))).Distinct().OrderBy(use => use.ToString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<Use> Of(SyntaxTree tree, SemanticModel model)
    {
        var from = Folder(tree.FilePath);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } symbol || symbol is INamespaceSymbol) continue;
            var type = symbol as ITypeSymbol ?? symbol.ContainingType;
            if (type?.OriginalDefinition is not INamedTypeSymbol named) continue;
            while (named.ContainingType is { } outer) named = outer;
            foreach (var to in Places(named).Where(to => to != from))
                yield return new(from, to, Path.GetFileName(tree.FilePath), named.Name);
        }
    }

    /// <summary>The folders where a type is declared; an assembly for one that is not of the project.</summary>
    private static IEnumerable<string> Places(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty
        ? [$":{type.ContainingAssembly?.Name}"]
        : type.DeclaringSyntaxReferences.Select(place => Folder(place.SyntaxTree.FilePath)).Distinct().Take(1);

    private static string Folder(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/');

    private static IEnumerable<MetadataReference> References(string project) =>
        Assemblies.Value.Where(assembly => assembly.Name != project && assembly.Name != "Pics.Properties").Select(assembly => assembly.Reference);
}
