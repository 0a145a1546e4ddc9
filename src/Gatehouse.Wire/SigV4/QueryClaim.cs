using System.Globalization;

namespace Gatehouse.Wire.SigV4;

/// <summary>A signature in the query, as presigned URLs have it.</summary>
/// <remarks>Source: Amazon S3, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".</remarks>
internal static class QueryClaim
{
    /// <summary>The parameter that all others are signed by.</summary>
    public const string Signature = "X-Amz-Signature";

    /// <summary>What is signed in place of the body's hash.</summary>
    public const string ContentHash = "X-Amz-Content-Sha256";

    private const string Algorithm = "X-Amz-Algorithm";
    private const string Credential = "X-Amz-Credential";
    private const string Date = "X-Amz-Date";
    private const string Expires = "X-Amz-Expires";
    private const string SignedHeaders = "X-Amz-SignedHeaders";
    private const string Token = "X-Amz-Security-Token";

    // A week.
    private const int LongestLife = 604_800;

    private static readonly string[] Required = [Algorithm, Credential, Date, Expires, SignedHeaders, Signature];
    private static readonly string[] All = [.. Required, Token];

    /// <summary>Whether a query has anything of a signature. Where none is allowed, whatever begins as AWS's own parameters do counts.</summary>
    public static bool IsIn(SortedQuery query, SignatureRules rules)
    {
        foreach (var (name, _) in query.Pairs)
        {
            if (rules.AllowsQuery ? IsOne(name) : name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Takes the signature in a query apart.</summary>
    public static Reply<SignatureClaim> Of(SortedQuery query)
    {
        foreach (var name in Required)
        {
            if (query.Count(name) != 1)
                return SignatureFaults.Incomplete($"Query-string authentication requires the parameter '{name}' exactly once.");
        }

        if (query.Count(Token) > 1)
            return SignatureFaults.Incomplete($"Query-string authentication takes the parameter '{Token}' once.");
        if (query.Pairs.Any(pair => IsOne(pair.Name) && !All.Contains(pair.Name, StringComparer.Ordinal)))
            return SignatureFaults.Incomplete("The parameters of query-string authentication must be written exactly, as X-Amz-Signature.");

        var algorithm = query.Single(Algorithm) ?? "";
        if (algorithm != AuthorizationHeader.Algorithm)
        {
            return AuthorizationHeader.IsOfManyRegions(algorithm)
                ? SignatureFaults.QueryOfManyRegions
                : SignatureFaults.Incomplete($"{Algorithm} only supports \"{AuthorizationHeader.Algorithm}\"");
        }

        if (!int.TryParse(query.Single(Expires), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestLife)
            return SignatureFaults.Incomplete($"{Expires} must be a number of seconds from 1 to {LongestLife}.");

        return Parts(query).Refused(out var fault, out var parts) || SigningDate.Read(query.Single(Date), header: null).Refused(out fault, out var date)
            ? fault
            : new SignatureClaim(parts, date, query.Single(Token)) { Lives = TimeSpan.FromSeconds(seconds) };
    }

    private static Reply<AuthorizationHeader> Parts(SortedQuery query)
    {
        if ((query.Single(Credential), query.Single(SignedHeaders), query.Single(Signature)) is not ({ } credential, { } headers, { } signature))
            return SignatureFaults.Incomplete("The parameters of query-string authentication must be UTF-8.");
        return credential.Length + headers.Length + signature.Length > AuthorizationHeader.Longest
            ? SignatureFaults.Incomplete($"The signature in the query is longer than {AuthorizationHeader.Longest} characters.")
            : AuthorizationHeader.Of(credential, headers, signature);
    }

    private static bool IsOne(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);
}
