using Gatehouse.Access;
using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>What answers say of sessions.</summary>
internal static class StsShapes
{
    /// <summary>Credentials as they are given out.</summary>
    public static Credentials Write(TemporaryKey key) => new()
    {
        AccessKeyId = key.Id, SecretAccessKey = key.Secret, SessionToken = key.Token, Expiration = key.Expires,
    };

    /// <summary>Whose session it is.</summary>
    public static AssumedRoleUser Write(Principal principal) => new() { AssumedRoleId = principal.UserId, Arn = principal.Arn };

    /// <summary>The terms of a session that begins now, to the second.</summary>
    public static SessionTerms Terms(DateTimeOffset now, TimeSpan lasts) => new(now, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()) + lasts);
}
