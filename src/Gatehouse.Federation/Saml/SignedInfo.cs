using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Federation.Saml;

/// <summary>What a signature signs: the hash of one element, and how it is come by. Whatever else XML Signature could say is not understood.</summary>
/// <param name="Method">By what the signature is made.</param>
/// <param name="Reference">The ID of the element.</param>
/// <param name="Inclusive">The prefixes that are declared everywhere in the element.</param>
/// <param name="Digest">The hash.</param>
internal sealed record SignedInfo(string Method, string Reference, IReadOnlyList<string> Inclusive, ElementDigest Digest)
{
    private const int MostPrefixes = 32;

    /// <summary>Reads it; null for what is not just so.</summary>
    public static SignedInfo? Read(Branch info)
    {
        if (info.Children.ToList() is not [var canonicalization, var signing, var reference] || InclusiveOf(canonicalization) is null)
            return null;
        if (!signing.Is(Names.Signature, "SignatureMethod") || signing["Algorithm"] is not { } method)
            return null;
        if (!reference.Is(Names.Signature, "Reference") || reference["URI"] is not ['#', .. { Length: > 0 } id])
            return null;
        if (reference.Children.ToList() is not [var transforms, var digestMethod, var digestValue] || Transformed(transforms) is not { } inclusive)
            return null;

        return ElementDigest.Read(digestMethod, digestValue) is { } digest ? new(method, id, inclusive, digest) : null;
    }

    /// <summary>The prefixes that an exclusive canonicalization declares everywhere; null when it is another one.</summary>
    public static IReadOnlyList<string>? InclusiveOf(Branch step)
    {
        if (step.Name is not ("CanonicalizationMethod" or "Transform") || step.Space != Names.Signature || step["Algorithm"] != Names.Canonical)
            return null;
        if (!step.Children.Any())
            return [];
        if (step.Children.ToList() is not [var list] || !list.Is(Names.Canonical, "InclusiveNamespaces"))
            return null;

        var prefixes = (list["PrefixList"] ?? "").Split((char[]?)null, MostPrefixes + 1, StringSplitOptions.RemoveEmptyEntries);
        return prefixes.Length <= MostPrefixes ? [.. prefixes.Select(prefix => prefix == "#default" ? "" : prefix)] : null;
    }

    // The signature is left out, then the element is written down: in this order and nothing else. What some signers write into the first step means nothing there.
    private static IReadOnlyList<string>? Transformed(Branch transforms) =>
        transforms.Is(Names.Signature, "Transforms") && transforms.Children.ToList() is [var first, var second]
        && first.Is(Names.Signature, "Transform") && first["Algorithm"] == Names.Enveloped && second.Name == "Transform"
            ? InclusiveOf(second)
            : null;
}

/// <summary>The hash of an element.</summary>
/// <param name="Algorithm">One of SHA-2.</param>
/// <param name="Value">What it must be.</param>
internal sealed record ElementDigest(HashAlgorithmName Algorithm, byte[] Value)
{
    /// <summary>Reads it; null for another hash.</summary>
    public static ElementDigest? Read(Branch method, Branch value)
    {
        HashAlgorithmName algorithm = method["Algorithm"] switch
        {
            "http://www.w3.org/2001/04/xmlenc#sha256" => HashAlgorithmName.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
            "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
            _ => default,
        };
        return algorithm != default && method.Is(Names.Signature, "DigestMethod") && value.Is(Names.Signature, "DigestValue") && Base64.Read(value.Text) is { } bytes
            ? new(algorithm, bytes)
            : null;
    }

    /// <summary>Whether a text has it.</summary>
    public bool Fits(string text) => CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(Algorithm, Encoding.UTF8.GetBytes(text)), Value);
}
