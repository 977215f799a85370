namespace Pics.Host;

/// <summary>The laws that a verification checks.</summary>
/// <param name="OfModels">On the model at hand.</param>
/// <param name="OfCircuits">On random circuits, or random models.</param>
internal sealed record LawSet(ImmutableArray<Law> OfModels, ImmutableArray<PassLaw> OfCircuits)
{
    /// <summary>The names of laws that are left out, since they need libtorch.</summary>
    public ImmutableArray<string> LeftOut { get; private init; } = [];

    public IEnumerable<string> Names => OfModels.Select(law => law.Name).Concat(OfCircuits.Select(law => law.Name));

    /// <summary>How many there are.</summary>
    public int Count => OfModels.Length + OfCircuits.Length;

    /// <summary>Those with a text in their names.</summary>
    public LawSet Named(string? part) => part is null ? this : new(
        [.. OfModels.Where(law => law.Name.Contains(part, StringComparison.OrdinalIgnoreCase))],
        [.. OfCircuits.Where(law => law.Name.Contains(part, StringComparison.OrdinalIgnoreCase))]);

    /// <summary>Those that ask the fused engine alone; the others are left out.</summary>
    public LawSet WithoutLibtorch => this with { OfModels = OfModels.RemoveAll(law => law.NeedsTensors), LeftOut = [.. OfModels.Where(law => law.NeedsTensors).Select(law => law.Name)] };

    /// <summary>The same laws where there is no model at hand: those of models are checked on random ones.</summary>
    public LawSet WithoutModel => new([], [.. OfCircuits, .. OfModels.Select(law => law.OnModels())]);
}
