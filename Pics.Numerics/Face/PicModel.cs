namespace Pics.Numerics;

/// <summary>A model of rows that was learned or loaded: the one way in for users. Every stage of the road to it is a property.</summary>
/// <remarks>
/// Owns tensors: dispose of it. It may be asked by several threads at once; who asks after it was disposed of gets an
/// <see cref="ObjectDisposedException"/>, who asks at the same time that or the right answer.
/// </remarks>
public sealed partial class PicModel : IDisposable
{
    internal PicModel(RowForm form, StoredModel stored, QpcModel queries) => (Form, Stored, Queries) = (form, stored, queries);

    /// <summary>What its rows are.</summary>
    public RowForm Form { get; }

    /// <summary>The circuit.</summary>
    public Pic Pic => Stored.Pic;

    /// <summary>The folded QPC.</summary>
    public FoldedQpc Folded => Queries.Circuit;

    /// <summary>The circuit with its parameters, as it is stored.</summary>
    public StoredModel Stored { get; }

    /// <summary>The folded QPC with its parameters, in the circuit's own numbers: real numbers centred and scaled.</summary>
    public QpcModel Queries { get; }

    /// <summary>The same in plain memory.</summary>
    internal AskedCircuit Asked => Queries.Asked;

    /// <summary>A model that was put together stage by stage; owns the stored model from then on, and disposes of it where it is refused.</summary>
    /// <param name="form">What its rows are.</param>
    /// <param name="stored">The circuit and its parameters.</param>
    /// <param name="rule">The rule to ask it at; the one that it was trained with if not given. Only a PIC has several.</param>
    /// <remarks>Error: <see cref="PicsError"/> for a rule that the parameters are not for, <see cref="DataError.BadShape"/> for a circuit that is not over these columns.</remarks>
    public static Either<PicsFault, PicModel> Of(RowForm form, StoredModel stored, QuadratureRule? rule = null)
    {
        var made = from fits in FormFit.Check(stored.Pic, form).OrFault()
                   from known in rule is null ? stored.Rule.Create().OrFault() : Either<PicsFault, QuadratureRule>.Right(rule)
                   from queries in Possible(stored, known)
                   select new PicModel(form, stored, queries);
        if (made.IsLeft) stored.Dispose();
        return made;
    }

    /// <summary>What is asked. Error: a rule that the parameters are not for, and parameters that give numbers which are not finite.</summary>
    private static Either<PicsFault, QpcModel> Possible(StoredModel stored, QuadratureRule rule) => QpcModel.Of(stored, rule).OrFault().Bind<QpcModel>(queries =>
    {
        if (queries.Parameters.IsPossible()) return queries;
        queries.Dispose();
        return PicsFault.Of(new ModelError.Unfit("the model", $"gives numbers that are not finite under the {rule.Name} rule of K = {rule.Count}, so nothing can be asked of it; its parameters are too large or damaged, so learn it anew"));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        Queries.Dispose(); // waits for the query that runs
        Stored.Dispose();
    }
}
