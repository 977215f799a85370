namespace Pics.Numerics;

/// <summary>Whatever the library refuses: one closed hierarchy over the errors of all its parts.</summary>
public abstract record PicsFault
{
    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public abstract string Explain();

    /// <summary>Takes the fault apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Algebra, T> algebra,
        Func<Data, T> data,
        Func<Model, T> model,
        Func<Learning, T> learning,
        Func<Query, T> query,
        Func<Question, T> question,
        Func<Latents, T> latents,
        Func<Exchange, T> exchange,
        Func<Runtime, T> runtime);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(PicsError error) => new Algebra(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(DataError error) => new Data(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(ModelError error) => new Model(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(TrainingError error) => new Learning(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(QueryError error) => new Query(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(QuestionError error) => new Question(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(PicSamplingError error) => new Latents(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(ExportError error) => new Exchange(error);

    /// <summary>An error of this kind as a fault.</summary>
    public static PicsFault Of(RuntimeError error) => new Runtime(error);

    /// <summary>Graphs, circuits, rules or documents of the algebra.</summary>
    public sealed record Algebra(PicsError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => algebra(this);
    }

    /// <summary>Rows that cannot be read or used.</summary>
    public sealed record Data(DataError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => data(this);
    }

    /// <summary>A model that cannot be made, read or written.</summary>
    public sealed record Model(ModelError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => model(this);
    }

    /// <summary>Settings or rows that nothing can be learned with.</summary>
    public sealed record Learning(TrainingError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => learning(this);
    }

    /// <summary>A query without an answer.</summary>
    public sealed record Query(QueryError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => query(this);
    }

    /// <summary>Words that are no question to this model, or evidence that it cannot have.</summary>
    public sealed record Question(QuestionError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => question(this);
    }

    /// <summary>A PIC whose latents cannot be sampled.</summary>
    public sealed record Latents(PicSamplingError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => latents(this);
    }

    /// <summary>A circuit that cannot be exported.</summary>
    public sealed record Exchange(ExportError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => exchange(this);
    }

    /// <summary>libtorch, which does not work in this process.</summary>
    public sealed record Runtime(RuntimeError Error) : PicsFault
    {
        /// <inheritdoc/>
        public override string Explain() => Error.Explain();

        /// <inheritdoc/>
        public override T Match<T>(Func<Algebra, T> algebra, Func<Data, T> data, Func<Model, T> model, Func<Learning, T> learning, Func<Query, T> query, Func<Question, T> question, Func<Latents, T> latents, Func<Exchange, T> exchange, Func<Runtime, T> runtime) => runtime(this);
    }
}
