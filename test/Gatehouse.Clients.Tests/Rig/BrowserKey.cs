using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>An authenticator that Chromium itself simulates, for one window: it makes and proves passkeys as one built into the device.</summary>
public sealed class BrowserKey
{
    private readonly ICDPSession devtools;
    private readonly string id;

    private BrowserKey(ICDPSession devtools, string id) => (this.devtools, this.id) = (devtools, id);

    /// <summary>Gives a window an authenticator whose person is always there.</summary>
    public static async Task<BrowserKey> Plug(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object>
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = options });
        return new BrowserKey(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether the person is recognised from now on.</summary>
    public Task Recognise(bool person) =>
        devtools.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = id, ["isUserVerified"] = person });

    /// <summary>Puts a copy of a passkey in its place that has counted so far.</summary>
    public async Task Clone(JsonElement credential, int signCount)
    {
        var copy = JsonNode.Parse(credential.GetRawText())!.AsObject();
        copy["signCount"] = signCount;
        await devtools.SendAsync("WebAuthn.removeCredential", new() { ["authenticatorId"] = id, ["credentialId"] = (string)copy["credentialId"]! });
        await devtools.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = id, ["credential"] = copy });
    }

    /// <summary>The passkeys it holds, private keys included.</summary>
    public async Task<JsonElement[]> Held()
    {
        var held = await devtools.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = id });
        return [.. held!.Value.GetProperty("credentials").EnumerateArray()];
    }
}
