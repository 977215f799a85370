using System.Reflection;
using System.Runtime.CompilerServices;
using Pics.Host;

namespace Pics.Properties;

/// <summary>What must hold for the console's sources as a whole.</summary>
public class ConsoleLaws
{
    private const int MostParameters = 7; // more are a record, whose values have names

    [Fact]
    public void Only_the_command_line_is_parsed_as_one() => // what is below it takes settings, however they came
        Assert.Equal(["Cli", "Cli/Commands", "Cli/Options"], FolderUses.Of("Pics.Host").Where(use => use.To == ":System.CommandLine").Select(use => use.From).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_takes_more_than_seven_parameters()
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = typeof(RunSettings).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .SelectMany(type => type.GetMembers(Own).OfType<MethodBase>().Where(method => !method.Name.Contains('<', StringComparison.Ordinal)))
            .ToList();
        Assert.Equal(MostParameters, methods.Max(method => method.GetParameters().Length));
    }
}
