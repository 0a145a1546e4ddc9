using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Federation.Saml;

/// <summary>Judges assertions by the keys in the metadata of their provider.</summary>
/// <param name="time">Assertions end.</param>
public sealed class SamlAssertions(TimeProvider time) : ISamlAssertions
{
    private const int LongestResponse = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public Outcome<SamlStatement> Read(string response, SamlExpectation expected)
    {
        if (Decode(response) is not { } text || Branch.Read(text) is not { } root)
            return SamlFlaw.NotAResponse;
        if (ResponseShape.Flaw(root) is { } flaw)
            return flaw;

        var keys = expected.Issuer.Certificates.Select(PartyKey.Read).OfType<PartyKey>().ToList();
        try
        {
            return Open(root, keys) is var (signed, assertion) ? new StatementReader(signed, assertion, expected, time.GetUtcNow()).Read() : SamlFlaw.NotSigned;
        }
        finally
        {
            keys.ForEach(key => key.Dispose());
        }
    }

    // Whichever of the two is signed must be signed well, and only what was signed is handed on; the frame of a signed assertion is anybody's.
    private static (Branch Response, Branch Assertion)? Open(Branch response, List<PartyKey> keys)
    {
        var isSigned = IsSigned(response);
        if (isSigned)
        {
            if (Envelope.Open(response, keys) is not { } opened)
                return null;

            response = opened;
        }

        if (response.Only(Names.Assertion, "Assertion") is not { } assertion)
            return null;
        if (IsSigned(assertion))
            return Envelope.Open(assertion, keys) is { } opened ? (response, opened) : null;

        return isSigned ? (response, assertion) : null;
    }

    private static bool IsSigned(Branch element) => element.Each(Names.Signature, "Signature").Any();

    private static string? Decode(string response)
    {
        if (response.Length > LongestResponse || Base64.Read(response) is not { } bytes)
            return null;

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
