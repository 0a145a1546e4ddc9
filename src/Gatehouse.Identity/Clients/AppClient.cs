using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>The ways of signing in that an application may use.</summary>
[Flags]
public enum SignInWays
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>User name and password in one call.</summary>
    Password = 1,

    /// <summary>The same, from a server that signs its calls.</summary>
    AdminPassword = 2,

    /// <summary>Secure Remote Password.</summary>
    Srp = 4,

    /// <summary>Challenges defined by functions of the pool.</summary>
    Custom = 8,

    /// <summary>A refresh token.</summary>
    Refresh = 16,

    /// <summary>The person chooses among factors.</summary>
    Choice = 32,

    /// <summary>The application itself, without a person.</summary>
    ClientToken = 64,
}

/// <summary>How a secret hash compared.</summary>
public enum SecretHashCheck
{
    /// <summary>The client has no secret, or the hash proves one.</summary>
    Accepted,

    /// <summary>The client has a secret and no hash came.</summary>
    Missing,

    /// <summary>The hash proves none of the secrets.</summary>
    Wrong,
}

/// <summary>One secret of a client. Printing it does not show it.</summary>
/// <param name="Id"><c>{client id}--{epoch seconds}</c>.</param>
/// <param name="Value">The secret in clear, in memory only; stores keep it sealed.</param>
/// <param name="Created">When it was made.</param>
public sealed record ClientSecret(string Id, string Value, DateTimeOffset Created)
{
    /// <inheritdoc/>
    public override string ToString() => $"ClientSecret {Id}";
}

/// <summary>An application that may speak to a pool: an immutable snapshot, replaced whole when a setting changes.</summary>
public sealed record AppClient
{
    /// <summary>No client has more secrets at a time.</summary>
    public const int MaxSecrets = 2;

    /// <summary>26 lower-case letters and digits, unique in the installation.</summary>
    public required string Id { get; init; }

    /// <summary>The pool it speaks to.</summary>
    public required string PoolId { get; init; }

    /// <summary>What people call it; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When a setting changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>Its secrets, oldest first; empty for a public client.</summary>
    public IReadOnlyList<ClientSecret> Secrets { get; init; } = [];

    /// <summary>The ways of signing in it may use.</summary>
    public SignInWays Ways { get; init; } = SignInWays.Refresh | SignInWays.Srp | SignInWays.Custom;

    /// <summary>How long an access token lives.</summary>
    public TimeSpan AccessLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an ID token lives.</summary>
    public TimeSpan IdLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token lives.</summary>
    public TimeSpan RefreshLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a step of a sign-in may take.</summary>
    public TimeSpan StepLifetime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Refresh tokens can be revoked, and tokens carry <c>origin_jti</c> and <c>jti</c>.</summary>
    public bool Revocable { get; init; } = true;

    /// <summary>Answers about unknown people look like answers about known ones.</summary>
    public bool HidesUnknownUsers { get; init; }

    /// <summary>Attributes it may read; null means all of the pool's.</summary>
    public IReadOnlySet<string>? Readable { get; init; }

    /// <summary>Attributes it may write; null means all of the pool's.</summary>
    public IReadOnlySet<string>? Writable { get; init; }

    /// <summary>Refresh tokens are exchanged at each use; how long the old one still works.</summary>
    public TimeSpan? RotationGrace { get; init; }

    /// <summary>How long after the person proved who they are a browser's session lets them in again without asking; zero is never.</summary>
    public TimeSpan BrowserReuse { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>What it may do at the pool's own pages and endpoints.</summary>
    public OAuthRules OAuth { get; init; } = new();

    /// <summary>The settings as the administrative interface words them. The domain carries this text and does not read it.</summary>
    public string Described { get; init; } = "{}";

    /// <summary>The client with one secret more; it has room for it.</summary>
    /// <remarks>Ids count in seconds: of two secrets made in the same second, the later is named for the next.</remarks>
    public AppClient WithSecret(string value, DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        while (Secrets.Any(secret => secret.Id == Name(second)))
            second++;

        return this with { Secrets = [.. Secrets, new(Name(second), value, now)] };

        string Name(long made) => $"{Id}--{made}";
    }

    /// <summary>Whether it may use a way of signing in.</summary>
    public bool Allows(SignInWays way) => (Ways & way) is not SignInWays.None;

    /// <summary>Whether it may read an attribute. Everyone reads <c>sub</c>.</summary>
    public bool MayRead(string attribute) => attribute == Attributes.Sub || Readable is null || Readable.Contains(attribute);

    /// <summary>Whether people see an attribute of theirs through it: what it may read, but nothing that is for administrators.</summary>
    public bool MayShow(string attribute) => MayRead(attribute) && !attribute.StartsWith(Attributes.DeveloperPrefix, StringComparison.Ordinal);

    /// <summary>Whether it may write an attribute. Nobody but an administrator writes developer-only ones and proofs of address.</summary>
    public bool MayWrite(string attribute) =>
        !attribute.StartsWith(Attributes.DeveloperPrefix, StringComparison.Ordinal) && (Writable is null || Writable.Contains(attribute));

    /// <summary>A client with a secret proves that it has it, by Base64(HMAC-SHA-256(secret, username + client id)).</summary>
    /// <param name="hash">What the caller sent.</param>
    /// <param name="username">The name exactly as the caller sent it.</param>
    public SecretHashCheck Check(string? hash, string username)
    {
        if (Secrets.Count == 0)
            return hash is null ? SecretHashCheck.Accepted : SecretHashCheck.Wrong;
        if (hash is null)
            return SecretHashCheck.Missing;

        Span<byte> given = stackalloc byte[64];
        var readable = Convert.TryFromBase64String(hash, given, out var length);
        var proven = false;

        // Both secrets are tried whatever the first says: which of the two is in use does not show in the time.
        foreach (var secret in Secrets)
            proven |= CryptographicOperations.FixedTimeEquals(Hash(secret, username), given[..(readable ? length : 0)]);

        return proven ? SecretHashCheck.Accepted : SecretHashCheck.Wrong;
    }

    /// <summary>Whether what came is right: one of the secrets, or nothing from a client that has none.</summary>
    public bool IsProvenBy(string? secret) => Secrets.Count == 0 ? secret is null : secret is not null && HasSecret(secret);

    /// <summary>Whether a string is one of the client's secrets.</summary>
    public bool HasSecret(string secret)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var proven = false;
        foreach (var known in Secrets)
            proven |= CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(known.Value)), given);

        return proven;
    }

    private byte[] Hash(ClientSecret secret, string username) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Value), Encoding.UTF8.GetBytes(username + Id));
}
