using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pics.Properties;

/// <summary>Programs and libraries that tests compile as a user would, against the assemblies of this process.</summary>
internal static class UserLibrary
{
    private const string Implicit = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;";

    /// <summary>Compiles a source; fails with what the compiler says.</summary>
    /// <param name="path">The file to be written.</param>
    /// <param name="source">C#, as a file of a file-based program: lines that begin with #: are for the SDK.</param>
    /// <param name="kind">A library or a program.</param>
    /// <param name="more">Libraries that it uses beside those of this process.</param>
    public static string Compile(string path, string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params string[] more)
    {
        var code = string.Join('\n', source.Split('\n').Select(line => line.StartsWith("#:", StringComparison.Ordinal) ? string.Empty : line));
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(Implicit)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Concat(more).Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
