namespace Gatehouse.Identity;

/// <summary>What a person, or somebody in their name, did.</summary>
public enum AuthEventKind
{
    /// <summary>Signed in.</summary>
    SignIn,

    /// <summary>Signed up.</summary>
    SignUp,

    /// <summary>Asked for a recovery code, or used one.</summary>
    ForgotPassword,

    /// <summary>Replaced the password they knew.</summary>
    PasswordChange,

    /// <summary>Asked for the sign-up code again.</summary>
    ResendCode,
}

/// <summary>How it ended.</summary>
public enum AuthEventResult
{
    /// <summary>It was done.</summary>
    Passed,

    /// <summary>It was refused.</summary>
    Failed,

    /// <summary>Something more is needed before it is done.</summary>
    InProgress,
}

/// <summary>What was to be proven.</summary>
public enum ProofKind
{
    /// <summary>The password, in whatever way.</summary>
    Password,

    /// <summary>A code that was sent, or made by an authenticator.</summary>
    Code,
}

/// <summary>One proof that was tried.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Holds">Whether it was right.</param>
public sealed record ProofTried(ProofKind Kind, bool Holds);

/// <summary>Where a call came from, as far as it is known.</summary>
/// <param name="Address">The internet address, in its one plain form.</param>
/// <param name="Device">A readable name of browser and system, at most 100 characters.</param>
public sealed record Origin(string? Address, string? Device)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Origin Unknown = new(null, null);
}

/// <summary>What somebody says of an event afterwards.</summary>
/// <param name="IsValid">It was the person.</param>
/// <param name="ByAdmin">An administrator says so, not the person.</param>
/// <param name="Given">When it was said.</param>
public sealed record Feedback(bool IsValid, bool ByAdmin, DateTimeOffset Given);

/// <summary>One entry in the history of a person.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Sub">The person.</param>
/// <param name="Id">A UUID (RFC 9562, version 7): later events have greater ones.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Result">How it ended.</param>
public sealed record AuthEvent(string PoolId, string Sub, string Id, DateTimeOffset At, AuthEventKind Kind, AuthEventResult Result)
{
    /// <summary>How many events of a person are kept that only they could have caused.</summary>
    public const int MostProven = 1000;

    /// <summary>How many others are kept. Whoever fails on purpose in a person's name wipes out failures, and nothing else.</summary>
    public const int MostUnproven = 250;

    /// <summary>How long events are kept unless the operator says otherwise.</summary>
    public static readonly TimeSpan UsualRetention = TimeSpan.FromDays(730);

    /// <summary>Whence.</summary>
    public Origin From { get; init; } = Origin.Unknown;

    /// <summary>What was tried to be proven.</summary>
    public IReadOnlyList<ProofTried> Proofs { get; init; } = [];

    /// <summary>It was refused for where it came from.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The password in it is known to have been stolen.</summary>
    public bool IsCompromised { get; init; }

    /// <summary>What was said of it afterwards; null when nothing was.</summary>
    public Feedback? Feedback { get; init; }

    /// <summary>Only the person could have caused it.</summary>
    public bool IsProven => Result is AuthEventResult.Passed && Kind is AuthEventKind.SignIn or AuthEventKind.SignUp or AuthEventKind.PasswordChange;
}
