using System.Buffers;

namespace Gatehouse.Wire.SigV4;

/// <summary>Which headers must be signed, and that those which are can mean one thing only.</summary>
internal static class SignedNames
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\0");

    /// <summary>Says which header is not as it must be; null when all are.</summary>
    public static Fault? Broken(SignedHead head, SignatureClaim claim, SignatureRules rules)
    {
        foreach (var header in rules.MustSign)
        {
            if (!claim.Signs(header))
                return SignatureFaults.Unsigned(header);
        }

        if (!claim.Signs("host"))
            return SignatureFaults.Unsigned("host");
        if (claim.Date.Header is { } date && !claim.Signs(date))
            return SignatureFaults.Unsigned(date);

        var tokens = head.Headers[SignatureClaim.SessionToken].Count;
        if (tokens > 1 || (tokens == 1 && !claim.Signs(SignatureClaim.SessionToken)))
            return SignatureFaults.Unsigned(SignatureClaim.SessionToken);
        if (rules.SignsEveryAmzHeader && UnsignedAmzHeader(head, claim) is { } unsigned)
            return SignatureFaults.Unsigned(unsigned);
        return head.Headers.Host.Count == 1 && AreWhole(head, claim) ? null : SignatureFaults.Mismatch;
    }

    private static string? UnsignedAmzHeader(SignedHead head, SignatureClaim claim)
    {
        foreach (var (name, _) in head.Headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && name.ToLowerInvariant() is var lower && !claim.Signs(lower))
                return lower;
        }

        return null;
    }

    // A name that is signed but not sent could be added on the way; a line end within a value could stand for another header.
    private static bool AreWhole(SignedHead head, SignatureClaim claim)
    {
        foreach (var name in claim.Parts.SignedHeaders)
        {
            if (!head.Headers.TryGetValue(name, out var values))
                return false;
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(LineEnds))
                    return false;
            }
        }

        return !head.Method.AsSpan().ContainsAny(LineEnds);
    }
}
