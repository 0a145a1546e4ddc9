using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>An <c>Authorization</c> header of Signature Version 4, or what a query has of it, taken apart but not believed.</summary>
/// <param name="KeyId">The public half of the caller's key.</param>
/// <param name="Scope">What the signature claims to be good for.</param>
/// <param name="SignedHeaders">The names of the signed headers: in lower case, sorted, none twice.</param>
/// <param name="Signature">What should be 64 lower-case hexadecimal digits.</param>
/// <remarks>Source: AWS, "Signature Version 4 signing process", step "add the signature to the request".</remarks>
public sealed record AuthorizationHeader(string KeyId, CredentialScope Scope, IReadOnlyList<string> SignedHeaders, string Signature)
{
    /// <summary>The only algorithm accepted.</summary>
    public const string Algorithm = "AWS4-HMAC-SHA256";

    // Real headers are under 500 characters and sign under 20 headers.
    internal const int Longest = 4096;
    private const int LongestKeyId = 128;
    private const string ForOneRegion = " Signatures for several regions (SigV4a) are not accepted: sign for one region.";
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ:,");
    private static readonly string[] Required = ["Credential", "Signature", "SignedHeaders"];

    /// <summary>Takes a header apart.</summary>
    /// <returns>The parts, or <c>IncompleteSignatureException</c> in AWS's words.</returns>
    public static Reply<AuthorizationHeader> Parse(string header)
    {
        if (header.Length > Longest)
            return Incomplete($"Authorization header is longer than {Longest} characters.");

        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || header[..space] != Algorithm)
            return Incomplete($"Authorization header requires the algorithm '{Algorithm}'.{(IsOfManyRegions(header) ? ForOneRegion : "")}{Hashed(header)}");
        if (Parameters(header, space + 1).Refused(out var fault, out var parameters))
            return fault;

        var missing = string.Concat(
            Required.Where(name => string.IsNullOrEmpty(parameters.GetValueOrDefault(name))).Select(name => $"Authorization header requires '{name}' parameter. "));
        if (missing.Length > 0)
            return Incomplete(missing.TrimEnd() + Hashed(header));

        return Of(parameters["Credential"], parameters["SignedHeaders"], parameters["Signature"]);
    }

    private static Reply<Dictionary<string, string>> Parameters(string header, int start)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in header[start..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                return Incomplete(
                    $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{Hash(parameter)}'.");
            }

            if (!parameters.TryAdd(parameter[..equals], parameter[(equals + 1)..]))
                return Incomplete($"Authorization header has a parameter twice.{Hashed(header)}");
        }

        return parameters;
    }

    /// <summary>Takes the three parts of a signature apart, wherever they came from.</summary>
    internal static Reply<AuthorizationHeader> Of(string credential, string signedHeaders, string signature)
    {
        if (credential.Split('/') is not [{ Length: > 0 and <= LongestKeyId } id, var date, var region, var service, var terminator])
        {
            return Incomplete(
                $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");
        }

        var names = signedHeaders.Split(';');
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || names[i].AsSpan().ContainsAny(NotInNames) || names[i].AsSpan().ContainsAnyExceptInRange('!', '~'))
                return Incomplete("'SignedHeaders' must be the names of headers in lower case, separated by semicolons.");
            if (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0)
                return Incomplete("'SignedHeaders' must be sorted, and name no header twice.");
        }

        return new AuthorizationHeader(id, new CredentialScope(date, region, service, terminator), names, signature);
    }

    /// <summary>Whether something is signed by version 4a, which many regions can verify.</summary>
    internal static bool IsOfManyRegions(string algorithm) => algorithm.StartsWith("AWS4-ECDSA-", StringComparison.Ordinal);

    private static Fault Incomplete(string message) => new("IncompleteSignatureException", message);

    // The header may hold a token that was meant for someone else, so it is not repeated in the clear.
    private static string Hashed(string header) => $" (Hashed with SHA-256 and encoded with Base64) Authorization={Hash(header)}";

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
