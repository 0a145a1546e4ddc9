using System.Text;
using Gatehouse.Access;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Wire.SigV4;

/// <summary>A gate with one lasting and one temporary key, and a signed request to walk through it.</summary>
public sealed class GateWorld : IAccessKeys
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    public static readonly RequestSigner Root = new("AKIDROOT", "a-secret-of-as-many-letters-as-real-ones", "eu-central-1", "cognito-idp");
    public static readonly RequestSigner Guest = Root with { KeyId = "ASIAGUEST", Secret = "guest-secret", SessionToken = "guest-token" };

    // Made once: how long a store takes to find a key is not what is tried here.
    private static readonly AccessKey RootKey = new(Root.KeyId, Root.Secret, new Root("000000000000"));

    private static readonly AccessKey GuestKey = new("ASIAGUEST", "guest-secret", new RolePrincipal("000000000000", "guest", "AROAGUEST", "one")
    {
        Session = new(Noon, Noon.AddMinutes(3)),
    });

    public FakeTimeProvider Clock { get; } = new(Noon);

    public WireOptions Options { get; } = new() { Region = "eu-central-1" };

    public Dictionary<string, StringValues> Headers { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Host"] = "gatehouse.example",
        ["X-Amz-Date"] = "20260304T120000Z",
        ["X-Amz-Target"] = "AWSCognitoIdentityProviderService.ListUsers",
    };

    public string Query { get; set; } = "";

    public string Path { get; set; } = "/";

    public byte[] Body { get; set; } = Encoding.UTF8.GetBytes("""{"UserPoolId":"eu-central-1_a"}""");

    public ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation) =>
        ValueTask.FromResult((accessKeyId, sessionToken) switch
        {
            ("AKIDROOT", _) => RootKey,
            ("ASIAGUEST", null or "guest-token") => GuestKey,
            _ => null,
        });

    /// <summary>Signs what stands now, leaving headers out if asked to.</summary>
    public GateWorld Sign(RequestSigner? signer = null, string? leavingOut = null, DateTimeOffset? at = null)
    {
        signer ??= Root;
        if (signer.SessionToken is not null)
            Headers["X-Amz-Security-Token"] = signer.SessionToken;
        var signed = Headers
            .Where(header => !header.Key.Equals(leavingOut, StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value!));
        Headers["Authorization"] = signer.Authorization("POST", Path + (Query.Length > 0 ? "?" + Query : ""), signed, Body, at ?? Noon);
        return this;
    }

    public async Task<Reply<Signer>> Admit()
    {
        var request = new SignedRequest(new SignedHead("POST", Path, Query, new HeaderDictionary(Headers)), Body);
        return await new SignatureGate(this, Options, Clock).Admit(request, "cognito-idp", ["x-amz-target"], default);
    }

    public async Task<Signer> Admitted()
    {
        Assert.False((await Admit()).Refused(out var fault, out var signer), fault?.ToString());
        return signer;
    }

    public async Task<string> Refused(string code)
    {
        Assert.True((await Admit()).Refused(out var fault, out _), "The request was admitted.");
        Assert.Equal((code, 400), (fault.Code, fault.Status));
        return fault.Message;
    }
}
