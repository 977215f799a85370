namespace Pics.Numerics;

/// <summary>What a <see cref="PicModel"/> is asked about rows in files of all kinds.</summary>
public static class PicFiles
{
    extension(PicModel model)
    {
        /// <summary>The rows of a file or folder with what they do not observe filled. Error: <see cref="DataError"/> and as for rows in memory.</summary>
        /// <param name="path">What <see cref="DataFormats"/> reads; of several parts the training rows.</param>
        /// <param name="by">What values are filled with.</param>
        /// <param name="seed">Of samples.</param>
        /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
        public Either<PicsFault, Dataset> Complete(string path, FillKind by = FillKind.Expectation, long seed = 0, bool withinRange = false) =>
            Read(model, path).Bind(data => model.Complete(data, by, seed, withinRange));

        /// <summary>How well each row of a file or folder fits the model. Error: <see cref="DataError"/> and as for rows in memory.</summary>
        /// <param name="path">What <see cref="DataFormats"/> reads; of several parts the training rows.</param>
        public Either<PicsFault, IReadOnlyList<RowScore>> Scores(string path) => Read(model, path).Bind(data => model.Scores(data));

        /// <summary>Predictions of a column of the rows of a file or folder. Error: <see cref="DataError"/> and as for rows in memory.</summary>
        /// <param name="path">What <see cref="DataFormats"/> reads; of several parts the training rows.</param>
        /// <param name="target">A name as in questions.</param>
        /// <param name="interval">The probability of the interval of a number.</param>
        public Either<PicsFault, Predictions> Predict(string path, string target, double interval = 0.9) => Read(model, path).Bind(data => model.Predict(data, target, interval));
    }

    private static Either<PicsFault, Dataset> Read(PicModel model, string path) => DataFormats.Read(path, ReadOptions.Default.Like(model.Form)).OrFault().Map(found => found.Train);
}
