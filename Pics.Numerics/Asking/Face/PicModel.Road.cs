namespace Pics.Numerics;

/// <content>The stages of the road to it.</content>
public sealed partial class PicModel
{
    private RegionGraph? learned;

    /// <summary>How it was learned; null where that is not known.</summary>
    public LearningReport? Report { get; private set; }

    /// <summary>The region graph that it was made over; of a model that was loaded or conditioned that of its circuit, null where it has none.</summary>
    public RegionGraph? Graph => learned ?? Unmerge.Pass.Apply(Pic).MatchUnsafe<RegionGraph?>(graph => graph, _ => null);

    /// <summary>The quadrature rule at which it is asked.</summary>
    public QuadratureRule Rule => Folded.Rule;

    /// <summary>The QPC: its circuit under the rule.</summary>
    public Qpc Qpc => Materialize.With(Rule).Apply(Pic).IfLeft(error => throw new InvalidOperationException(error.Explain())); // it was made before

    /// <summary>The same model, which knows how it was learned.</summary>
    internal PicModel Learned(RegionGraph? graph, LearningReport? report)
    {
        (learned, Report) = (graph, report);
        return this;
    }
}
