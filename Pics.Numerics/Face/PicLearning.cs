using System.Diagnostics.CodeAnalysis;

namespace Pics.Numerics;

/// <summary>How a <see cref="PicModel"/> comes from rows: <c>PicModel.Learn</c>.</summary>
public static class PicLearning
{
    extension(PicModel)
    {
        /// <summary>Learns a model from a file or folder of rows, whose splits are used where it has some. Error: <see cref="PicsFault"/>.</summary>
        /// <param name="path">A table, pictures or arrays, as the readers take them.</param>
        /// <param name="settings">What is wished; null for nothing.</param>
        /// <param name="progress">Told of steps and validations; null for nobody.</param>
        /// <param name="cancellation">Stops the learning after the step at hand.</param>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public static Either<PicsFault, PicModel> Learn(string path, LearnSettings? settings = null, IProgress<LearningProgress>? progress = null, CancellationToken cancellation = default)
        {
            var wished = settings ?? LearnSettings.Default;
            return from found in DataFormats.Read(path, LearnFamilies.Reading(wished)).OrFault()
                   from splits in LearnSplits.Of(found.Train, found.Validation, found.Test, wished)
                   from model in Learn(splits, wished, progress, cancellation)
                   select model;
        }

        /// <summary>Learns a model from rows, some of which are held out. Error: <see cref="PicsFault"/>.</summary>
        /// <param name="data">The rows.</param>
        /// <param name="settings">What is wished; null for nothing.</param>
        /// <param name="progress">Told of steps and validations; null for nobody.</param>
        /// <param name="cancellation">Stops the learning after the step at hand.</param>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public static Either<PicsFault, PicModel> Learn(Dataset data, LearnSettings? settings = null, IProgress<LearningProgress>? progress = null, CancellationToken cancellation = default) =>
            LearnSplits.Of(data, null, null, settings ?? LearnSettings.Default).Bind(splits => Learn(splits, settings, progress, cancellation));

        /// <summary>Learns a model from records, a variable for each public property (<see cref="Table"/>). Error: <see cref="PicsFault"/>.</summary>
        /// <typeparam name="T">The type whose properties are the columns.</typeparam>
        /// <param name="records">The rows.</param>
        /// <param name="settings">What is wished; null for nothing.</param>
        /// <param name="progress">Told of steps and validations; null for nobody.</param>
        /// <param name="cancellation">Stops the learning after the step at hand.</param>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public static Either<PicsFault, PicModel> Learn<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
            IEnumerable<T> records, LearnSettings? settings = null, IProgress<LearningProgress>? progress = null, CancellationToken cancellation = default) =>
            Table.Of(records, LearnFamilies.Reading(settings ?? LearnSettings.Default)).OrFault().Bind(data => Learn(data, settings, progress, cancellation));

        /// <summary>Learns a model from splits. Error: <see cref="PicsFault"/>.</summary>
        /// <param name="splits">What is learned from, what tells when to stop, and what is reported on; the last may be empty.</param>
        /// <param name="settings">What is wished; null for nothing.</param>
        /// <param name="progress">Told of steps and validations; null for nobody.</param>
        /// <param name="cancellation">Stops the learning after the step at hand.</param>
        /// <exception cref="OperationCanceledException">It was cancelled.</exception>
        public static Either<PicsFault, PicModel> Learn(DatasetSplits splits, LearnSettings? settings = null, IProgress<LearningProgress>? progress = null, CancellationToken cancellation = default)
        {
            cancellation.ThrowIfCancellationRequested();
            return from works in NativeRuntime.Check().OrFault()
                   from plan in LearnPlan.Of(splits, settings ?? LearnSettings.Default)
                   from model in Learn(plan, progress, cancellation)
                   select model;
        }
    }

    private static Either<PicsFault, PicModel> Learn(LearnPlan plan, IProgress<LearningProgress>? progress, CancellationToken cancellation)
    {
        return StoredModel.Create(plan.Pic, plain: false, plan.Nets, plan.Kind, plan.Rule.Count, plan.Training.Batches.Seed).OrFault().Bind(Train);

        Either<PicsFault, PicModel> Train(StoredModel stored)
        {
            var isKept = false;
            try
            {
                var learned = from outcome in Learning.Run(plan, stored, progress, cancellation)
                              from model in PicTensors.Of(plan.Data.Train.Form, stored, plan.Rule)
                              select model.Learned(plan.Graph, Learning.Report(plan, model, outcome));
                isKept = learned.IsRight;
                return learned;
            }
            finally
            {
                if (!isKept) stored.Dispose();
            }
        }
    }
}
