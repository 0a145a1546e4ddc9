namespace Gatehouse.Identity;

/// <summary>A device that a person signed in on and that proved then that it can prove itself again.</summary>
public sealed record Device : IPart
{
    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("device", IsSecret: true);

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <inheritdoc/>
    public required string Owner { get; init; }

    /// <summary>What it is called: <c>{region}_{uuid}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>By what it proves itself; null when it cannot.</summary>
    public SrpVerifier? Proof { get; init; }

    /// <summary>Its person, or the pool, wants it to be known again.</summary>
    public required bool Remembered { get; init; }

    /// <summary>A sign-in on it can lean on it: it is remembered, and can prove that it is the one.</summary>
    public bool IsTrusted => Remembered && Proof is not null;

    /// <summary>When it was confirmed.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>When its person signed in on it last.</summary>
    public required DateTimeOffset LastSignIn { get; init; }

    /// <summary>From which network address; null when that is not known.</summary>
    public string? LastAddress { get; init; }
}

/// <summary>What a device that nobody knows yet is told, to confirm itself.</summary>
/// <param name="Key">What it is called from now on.</param>
/// <param name="GroupKey">What stands for the pool in its proofs.</param>
public sealed record NewDevice(string Key, string GroupKey);
