namespace Pics.Numerics;

/// <summary>Where a step first met a number that is not finite, or a likelihood of zero.</summary>
public abstract record FailurePlace
{
    /// <summary>What kind of place it is, in a word.</summary>
    public abstract string Label { get; }

    internal abstract string Sentence { get; }

    /// <summary>What is wrong and where, without a full stop.</summary>
    public string Explain() => Sentence;

    /// <summary>Takes the place apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<Parameter, T> parameter,
        Func<Function, T> function,
        Func<Fold, T> fold,
        Func<FunctionGradient, T> functionGradient,
        Func<ParameterGradient, T> parameterGradient,
        Func<Update, T> update,
        Func<Nowhere, T> nowhere);

    /// <summary>A parameter or frequency is not finite before anything is computed from it.</summary>
    /// <param name="Name">Its name in the model.</param>
    public sealed record Parameter(string Name) : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "parameter";

        internal override string Sentence => $"the parameter '{Name}' is not finite";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => parameter(this);
    }

    /// <summary>A net gives numbers that are not finite from parameters that are.</summary>
    /// <param name="Group">The group of functions.</param>
    /// <param name="Head">The function in it.</param>
    /// <param name="User">The first fold that uses it.</param>
    public sealed record Function(int Group, int Head, FoldName User) : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "function";

        internal override string Sentence => $"the net of group {Group} gives numbers that are not finite for function {Head}, which {User} uses";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => function(this);
    }

    /// <summary>The values of a fold: the first in the order of evaluation of whose inputs nothing is wrong.</summary>
    /// <param name="Name">The fold.</param>
    /// <param name="IsZero">Whether they are all zero, and the rows have probability zero by them; else some are not finite.</param>
    /// <param name="IsNormaliser">Whether this is so for no evidence, where a plain circuit gives its Z.</param>
    public sealed record Fold(FoldName Name, bool IsZero, bool IsNormaliser) : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "fold";

        internal override string Sentence => $"the values of {Name} are {(IsZero ? "all zero" : "not finite")}{(IsNormaliser ? " where nothing is observed" : string.Empty)}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => fold(this);
    }

    /// <summary>The gradient of a function of the circuit, by its uses: the first in the backward pass from the root. All values are finite.</summary>
    /// <param name="User">The fold that uses it.</param>
    public sealed record FunctionGradient(FoldName User) : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "function-gradient";

        internal override string Sentence => $"the gradient of the function of {User} is not finite";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => functionGradient(this);
    }

    /// <summary>The gradient of a parameter of a net. The gradients of the circuit are finite.</summary>
    /// <param name="Name">Its name in the model.</param>
    public sealed record ParameterGradient(string Name) : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "parameter-gradient";

        internal override string Sentence => $"the gradient of the parameter '{Name}' is not finite";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => parameterGradient(this);
    }

    /// <summary>The step itself made a parameter, or its second moment, not finite. All gradients are finite.</summary>
    /// <param name="Name">Its name in the model.</param>
    public sealed record Update(string Name) : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "update";

        internal override string Sentence => $"the step made the parameter '{Name}', or its second moment, not finite";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => update(this);
    }

    /// <summary>All numbers were finite when the step was repeated.</summary>
    public sealed record Nowhere() : FailurePlace
    {
        /// <inheritdoc/>
        public override string Label => "nowhere";

        internal override string Sentence => "its numbers were finite when it was repeated";

        /// <inheritdoc/>
        public override T Match<T>(Func<Parameter, T> parameter, Func<Function, T> function, Func<Fold, T> fold, Func<FunctionGradient, T> functionGradient, Func<ParameterGradient, T> parameterGradient, Func<Update, T> update, Func<Nowhere, T> nowhere) => nowhere(this);
    }
}
