namespace Gatehouse.Wire.SigV4;

/// <summary>What a good signature proves.</summary>
/// <param name="Signer">Who signed.</param>
/// <param name="Body">What was signed of the body, which whoever reads the body must hold it to.</param>
/// <param name="SignedAt">When it says that it was signed.</param>
/// <param name="SignedHeaders">The names of the signed headers, in lower case and sorted.</param>
public sealed record SignedBy(Signer Signer, BodyClaim Body, DateTimeOffset SignedAt, IReadOnlyList<string> SignedHeaders)
{
    /// <summary>When a signature in the query ends; null for one in the header.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>Whether the signature is in the query.</summary>
    public bool IsInQuery => Ends is not null;
}
