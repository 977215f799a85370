using System.Reflection;
using System.Runtime.Loader;
using LanguageExt;

namespace Pics.Host;

/// <summary>Laws of a user's .NET library: what its public classes have as public static properties and fields.</summary>
internal static class LawLibrary
{
    private static readonly string[] Scripts = [".cs", ".csx", ".fs", ".fsx", ".vb"];

    /// <summary>The laws of a library, in the order of its classes; what it needs is looked for beside it.</summary>
    public static Either<Failure, LawSet> Read(string path)
    {
        if (!File.Exists(path)) return new Failure($"'{path}' does not exist; --laws takes a .NET library, the .dll that 'dotnet build' makes");
        if (Scripts.Contains(Path.GetExtension(path))) return new Failure($"'{path}' is a source file, which verify does not compile; build a library of it with 'dotnet build' and name its .dll");
        try
        {
            var full = Path.GetFullPath(path);
            var members = new Neighbours(full).LoadFromAssemblyPath(full).GetExportedTypes().Where(type => !type.ContainsGenericParameters).SelectMany(Members).ToList();
            return Read(path, members);
        }
        catch (Exception error) when (error is BadImageFormatException)
        {
            return new Failure($"'{path}' is not a .NET library; --laws takes the .dll that 'dotnet build' makes");
        }
        catch (Exception error) when (error is IOException or TypeLoadException or ReflectionTypeLoadException or UnauthorizedAccessException or InvalidOperationException)
        {
            return new Failure($"'{path}' cannot be loaded: {error.Message}");
        }
    }

    private static Either<Failure, LawSet> Read(string path, List<Member> members)
    {
        var (ofModels, ofCircuits) = (ImmutableArray.CreateBuilder<Law>(), ImmutableArray.CreateBuilder<PassLaw>());
        foreach (var member in members)
        {
            if (!member.IsLaw)
            {
                if (member.IsForeign) return new Failure($"{member.Name} of '{path}' is a law of another version of {member.Type.Namespace}; build it with the version of this program");
                continue;
            }

            object? value;
            try
            {
                value = member.Get();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                return new Failure($"the law {member.Name} of '{path}' cannot be made: {error.GetBaseException().GetType().Name}: {error.GetBaseException().Message}");
            }

            if (value is null) return new Failure($"the law {member.Name} of '{path}' is null");
            if (value is Law law) ofModels.Add(law);
            else if (value is PassLaw pass) ofCircuits.Add(pass);
            else if (value is IEnumerable<Law> laws) ofModels.AddRange(laws);
            else ofCircuits.AddRange((IEnumerable<PassLaw>)value);
        }

        return ofModels.Count + ofCircuits.Count > 0
            ? new LawSet(ofModels.ToImmutable(), ofCircuits.ToImmutable())
            : new Failure($"'{path}' has no laws; a law is a public static property or field of the type PassLaw or Law in a public class");
    }

    private static IEnumerable<Member> Members(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var properties = type.GetProperties(Own).Where(property => property.CanRead && property.GetIndexParameters().Length == 0).Select(property => new Member($"{type.Name}.{property.Name}", property.PropertyType, () => property.GetValue(null)));
        return properties.Concat(type.GetFields(Own).Select(field => new Member($"{type.Name}.{field.Name}", field.FieldType, () => field.GetValue(null))));
    }

    /// <summary>A property or field.</summary>
    /// <param name="Name">With its class.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Get">Its value; may throw whatever the library does.</param>
    private sealed record Member(string Name, Type Type, Func<object?> Get)
    {
        private static readonly Type[] Types = [typeof(Law), typeof(PassLaw), typeof(IEnumerable<Law>), typeof(IEnumerable<PassLaw>)];

        public bool IsLaw => Types.Any(type => type.IsAssignableFrom(Type));

        public bool IsForeign => Types.Any(type => type.FullName == Type.FullName);
    }

    /// <summary>Finds what a library needs: what the program has is the program's, so that a law is of the type that the program knows; all else lies beside it.</summary>
    private sealed class Neighbours(string path) : AssemblyLoadContext("laws")
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            try
            {
                return Default.LoadFromAssemblyName(assemblyName);
            }
            catch (Exception error) when (error is FileNotFoundException or FileLoadException)
            {
                var beside = Path.Combine(Path.GetDirectoryName(path)!, $"{assemblyName.Name}.dll");
                return resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
            }
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) => resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
    }
}
