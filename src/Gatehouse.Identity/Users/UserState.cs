namespace Gatehouse.Identity;

/// <summary>Where a person stands on the way to signing in.</summary>
public enum UserStatus
{
    /// <summary>Signed up, address not proven.</summary>
    Unconfirmed,

    /// <summary>May sign in.</summary>
    Confirmed,

    /// <summary>Must choose a new password at the first sign-in.</summary>
    ForceChangePassword,

    /// <summary>Must recover the password before signing in.</summary>
    ResetRequired,

    /// <summary>Known through another provider only.</summary>
    ExternalProvider,
}

/// <summary>What a code was sent for. A code works for its purpose only.</summary>
public enum CodePurpose
{
    /// <summary>To end a sign-up.</summary>
    SignUp,

    /// <summary>To choose a new password.</summary>
    Recovery,

    /// <summary>To prove an e-mail address.</summary>
    Email,

    /// <summary>To prove a telephone number.</summary>
    Phone,

    /// <summary>To sign in. It works in the one sign-in that it was sent for.</summary>
    SignIn,
}

/// <summary>A password as it is kept.</summary>
/// <param name="Hash">A PHC string.</param>
/// <param name="Since">When it was set.</param>
public sealed record StoredPassword(string Hash, DateTimeOffset Since)
{
    /// <summary>What SRP needs; null while no client of the pool may use SRP. The verifier is sealed.</summary>
    public SrpVerifier? Srp { get; init; }

    /// <summary>An administrator chose it for the first sign-in.</summary>
    public bool IsTemporary { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "StoredPassword";
}

/// <summary>Everything that is kept of one person, as plain data: what a store writes and reads whole.</summary>
public sealed record UserState
{
    /// <summary>The pool the person belongs to.</summary>
    public required string PoolId { get; init; }

    /// <summary>A UUID, never used again.</summary>
    public required string Sub { get; init; }

    /// <summary>The name given at creation, as it was spelled; equal to the sub where e-mail or telephone stand in for it.</summary>
    public required string Username { get; init; }

    /// <summary>Where the person stands.</summary>
    public required UserStatus Status { get; init; }

    /// <summary>False: signed out everywhere, and no way in.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When the person was added.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When anything about the person changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>Attribute values by name, without <c>sub</c>, sorted.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>New addresses that wait to be proven, by attribute, while the old ones stay in force.</summary>
    public IReadOnlyDictionary<string, string> Pending { get; init; } = new Dictionary<string, string>();

    /// <summary>The password; null for people without one.</summary>
    public StoredPassword? Password { get; init; }

    /// <summary>Hashes of the passwords before, the newest first, where the pool does not let them be used again. Sealed where they are stored.</summary>
    public IReadOnlyList<string> PastPasswords { get; init; } = [];

    /// <summary>Who the person is at other providers, in the order in which they were linked.</summary>
    public IReadOnlyList<LinkedIdentity> Identities { get; init; } = [];

    /// <summary>The second factors the person has turned on.</summary>
    public ChosenFactors Factors { get; init; } = new();

    /// <summary>The app that shows codes; null for people without one. Sealed where it is stored.</summary>
    public Authenticators? Authenticators { get; init; }

    /// <summary>Codes in flight, by purpose: the newest only.</summary>
    public IReadOnlyDictionary<CodePurpose, OneTimeCode> Codes { get; init; } = new Dictionary<CodePurpose, OneTimeCode>();

    /// <inheritdoc/>
    public override string ToString() => $"User {Sub}";
}
