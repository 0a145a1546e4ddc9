using Gatehouse.Access;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

/// <summary>A request to a service behind a door, and the gate that judges it.</summary>
public sealed class DoorWorld : IAccessKeys
{
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    public static readonly RequestSigner Lasting = new("AKIDLASTING", "lasting-secret", "eu-central-1", "s3");
    public static readonly RequestSigner Guest = Lasting with { KeyId = "ASIAGUEST", Secret = "guest-secret", SessionToken = "guest+token/==" };

    public FakeTimeProvider Clock { get; } = new(Noon);

    public WireOptions Options { get; } = new() { Region = "eu-central-1" };

    public SignatureRules Rules { get; set; } = new("s3");

    public string Method { get; set; } = "GET";

    public string Path { get; set; } = "/bucket/key";

    public string Query { get; set; } = "";

    public string? BodyHash { get; set; }

    public HeaderDictionary Headers { get; } = new() { ["Host"] = "files.example.com" };

    public static DoorWorld Elsewhere() => new() { Rules = new("things") { AllowsQuery = true } };

    public ValueTask<AccessKey?> Find(string accessKeyId, string? sessionToken, CancellationToken cancellation) =>
        ValueTask.FromResult((accessKeyId, sessionToken) switch
        {
            ("AKIDLASTING", _) => new AccessKey("AKIDLASTING", Lasting.Secret, new Root("000000000000")),
            ("ASIAGUEST", "guest+token/==" or null) => new AccessKey("ASIAGUEST", Guest.Secret, new RolePrincipal("000000000000", "guest", "AROAGUEST", "one")
            {
                Session = new(Noon, Noon.AddHours(1)),
            }),
            _ => (AccessKey?)null,
        });

    /// <summary>Signs what stands now in the header, with this in place of the body's hash.</summary>
    /// <param name="payload">What is signed of the body, and sent as x-amz-content-sha256 for S3.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="path">The path in the form that is signed; null for as it is sent.</param>
    /// <param name="leavingOut">A header that is not signed.</param>
    public DoorWorld Sign(string payload = Empty, RequestSigner? signer = null, string? path = null, string? leavingOut = null)
    {
        signer = Fit(signer);
        Headers["X-Amz-Date"] = RequestSigner.Date(Noon);
        if (Rules.Service == "s3")
            Headers["X-Amz-Content-Sha256"] = payload;
        if (signer.SessionToken is not null)
            Headers["X-Amz-Security-Token"] = signer.SessionToken;
        var target = (path ?? Path) + (Query.Length > 0 ? "?" + Query : "");
        Headers["Authorization"] = signer.Authorization(Method, target, Flat(leavingOut), payload, Noon);
        return this;
    }

    /// <summary>Signs what stands now in the query.</summary>
    public DoorWorld Presign(string payload = Unsigned, RequestSigner? signer = null, string seconds = "3600", params (string Name, string Value)[] more)
    {
        var query = more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value));
        Query = Fit(signer).Presigned(Method, Path, query, [.. Flat(null)], payload, Noon, seconds);
        return this;
    }

    public async Task<Reply<SignedBy>> Judge() =>
        await new SignatureGate(this, Options, Clock).Judge(new SignedHead(Method, Path, Query, Headers, BodyHash), Rules, default);

    public async Task<SignedBy> Admitted()
    {
        Assert.False((await Judge()).Refused(out var fault, out var signed), fault?.ToString());
        return signed;
    }

    public async Task<string> Refused(string code)
    {
        Assert.True((await Judge()).Refused(out var fault, out _), "The request was admitted.");
        Assert.Equal(code, fault.Code);
        return fault.Message;
    }

    /// <summary>Refused with this code, or admitted where there is none.</summary>
    public Task Ends(string? code) => code is null ? Admitted() : Refused(code);

    // Whoever signs for S3, as both do unless told otherwise, signs for the service of the rules.
    private RequestSigner Fit(RequestSigner? signer)
    {
        var fit = signer ?? Lasting;
        return fit.Service == "s3" ? fit with { Service = Rules.Service } : fit;
    }

    private IEnumerable<KeyValuePair<string, string>> Flat(string? leavingOut) => Headers
        .Where(header => !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
        .Where(header => !header.Key.Equals(leavingOut, StringComparison.OrdinalIgnoreCase))
        .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value!));
}
