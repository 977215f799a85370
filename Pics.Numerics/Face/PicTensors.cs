namespace Pics.Numerics;

/// <summary>A <see cref="PicModel"/> and its parameters as tensors.</summary>
public static class PicTensors
{
    extension(PicModel model)
    {
        /// <summary>The circuit with its parameters, as it is stored, as tensors; owned by the model.</summary>
        public StoredModel Stored => model.Kept(one => Followed(one, HostModels.ToTensors(one.Host, null)));

        /// <summary>The folded QPC with its parameters as tensors, in the circuit's own numbers: real numbers centred and scaled; owned by the model.</summary>
        public QpcModel Queries => model.Kept(one => QpcModel.Of(one.Asked));

        /// <summary>Rows of a PIC itself, whose latents are drawn from their continuous densities and not from the nodes of the rule, as <see cref="PicSampling"/> has it. Error: <see cref="PicSamplingError"/>, <see cref="QueryError.Argument"/> for a plain circuit.</summary>
        /// <param name="count">How many rows.</param>
        /// <param name="points">Points of each latent's grid.</param>
        /// <param name="seed">Of what is drawn.</param>
        /// <param name="first">The number of the first row: a later part of the same rows.</param>
        /// <param name="withOther">Whether rows may have the value of a column that stands for all that training did not see.</param>
        public Either<PicsFault, Dataset> SampleLatents(int count, int points, long seed = 0, long first = 0, bool withOther = false)
        {
            if (model.Stored.Parameters is not PicNets nets) return PicsFault.Of(new QueryError.Argument("the number of latents of a circuit without nets", 0, "at least 1"));
            Either<PicSamplingError, EvidenceRows> Draw(long again)
            {
                using var scope = NewDisposeScope();
                return PicSampling.Draw(model.Pic, nets, model.Rule, (ulong)again, count, new(points, first)).Map(TensorNumbers.ToRows);
            }

            return model.Asked.Alone(() => RowQueries.SampleLatents(model.Form, model.Asked, Draw, count, (seed, first, withOther)), model);
        }

        /// <summary>A model that was put together stage by stage; owns the stored model from then on, and disposes of it where it is refused.</summary>
        /// <param name="form">What its rows are.</param>
        /// <param name="stored">The circuit and its parameters.</param>
        /// <param name="rule">The rule to ask it at; the one that it was trained with if not given. Only a PIC has several.</param>
        /// <remarks>Error: <see cref="PicsError"/> for a rule that the parameters are not for, <see cref="DataError.BadShape"/> for a circuit that is not over these columns.</remarks>
        public static Either<PicsFault, PicModel> Of(RowForm form, StoredModel stored, QuadratureRule? rule = null)
        {
            var all = from fits in FormFit.Check(stored.Pic, form).OrFault()
                      from known in rule is null ? stored.Rule.Create().OrFault() : Either<PicsFault, QuadratureRule>.Right(rule)
                      from made in stored.Device.type == DeviceType.CPU ? PicModel.Of(form, HostModels.Of(stored), known) : OnDevice(form, stored, known)
                      select Keeping(made, stored);
            if (all.IsLeft) stored.Dispose();
            return all;
        }
    }

    /// <summary>A model that is asked where its parameters are.</summary>
    private static Either<PicsFault, PicModel> OnDevice(RowForm form, StoredModel stored, QuadratureRule rule) => QpcModel.Of(stored, rule).OrFault().Bind<PicModel>(queries =>
    {
        if (!queries.Parameters.IsPossible())
        {
            queries.Dispose();
            return PicsFault.Of(PicModel.NotFinite(rule));
        }

        var model = new PicModel(form, HostModels.Of(stored), queries.Asked);
        model.Kept(_ => queries);
        return model;
    });

    /// <summary>Tensors that are saved as they are then, whoever has changed them.</summary>
    private static StoredModel Followed(PicModel model, StoredModel stored)
    {
        model.Refresh = () => HostModels.Copy(stored, model.Host);
        return stored;
    }

    private static PicModel Keeping(PicModel model, StoredModel stored)
    {
        model.Kept(_ => Followed(model, stored));
        return model;
    }
}
