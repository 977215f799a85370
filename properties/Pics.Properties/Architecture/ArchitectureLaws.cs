using System.Reflection;

namespace Pics.Properties;

/// <summary>What must hold for the algebra's types as a whole.</summary>
public class ArchitectureLaws
{
    private static readonly Assembly AlgebraAssembly = typeof(Pic).Assembly;

    private static IEnumerable<Type> Types => AlgebraAssembly.GetExportedTypes();

    private static IEnumerable<Type> Adts => Types.Where(type => type.IsAbstract && !type.IsSealed && !type.IsInterface && type.GetMethod("Match") is not null);

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_type_is_abstract_sealed_or_static() =>
        Assert.All(Types, type => Assert.True(type.IsAbstract || type.IsSealed || type.IsInterface || type.IsEnum || type.IsValueType, type.FullName));

    [Fact]
    public void Nothing_can_be_set_after_construction() => Assert.All(Types, type =>
    {
        Assert.All(type.GetProperties(Declared), property => Assert.True(
            property.SetMethod is not { IsPublic: true } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"),
            $"{type.FullName}.{property.Name}"));
        Assert.All(type.GetFields(Declared | BindingFlags.NonPublic), field => Assert.True(field.IsInitOnly || field.IsLiteral || type.IsEnum, $"{type.FullName}.{field.Name}"));
    });

    [Fact]
    public void No_member_is_an_array_or_a_tensor() => Assert.All(Types.SelectMany(Members), member => Assert.False(
        Parts(member.Type).Any(part => part.IsArray || (part.Namespace?.StartsWith("TorchSharp", StringComparison.Ordinal) ?? false)), member.Name));

    [Fact]
    public void The_algebra_does_not_know_tensors() =>
        Assert.DoesNotContain(AlgebraAssembly.GetReferencedAssemblies(), reference => reference.Name!.Contains("Torch", StringComparison.Ordinal));

    [Fact]
    public void Match_has_one_argument_a_case_and_at_most_seven() => Assert.All(Adts, adt =>
    {
        var cases = adt.GetNestedTypes().Where(nested => nested.IsSubclassOf(adt)).ToList();
        var arguments = adt.GetMethod("Match")!.GetParameters();
        Assert.Equal(cases.Count, arguments.Length);
        Assert.InRange(arguments.Length, 1, 7);
        Assert.Equal(cases.Select(found => found.Name), arguments.Select(argument => argument.ParameterType.GetGenericArguments()[0].Name));
    });

    [Fact]
    public void Hierarchies_are_closed_by_an_internal_abstract_member()
    {
        Assert.True(Adts.Count() >= 13);
        Assert.All(Adts, adt => Assert.Contains(
            adt.GetMembers(BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodInfo>(),
            method => method.IsAbstract && method.IsAssembly));
    }

    [Fact]
    public void Public_methods_suit_other_languages() => Assert.All(
        Types.SelectMany(type => type.GetMethods(Declared).Where(method => !method.IsSpecialName && method.Name != "Deconstruct")),
        method => Assert.All(method.GetParameters(), parameter => Assert.False(
            parameter.IsOptional || parameter.ParameterType.IsByRef || parameter.GetCustomAttribute<ParamArrayAttribute>() is not null,
            $"{method.DeclaringType}.{method.Name}({parameter.Name})")));

    [Fact]
    public void Only_the_numerics_know_tensors()
    {
        var numerics = typeof(LayerStack).Assembly;
        Assert.Contains(numerics.GetReferencedAssemblies(), reference => reference.Name == "TorchSharp");
        Assert.DoesNotContain(numerics.GetReferencedAssemblies(), reference => reference.Name == "Pics.Host");
    }

    [Fact]
    public void Laws_of_users_need_no_test_runner_and_nothing_internal()
    {
        Assert.All(new[] { typeof(PassLaw).Assembly, typeof(Host.RunSettings).Assembly }, assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => reference.Name!.Contains("xunit", StringComparison.OrdinalIgnoreCase)));
        Assert.All(new[] { typeof(Pic).Assembly, typeof(LayerStack).Assembly }.SelectMany(assembly => assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()), friend => Assert.Contains(friend.AssemblyName, new[] { "Pics.Properties", "Pics.Properties.Host" })); // the console and the laws are users like others
    }

    /// <summary>A type and all types that it is made of.</summary>
    private static IEnumerable<Type> Parts(Type type) => type.GetGenericArguments().SelectMany(Parts).Prepend(type);

    private static IEnumerable<(string Name, Type Type)> Members(Type type) =>
        type.GetProperties(Declared).Select(property => ($"{type}.{property.Name}", property.PropertyType))
            .Concat(type.GetMethods(Declared).Where(method => !method.IsSpecialName).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Select(found => ($"{type}.{method.Name}", found))));
}
