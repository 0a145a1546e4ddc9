using System.Security.Cryptography;
using System.Text;
using Gatehouse.Access;

namespace Gatehouse.Wire.SigV4;

/// <summary>Admits requests that are signed by Signature Version 4 in the <c>Authorization</c> header. Safe for any number of threads.</summary>
/// <remarks>The body is always hashed here, whatever the caller says of it. Credentials in the query are not accepted.</remarks>
public sealed class SignatureGate(IAccessKeys keys, WireOptions options, TimeProvider clock)
{
    private const string ContentHash = "x-amz-content-sha256";
    private const string SessionToken = "x-amz-security-token";

    private const int LongestRegion = 32;

    // Unknown keys are checked against this one, so that they cost the time of a known key.
    private static readonly AccessKey Nobody = new("", RandomNumberGenerator.GetHexString(40), new Root(""));

    /// <summary>Checks the signature of a request.</summary>
    /// <param name="request">The request, its body read.</param>
    /// <param name="service">The service that must have been signed for.</param>
    /// <param name="mustSign">Headers, in lower case, that must be signed besides <c>host</c>, the date and the session token.</param>
    /// <param name="cancellation">Fires when the caller went away.</param>
    /// <returns>The signer, or one of AWS's five faults for signatures.</returns>
    public async ValueTask<Reply<Signer>> Admit(
        SignedRequest request, string service, IReadOnlyList<string> mustSign, CancellationToken cancellation)
    {
        // 1. What it says of itself must be whole, recent, and meant for us.
        if (Claim(request).Refused(out var fault, out var claim) || SigningDate.Of(request).Refused(out fault, out var date))
            return fault;
        if (date.Skewed(clock.GetUtcNow(), options.ClockSkew) is { } skewed)
            return skewed;
        if (ScopeBroken(claim.Scope, service, date, await IsOurs(claim.Scope.Region, service, cancellation)) is { } elsewhere)
            return elsewhere;
        if (HeaderUnsigned(request, claim, [.. mustSign, "host", date.Header]) is { } unsigned)
            return unsigned;

        // 2. The signature must be the key's.
        var bodyHash = Signing.Hash(request.Body.Span);
        if (request.Headers.ContainsKey(ContentHash) && request.Single(ContentHash) != bodyHash)
            return SignatureFaults.Mismatch;

        var token = request.Single(SessionToken);
        var key = await keys.Find(claim.KeyId, token, cancellation);
        var text = Signing.StringToSign(date.Text, claim.Scope, CanonicalRequest.Of(request, claim.SignedHeaders, bodyHash));
        var signature = Signing.Sign((key ?? Nobody).Secret, claim.Scope, text);
        var same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(claim.Signature));

        // 3. The key must exist, with this token or without one, and live.
        if (key is null || (key.Expires is null) != (token is null))
            return SignatureFaults.UnknownKey;
        if (!same)
            return SignatureFaults.Mismatch;
        return key.Expires <= clock.GetUtcNow() ? SignatureFaults.ExpiredToken : new Signer(key, claim.Scope.Region);
    }

    private static Reply<AuthorizationHeader> Claim(SignedRequest request)
    {
        if (request.Query.Contains("X-Amz-", StringComparison.OrdinalIgnoreCase))
            return SignatureFaults.Incomplete("Credentials in the query are not accepted: sign with the Authorization header.");

        return request.Headers.Authorization switch
        {
            [] => SignatureFaults.Missing,
            [{ } header] => AuthorizationHeader.Parse(header),
            _ => SignatureFaults.Incomplete("Authorization header came more than once."),
        };
    }

    private static Fault? ScopeBroken(CredentialScope scope, string service, SigningDate date, bool isOurRegion)
    {
        var broken = new List<string>();
        if (scope.Date != date.Text[..8])
        {
            broken.Add(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope.Date}' != '{date.Text[..8]}', from '{date.Text}'.");
        }

        if (!isOurRegion)
            broken.Add($"Credential should be scoped to a valid region, not '{scope.Region}'.");
        if (scope.Service != service)
            broken.Add($"Credential should be scoped to correct service: '{service}'.");
        if (scope.Terminator != CredentialScope.Aws4Request)
            broken.Add($"Credential should be scoped with a valid terminator: 'aws4_request', not '{scope.Terminator}'.");

        return broken.Count == 0 ? null : SignatureFaults.Invalid(string.Join(' ', broken));
    }

    // IAM and the global STS are signed for us-east-1, wherever the caller works.
    private async ValueTask<bool> IsOurs(string region, string service, CancellationToken cancellation) =>
        region == options.Region || options.MoreRegions.Contains(region) || (service is "iam" or "sts" && region == "us-east-1")
        || (region.Length is > 0 and <= LongestRegion && await options.KnowsRegion(region, cancellation));

    private static Fault? HeaderUnsigned(SignedRequest request, AuthorizationHeader claim, IEnumerable<string> mustSign)
    {
        foreach (var header in mustSign)
        {
            if (!claim.SignedHeaders.Contains(header, StringComparer.Ordinal))
                return SignatureFaults.Unsigned(header);
        }

        var tokens = request.Headers[SessionToken].Count;
        if (tokens > 1 || (tokens == 1 && !claim.SignedHeaders.Contains(SessionToken, StringComparer.Ordinal)))
            return SignatureFaults.Unsigned(SessionToken);

        // A name that is signed but not sent could be added on the way.
        return claim.SignedHeaders.All(request.Headers.ContainsKey) ? null : SignatureFaults.Mismatch;
    }
}
