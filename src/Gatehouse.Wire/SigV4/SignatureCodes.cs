namespace Gatehouse.Wire.SigV4;

/// <summary>
/// The codes of the faults of <see cref="SignatureGate.Judge(SignedHead, SignatureRules, CancellationToken)"/>. Five are AWS's common ones; the others say more
/// closely what <c>InvalidSignatureException</c> covers, for services that have words of their own for it.
/// </summary>
public static class SignatureCodes
{
    /// <summary>There is no signature.</summary>
    public const string Missing = "MissingAuthenticationTokenException";

    /// <summary>The signature is not whole, or not of the form that it must have.</summary>
    public const string Incomplete = "IncompleteSignatureException";

    /// <summary>The signature is wrong.</summary>
    public const string Mismatch = "InvalidSignatureException";

    /// <summary>There is no such key, or not with this session token.</summary>
    public const string UnknownKey = "UnrecognizedClientException";

    /// <summary>The temporary key has ended.</summary>
    public const string ExpiredToken = "ExpiredTokenException";

    /// <summary>There are credentials both in the header and in the query.</summary>
    public const string Twofold = "SignedTwice";

    /// <summary>The date of a header signature is too far from our clock, in either direction.</summary>
    public const string Skewed = "RequestTimeTooSkewed";

    /// <summary>A signature in the query has ended.</summary>
    public const string Expired = "RequestExpired";

    /// <summary>A signature in the query has not begun.</summary>
    public const string Early = "RequestNotYetValid";

    /// <summary>The scope is not ours: day, region, service or terminator.</summary>
    public const string Elsewhere = "CredentialScopeMismatch";

    /// <summary>A header came that must be signed and is not.</summary>
    public const string Unsigned = "HeadersNotSigned";

    /// <summary>The body is not the one that was signed.</summary>
    public const string BodyMismatch = "ContentSha256Mismatch";

    /// <summary>What <c>x-amz-content-sha256</c> says is missing, no form that there is, or not allowed here.</summary>
    public const string BodyForm = "ContentSha256Invalid";

    /// <summary>Nothing is said of the body: ask again with <see cref="SignedHead.BodyHash"/>. Nothing is proven yet.</summary>
    public const string BodyHashNeeded = "BodyHashNeeded";

    /// <summary>The fault as a service words it that knows only the five common codes of AWS.</summary>
    public static Fault Common(Fault fault) => fault.Code switch
    {
        Skewed or Expired or Early or Elsewhere or Unsigned => fault with { Code = Mismatch },
        BodyMismatch or BodyForm or BodyHashNeeded => SignatureFaults.Mismatch,
        Twofold => fault with { Code = Incomplete },
        _ => fault,
    };
}
