namespace Gatehouse.Identity;

/// <summary>What a signed token is for. Each use has a key pair of its own.</summary>
public enum TokenUse
{
    /// <summary>Tells an application who signed in.</summary>
    Id,

    /// <summary>Lets an application act for the person.</summary>
    Access,

    /// <summary>Tells others of an identity of an identity pool.</summary>
    Identity,
}

/// <summary>One RSA-2048 key pair of a pool. It is published before it signs, and verifies as long as a token it signed may live.</summary>
/// <param name="PoolId">The pool whose tokens it signs.</param>
/// <param name="Kid">The key's name in token headers: base64 of 32 random bytes, with its <c>=</c>.</param>
/// <param name="Use">Which of the two kinds of token it signs.</param>
/// <param name="SealedPrivate">PKCS#8, sealed under <c>signing-key/{pool}/{kid}</c>.</param>
/// <param name="Modulus">n, 256 bytes, big-endian.</param>
/// <param name="Exponent">e, big-endian.</param>
/// <param name="SignsFrom">The newest key of a use whose time has come signs.</param>
/// <param name="VerifiesUntil">When the key leaves the published set; null while it is not replaced.</param>
public sealed record SigningKey(
    string PoolId,
    string Kid,
    TokenUse Use,
    byte[] SealedPrivate,
    byte[] Modulus,
    byte[] Exponent,
    DateTimeOffset SignsFrom,
    DateTimeOffset? VerifiesUntil);

/// <summary>Where the key pairs of pools are kept.</summary>
public interface ISigningKeyStore
{
    /// <summary>Every key pair of a pool that is still published, oldest first; empty when there is no such pool.</summary>
    ValueTask<IReadOnlyList<SigningKey>> Of(string poolId, CancellationToken ct);

    /// <summary>Stores the first key pairs of an issuer that is no pool. False when it had some before: of many at once one stores its own.</summary>
    ValueTask<bool> Begin(string issuer, IReadOnlyList<SigningKey> keys, CancellationToken ct);

    /// <summary>Adds key pairs and shortens the life of those they replace, in one transaction.</summary>
    ValueTask Replace(string poolId, IReadOnlyList<SigningKey> added, DateTimeOffset oldOnesVerifyUntil, CancellationToken ct);
}

/// <summary>Makes key pairs ahead of time, so that nobody waits a quarter of a second for a new pool.</summary>
public interface IKeyReservoir
{
    /// <summary>Two fresh key pairs for a pool, one for each use, that sign from the given time.</summary>
    ValueTask<IReadOnlyList<SigningKey>> Take(string poolId, DateTimeOffset signsFrom, CancellationToken ct);

    /// <summary>One fresh key pair for one use.</summary>
    ValueTask<SigningKey> One(string poolId, TokenUse use, DateTimeOffset signsFrom, CancellationToken ct);
}

/// <summary>Signs tokens of pools, and reads them back.</summary>
public interface ITokens
{
    /// <summary>A compact RS256 JWT (RS512 for <see cref="TokenUse.Identity"/>) with header <c>{"kid":…,"alg":…}</c> over the claims, in their order.</summary>
    /// <param name="poolId">Whose key signs.</param>
    /// <param name="use">Which key signs.</param>
    /// <param name="claims">Values: string, long, double, bool, a list of values, or a map (as <c>address</c>) of values.</param>
    /// <param name="ct">Cancels the wait, never a half-made token.</param>
    ValueTask<string> Sign(string poolId, TokenUse use, IReadOnlyDictionary<string, object> claims, CancellationToken ct);

    /// <summary>
    /// The claims of a token that a key of the pool named in its <c>iss</c> signed for that use; null for anything else: another issuer
    /// or algorithm, unknown key, broken signature or form, more than 128 KiB, no whole <c>exp</c> and <c>iat</c>. Lifetimes are for the
    /// caller to judge. A list of nothing but strings comes back as <c>List&lt;string&gt;</c>.
    /// </summary>
    ValueTask<IReadOnlyDictionary<string, object>?> Read(string token, TokenUse use, CancellationToken ct);
}

/// <summary>How the outside names this installation.</summary>
/// <param name="Region">The region in pool ids and ARNs, as <c>us-east-1</c>.</param>
/// <param name="AccountId">The twelve digits in ARNs.</param>
/// <param name="PublicUrl">The base of every issuer, without a slash at its end.</param>
public sealed record Realm(string Region, string AccountId, string PublicUrl)
{
    /// <summary>Under this name the installation signs tokens of identity pools. No pool is called so.</summary>
    public const string Identities = "identities";

    /// <summary>The <c>iss</c> of tokens of identity pools, the same for all of them.</summary>
    public string IdentityIssuer => Issuer(Identities);

    /// <summary>The <c>iss</c> of a pool's tokens.</summary>
    public string Issuer(string poolId) => $"{PublicUrl}/{poolId}";

    /// <summary>The pool an issuer stands for; null when it is not one of ours.</summary>
    public string? PoolOf(string issuer) =>
        issuer.Length > PublicUrl.Length + 1 && issuer.StartsWith(PublicUrl, StringComparison.Ordinal) && issuer[PublicUrl.Length] == '/'
            ? issuer[(PublicUrl.Length + 1)..]
            : null;

    /// <summary>The ARN of a pool, in the region that its id names.</summary>
    public string PoolArn(string poolId) => PoolArn(poolId, poolId[..poolId.IndexOf('_')]);

    /// <summary>The ARN of a pool's copy in another region.</summary>
    public string PoolArn(string poolId, string region) => $"arn:aws:cognito-idp:{region}:{AccountId}:userpool/{poolId}";
}

/// <summary>Where the installation keeps the keys that seal everything else. Used at start and when a key is renewed.</summary>
public interface IKeyRingStore
{
    /// <summary>Every element of the key ring, as XML text.</summary>
    IReadOnlyList<string> All();

    /// <summary>Adds an element; does nothing when there is one of that name, whoever came first. Elements are never changed.</summary>
    void Add(string name, string xml);

    /// <summary>The named value; stores the candidate when there is none yet, and answers what is stored, whoever came first.</summary>
    byte[] GetOrAdd(string name, byte[] candidate);
}
