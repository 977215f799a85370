namespace Pics.Laws;

/// <summary>The laws that every model must keep, checked on random models instead of one at hand.</summary>
public static class ModelLaws
{
    /// <summary>The law over small random models of every kind and family, most of them of raised contrast, in random cases.</summary>
    public static PassLaw OnModels(this Law law) => PassLaw.Of(law.Name, law.Statement, PicsArbitraries.Trials(), trial =>
    {
        using var model = trial.Model.Make();
        using var subject = new LawSubject(model);
        return law.Check(subject, trial.Case);
    });

    /// <summary>Checks the law on random models.</summary>
    /// <param name="law">The law.</param>
    /// <param name="tests">How many models, with one case each.</param>
    /// <param name="seed">Equal seeds give equal models and cases.</param>
    public static LawResult Check(this Law law, int tests, int seed) => law.OnModels().Check(tests, seed);
}
