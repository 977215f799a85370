using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>What functions and variables are called in a picture: p and the group's number for densities, f for kernels, and [head] where a group has several functions.</summary>
/// <param name="groups">All function groups.</param>
/// <param name="variable">The name of a variable.</param>
internal sealed class FunctionNames(ImmutableArray<FunctionGroup> groups, Func<int, string> variable)
{
    private const int Listed = 12; // groups in a legend

    private readonly Dictionary<int, (FunctionGroup Group, int Place)> known = groups.Select((group, place) => (group, place)).ToDictionary(entry => entry.group.Id, entry => (entry.group, entry.place));

    /// <summary>Digits below the line.</summary>
    public static string Low(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => char.IsAsciiDigit(digit) ? (char)('\u2080' + digit - '0') : digit));

    /// <summary>The name of a variable.</summary>
    public string Variable(int number) => variable(number);

    /// <summary>The name of a function.</summary>
    public string Of(FunctionSpec function) => Of(function.Signature, function.Group) + (known[function.Group].Group.Functions > 1 ? $"[{function.Head}]" : string.Empty);

    /// <summary>The colour of a function's group.</summary>
    public int Colour(FunctionSpec function) => known[function.Group].Place;

    /// <summary>The latents that a kernel takes, those that stay first: z, z₁, z₂.</summary>
    public static string Latents(FunctionSignature.Kernel kernel) => string.Join(", ", Outputs(kernel).Concat(Inputs(kernel)));

    /// <summary>The latents that a kernel is integrated over.</summary>
    public static IEnumerable<string> Inputs(FunctionSignature.Kernel kernel) => Enumerable.Range(1, kernel.Inputs).Select(latent => "z" + Low(latent));

    /// <summary>What the colours mean.</summary>
    public IEnumerable<LegendEntry> Legend() => groups.Take(Listed).Select((group, place) => new LegendEntry(string.Empty, place, $"{Of(group.Signature, group.Id)}{Arguments(group.Signature)}: {Shared(group)}"))
        .Concat(groups.Length > Listed ? [new(string.Empty, null, string.Create(CultureInfo.InvariantCulture, $"and {groups.Length - Listed} more groups of functions"))] : []);

    private static IEnumerable<string> Outputs(FunctionSignature.Kernel kernel) => kernel.Outputs == 1 ? ["z"] : Enumerable.Range(1, kernel.Outputs).Select(latent => "y" + Low(latent));

    private static string Of(FunctionSignature signature, int group) => signature.Match(_ => "p", _ => "f") + Low(group);

    private static string Arguments(FunctionSignature signature) => signature.Match(density => density.Given == 0 ? "(x)" : "(x | z)", kernel => $"({Latents(kernel)})");

    private static string Shared(FunctionGroup group) => (group.Sharing, group.Functions) switch
    {
        (Sharing.Full, _) => "one function for all (F)",
        (_, 1) => "one function",
        (Sharing.Composite, var functions) => $"one net with {functions} heads (C)",
        (_, var functions) => $"{functions} nets (N)",
    };
}
