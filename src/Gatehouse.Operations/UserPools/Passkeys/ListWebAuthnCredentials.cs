using System.Buffers.Text;
using System.Globalization;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the passkeys of the person who is signed in, oldest first.</summary>
public sealed class ListWebAuthnCredentials(TokenGate gate, Passkeys passkeys, PageTokens tokens) : ListWebAuthnCredentialsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListWebAuthnCredentialsResponse>> Run(ListWebAuthnCredentialsRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var listing = $"ListWebAuthnCredentials {bearer.Pool.Id} {bearer.User.Sub}";
        if (!tokens.TryOpen(listing, request.NextToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        var limit = request.MaxResults is > 0 and var wanted ? wanted : Keychain.Most;
        var left = (await passkeys.Of(bearer.User, call.Aborted))
            .OrderBy(Place, StringComparer.Ordinal)
            .Where(passkey => after is null || string.CompareOrdinal(Place(passkey), after) > 0)
            .ToList();
        return new ListWebAuthnCredentialsResponse
        {
            Credentials = [.. left.Take(limit).Select(Write)],
            NextToken = tokens.Seal(listing, left.Count > limit ? Place(left[limit - 1]) : null),
        };
    }

    private static string Place(Passkey passkey) => passkey.Created.UtcTicks.ToString("D19", CultureInfo.InvariantCulture) + Id(passkey);

    private static string Id(Passkey passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    private static WebAuthnCredentialDescription Write(Passkey passkey) => new()
    {
        CredentialId = Id(passkey),
        FriendlyCredentialName = NameOf(passkey),
        RelyingPartyId = passkey.PartyId,
        AuthenticatorAttachment = passkey.Attachment,
        AuthenticatorTransports = passkey.Transports,
        CreatedAt = passkey.Created,
    };

    // Nobody is asked for a name; the kind of authenticator is what tells a person's passkeys apart.
    private static string NameOf(Passkey passkey) => passkey switch
    {
        { Attachment: "platform" } => "Passkey on this device",
        { Transports: var ways } when ways.Contains("hybrid") => "Passkey on a phone",
        { Transports: var ways } when ways.Contains("usb") || ways.Contains("nfc") || ways.Contains("ble") => "Security key",
        _ => "Passkey",
    };
}
