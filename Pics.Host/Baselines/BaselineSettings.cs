namespace Pics.Host;

/// <summary>What a baseline is trained on, how long, and how it is scored.</summary>
internal sealed record BaselineSettings
{
    /// <summary>Which model.</summary>
    public required BaselineKind Model { get; init; }

    /// <summary>The data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Where its files are; null for where downloads are, or for what is generated.</summary>
    public string? Data { get; init; }

    /// <summary>Seconds of training at most, with its validations; null for no limit.</summary>
    public double? Seconds { get; init; }

    /// <summary>Steps at most; null for no limit.</summary>
    public long? MaxSteps { get; init; }

    /// <summary>Validations in a row without improvement before stopping.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Steps between validations.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>The seed of weights, of the order of rows and of what is drawn.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Samples of a bound in the end; 1 where figures are exact.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Rows of each split that are scored in the end, the first ones; null for all.</summary>
    public int? ScoreRows { get; init; }

    /// <summary>Threads; 0 leaves the choice to libtorch.</summary>
    public int Threads { get; init; }

    /// <summary>The samples of a bound where nothing is said of them.</summary>
    public static int SamplesOf(BaselineKind model) => model switch { BaselineKind.Vae => 1000, BaselineKind.Flow => 16, _ => 1 };

    /// <summary>The first option that no baseline has; null if all are right.</summary>
    public Failure? FindFault() =>
        Seconds is { } seconds && !(seconds > 0 && double.IsFinite(seconds)) ? new Failure(FormattableString.Invariant($"--seconds is {seconds}; it must be a positive number"))
        : MaxSteps < 1 ? new Failure($"--max-steps is {MaxSteps}; it must be at least 1")
        : Patience < 1 ? new Failure($"--patience is {Patience}; it must be at least 1")
        : ValidateEvery < 1 ? new Failure($"--validate-every is {ValidateEvery}; it must be at least 1")
        : Samples < 1 ? new Failure($"--samples is {Samples}; it must be at least 1")
        : ScoreRows < 1 ? new Failure($"--score-rows is {ScoreRows}; it must be at least 1")
        : null;
}
