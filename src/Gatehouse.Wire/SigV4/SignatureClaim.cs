namespace Gatehouse.Wire.SigV4;

/// <summary>What a request says of its signature, in the header or in the query, taken apart but not believed.</summary>
/// <param name="Parts">Key, scope, names of headers, signature.</param>
/// <param name="Date">When it was signed.</param>
/// <param name="Token">The session token that was sent with it.</param>
internal sealed record SignatureClaim(AuthorizationHeader Parts, SigningDate Date, string? Token)
{
    public const string SessionToken = "x-amz-security-token";

    /// <summary>How long a signature in the query lives; null for one in the header.</summary>
    public TimeSpan? Lives { get; init; }

    /// <summary>Takes the signature of a request apart.</summary>
    public static Reply<SignatureClaim> Of(SignedHead head, SortedQuery query, SignatureRules rules)
    {
        if (!QueryClaim.IsIn(query, rules))
            return OfHeader(head);
        if (!rules.AllowsQuery)
            return SignatureFaults.NoQuery;
        return head.Headers.Authorization.Count > 0 || head.Headers.ContainsKey(SessionToken) ? SignatureFaults.Twofold : QueryClaim.Of(query);
    }

    /// <summary>Says why the signature is not good at this time; null when it is.</summary>
    public Fault? Untimely(DateTimeOffset now, TimeSpan skew)
    {
        if (Lives is not { } lives)
            return Date.Skewed(now, skew);
        if (Date.At > now + skew)
            return SignatureFaults.Early;
        return Date.At + lives < now ? SignatureFaults.Expired : null;
    }

    /// <summary>Whether a header, in lower case, is signed.</summary>
    public bool Signs(string header)
    {
        foreach (var name in Parts.SignedHeaders)
        {
            if (name == header)
                return true;
        }

        return false;
    }

    private static Reply<SignatureClaim> OfHeader(SignedHead head)
    {
        if (head.Headers.Authorization is not [{ } header])
        {
            return head.Headers.Authorization.Count == 0
                ? SignatureFaults.Missing
                : SignatureFaults.Incomplete("Authorization header came more than once.");
        }

        if (AuthorizationHeader.Parse(header).Refused(out var fault, out var parts) || SigningDate.Of(head).Refused(out fault, out var date))
            return fault;
        return new SignatureClaim(parts, date, head.Single(SessionToken));
    }
}
