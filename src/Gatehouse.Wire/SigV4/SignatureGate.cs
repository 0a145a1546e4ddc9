using System.Security.Cryptography;
using Gatehouse.Access;

namespace Gatehouse.Wire.SigV4;

/// <summary>Says who signed a request by Signature Version 4. Safe for any number of threads.</summary>
public sealed class SignatureGate(IAccessKeys keys, WireOptions options, TimeProvider clock)
{
    private const int LongestRegion = 32;

    // Paths, queries and tokens of real clients are far below it; the server's own line limit is lower still.
    private const int LongestTarget = 32 * 1024;

    // Unknown keys are checked against this one, so that they cost the time of a known key.
    private static readonly AccessKey Nobody = new("", RandomNumberGenerator.GetHexString(40), new Root(""));

    /// <summary>Checks the signature of a request to this API, whose body is always hashed here, whatever the caller says of it.</summary>
    /// <param name="request">The request, its body read.</param>
    /// <param name="service">The service that must have been signed for.</param>
    /// <param name="mustSign">Headers, in lower case, that must be signed besides <c>host</c>, the date and the session token.</param>
    /// <param name="cancellation">Fires when the caller went away.</param>
    /// <returns>The signer, or one of AWS's five faults for signatures.</returns>
    public async ValueTask<Reply<Signer>> Admit(
        SignedRequest request, string service, IReadOnlyList<string> mustSign, CancellationToken cancellation)
    {
        var rules = new SignatureRules(service) { MustSign = mustSign };
        return (await Judge(request.Head, request.Body, rules, cancellation)).Refused(out var fault, out var signed)
            ? SignatureCodes.Common(fault)
            : signed.Signer;
    }

    /// <summary>Checks the signature of a request to a service behind a door.</summary>
    /// <param name="head">The request without its body. What is signed of the body is in the answer, and must be held against the body.</param>
    /// <param name="rules">What the signature must be like.</param>
    /// <param name="cancellation">Fires when the caller went away.</param>
    /// <returns>Who signed what, or a fault with one of <see cref="SignatureCodes"/>.</returns>
    public ValueTask<Reply<SignedBy>> Judge(SignedHead head, SignatureRules rules, CancellationToken cancellation) =>
        Judge(head, body: null, rules, cancellation);

    private async ValueTask<Reply<SignedBy>> Judge(
        SignedHead head, ReadOnlyMemory<byte>? body, SignatureRules rules, CancellationToken cancellation)
    {
        if (head.Path.Length + head.Query.Length > LongestTarget)
            return SignatureFaults.Incomplete($"The request target is longer than {LongestTarget} characters.");
        var query = SortedQuery.Of(head.Query);
        if ((await Claim(head, query, rules, cancellation)).Refused(out var fault, out var claim))
            return fault;

        head = body is { } whole ? head with { BodyHash = Signing.Hash(whole.Span) } : head;
        return BodyTerm.Of(head, query, claim, rules).Refused(out fault, out var term)
            ? fault
            : await Prove(claim, term, CanonicalRequest.Of(head, query, claim.Parts.SignedHeaders, term, rules.IsPathAsSent), cancellation);
    }

    // What the request says of its signature must be whole, recent, and meant for us.
    private async ValueTask<Reply<SignatureClaim>> Claim(
        SignedHead head, SortedQuery query, SignatureRules rules, CancellationToken cancellation)
    {
        if (SignatureClaim.Of(head, query, rules).Refused(out var fault, out var claim))
            return fault;
        if (claim.Untimely(clock.GetUtcNow(), options.ClockSkew) is { } untimely)
            return untimely;
        var scope = claim.Parts.Scope;
        if (ScopeBroken(scope, rules, claim.Date, await IsOurs(scope.Region, rules, cancellation)) is { } elsewhere)
            return elsewhere;
        return SignedNames.Broken(head, claim, rules) is { } unsigned ? unsigned : claim;
    }

    private async ValueTask<Reply<SignedBy>> Prove(SignatureClaim claim, string term, string canonical, CancellationToken cancellation)
    {
        // 1. The signature must be the key's.
        var (parts, date) = (claim.Parts, claim.Date);
        var key = await keys.Find(parts.KeyId, claim.Token, cancellation);
        var signingKey = Signing.Key((key ?? Nobody).Secret, parts.Scope);
        var signature = Signing.Sign(signingKey, Signing.StringToSign(date.Text, parts.Scope, canonical));
        var same = Signing.Same(signature, parts.Signature);
        if (!same || !BodyTerm.NeedsKey(term))
            CryptographicOperations.ZeroMemory(signingKey);

        // 2. The key must exist, with this token or without one, and live.
        if (key is null || (key.Expires is null) != (claim.Token is null))
            return SignatureFaults.UnknownKey;
        if (!same)
            return SignatureFaults.Mismatch;
        if (key.Expires <= clock.GetUtcNow())
            return SignatureFaults.ExpiredToken;

        var body = BodyTerm.Claim(term, new ChunkKey(signingKey, date.Text, parts.Scope, signature));
        return new SignedBy(new Signer(key, parts.Scope.Region), body, date.At, parts.SignedHeaders) { Ends = date.At + claim.Lives };
    }

    private static Fault? ScopeBroken(CredentialScope scope, SignatureRules rules, SigningDate date, bool isOurRegion)
    {
        var broken = new List<string>();
        if (!date.Text.StartsWith(scope.Date, StringComparison.Ordinal) || scope.Date.Length != 8)
        {
            broken.Add(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scope.Date}' != '{date.Text[..8]}', from '{date.Text}'.");
        }

        if (!isOurRegion)
            broken.Add(rules.Region is null ? $"Credential should be scoped to a valid region, not '{scope.Region}'." : $"the region '{scope.Region}' is wrong; expecting '{rules.Region}'");
        if (scope.Service != rules.Service)
            broken.Add($"Credential should be scoped to correct service: '{rules.Service}'.");
        if (scope.Terminator != CredentialScope.Aws4Request)
            broken.Add($"Credential should be scoped with a valid terminator: 'aws4_request', not '{scope.Terminator}'.");

        return broken.Count == 0 ? null : SignatureFaults.Elsewhere(string.Join(' ', broken));
    }

    // IAM and the global STS are signed for us-east-1, wherever the caller works.
    private async ValueTask<bool> IsOurs(string region, SignatureRules rules, CancellationToken cancellation) =>
        rules.Region is { } only ? region == only
        : region == options.Region || options.MoreRegions.Contains(region) || (rules.Service is "iam" or "sts" && region == "us-east-1")
        || (region.Length is > 0 and <= LongestRegion && await options.KnowsRegion(region, cancellation));
}
