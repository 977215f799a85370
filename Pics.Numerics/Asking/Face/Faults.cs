namespace Pics.Numerics;

/// <summary>From values that may be errors to values that may throw, and to the one error of the face.</summary>
public static class Faults
{
    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<PicsFault, T> either) => either.Match(value => value, fault => throw new PicsException(fault));

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<PicsError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<PicsError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<DataError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<DataError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<ModelError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<ModelError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<TrainingError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<TrainingError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<QueryError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<QueryError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<QuestionError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<QuestionError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<PicSamplingError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<PicSamplingError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<ExportError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<ExportError, T> either) => either.MapLeft(PicsFault.Of);

    /// <summary>The value, or a <see cref="PicsException"/> with the sentence of what is wrong.</summary>
    public static T OrThrow<T>(this Either<RuntimeError, T> either) => either.OrFault().OrThrow();

    /// <summary>The same with the one error of the face.</summary>
    public static Either<PicsFault, T> OrFault<T>(this Either<RuntimeError, T> either) => either.MapLeft(PicsFault.Of);
}
