using System.Text;

namespace Gatehouse.Federation.Saml;

/// <summary>Opens elements that hold their own signature (SAML core, section 5.4).</summary>
internal static class Envelope
{
    /// <summary>
    /// The element just as it was signed: read anew from the very bytes that the signature stands for, without the signature. Where the
    /// element lay, and what else the document says, has no part in it.
    /// </summary>
    /// <param name="element">An element with a signature as its child.</param>
    /// <param name="keys">The keys of whom it should be signed by.</param>
    /// <returns>Null when none of the keys signed it, or not in the one way that is known.</returns>
    public static Branch? Open(Branch element, IReadOnlyList<PartyKey> keys)
    {
        if (element.Only(Names.Signature, "Signature") is not { } signature || signature.Children.ToList() is not [var info, var value, .. var rest])
            return null;

        // Keys in the message are anybody's; and nothing is signed in here that lies in here.
        if (rest is not ([] or [{ Name: "KeyInfo", Space: Names.Signature }]) || !value.Is(Names.Signature, "SignatureValue"))
            return null;
        if (Signed(info, value, keys) is not { } signed || signed.Reference != element["ID"])
            return null;

        var text = Canonical.Write(element, signed.Inclusive, without: signature);
        return signed.Digest.Fits(text) ? Branch.Read(text) : null;
    }

    // Also what the signature says is read only from what is signed.
    private static SignedInfo? Signed(Branch info, Branch value, IReadOnlyList<PartyKey> keys)
    {
        if (!info.Is(Names.Signature, "SignedInfo") || info.Children.FirstOrDefault() is not { } canonicalization || SignedInfo.InclusiveOf(canonicalization) is not { } inclusive)
            return null;

        var text = Canonical.Write(info, inclusive);
        if (Branch.Read(text) is not { } written || SignedInfo.Read(written) is not { } signed || Base64.Read(value.Text) is not { } bytes)
            return null;

        var said = Encoding.UTF8.GetBytes(text);
        return keys.Any(key => key.Signed(said, signed.Method, bytes)) ? signed : null;
    }
}
