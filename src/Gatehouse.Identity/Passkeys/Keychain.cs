using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gatehouse.Identity;

/// <summary>A registration that was begun and not finished.</summary>
/// <param name="State">What the browser was asked, as <see cref="IPasskeyCeremonies"/> keeps it.</param>
/// <param name="SessionId">The session that began it, and alone may finish it.</param>
/// <param name="ClientId">The application that began it.</param>
/// <param name="Expires">When it must have been finished.</param>
public sealed record PendingPasskey(string State, string SessionId, string ClientId, DateTimeOffset Expires);

/// <summary>
/// All passkeys of a person in one part, so that their number is bounded, and a challenge spent, in one atomic step. No other person of the
/// pool can have one of them.
/// </summary>
public sealed record Keychain(string PoolId, string Owner) : IPart
{
    /// <summary>The key of the only part of this kind that a person has.</summary>
    public const string OnlyKey = "all";

    /// <summary>No person has more passkeys than this.</summary>
    public const int Most = 20;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("keychain", IsSecret: true);

    /// <inheritdoc/>
    public string Key => OnlyKey;

    /// <summary>The passkeys, oldest first.</summary>
    public IReadOnlyList<Passkey> Passkeys { get; init; } = [];

    /// <summary>The registration that was begun last; null when there is none.</summary>
    public PendingPasskey? Pending { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Claims =>
        [.. Passkeys.Select(passkey => $"{PoolId}/{Base64Url.EncodeToString(SHA256.HashData(passkey.CredentialId))}")];

    /// <summary>The passkey with that credential id, or null.</summary>
    public Passkey? Find(ReadOnlySpan<byte> credentialId)
    {
        foreach (var passkey in Passkeys)
        {
            if (credentialId.SequenceEqual(passkey.CredentialId))
                return passkey;
        }

        return null;
    }
}
