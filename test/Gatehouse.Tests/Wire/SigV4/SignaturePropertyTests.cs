using CsCheck;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Wire.SigV4;

public class SignaturePropertyTests
{
    private static readonly Gen<string> Unreserved = Gen.String[Gen.Char["abcXYZ019-._~"], 1, 12];

    private static readonly string[] Pieces =
    [
        "AWS4-HMAC-SHA256", " ", "Credential=", "SignedHeaders=", "Signature=", ",", ";", "/", "=", "AKIDROOT", "host",
        "x-amz-date", "x-amz-target", "20260304", "eu-central-1", "cognito-idp", "aws4_request", "é", "\0", "\t", "\ud800",
    ];

    private static readonly Gen<string> NearlyAuthorization =
        Gen.Int[0, Pieces.Length - 1].Array[0, 24].Select(picks => string.Concat(picks.Select(pick => Pieces[pick])));

    [Fact]
    public void No_Authorization_header_breaks_the_parser() =>
        Gen.OneOf(Gen.String, NearlyAuthorization, NearlyAuthorization.Select(text => "AWS4-HMAC-SHA256 " + text))
            .Sample(header => AuthorizationHeader.Parse(header).Refused(out var fault, out _) == (fault is not null), iter: 20_000);

    [Fact]
    public async Task No_request_breaks_the_gate() =>
        await Gen.Select(NearlyAuthorization, Gen.String, Gen.String, Gen.String, Gen.Byte.Array)
            .SampleAsync(
                async (authorization, path, query, date, body) =>
                {
                    var world = new GateWorld { Path = path, Query = query, Body = body };
                    world.Headers["Authorization"] = authorization;
                    world.Headers["X-Amz-Date"] = date;
                    return (await world.Admit()).Refused(out _, out _);
                },
                iter: 5_000);

    [Fact]
    public void No_path_or_query_breaks_the_canonical_form() =>
        Gen.Select(Gen.String, Gen.String).Sample(
            (path, query) => CanonicalRequest.Of(new SignedHead("POST", path, query, new HeaderDictionary()), [], "").Split('\n').Length == 6,
            iter: 20_000);

    [Fact]
    public async Task What_another_signer_signs_is_admitted() =>
        await Gen.Select(Unreserved.Array[0, 4], Gen.Select(Unreserved, Unreserved).Array[0, 4], Gen.Byte.Array[0, 300])
            .SampleAsync(
                async (path, query, body) =>
                {
                    var world = new GateWorld { Path = "/" + string.Join('/', path.Where(p => p is not ("." or ".."))), Query = Sorted(query), Body = body };
                    return !(await world.Sign().Admit()).Refused(out _, out _);
                },
                iter: 2_000);

    [Fact]
    public async Task A_signature_with_one_digit_changed_is_refused() =>
        await Gen.Select(Gen.Int[0, 63], Gen.Char["0123456789abcdefABCDEF"]).SampleAsync(
            async (place, digit) =>
            {
                var world = new GateWorld().Sign();
                var header = world.Headers["Authorization"].ToString().ToCharArray();
                var at = header.Length - 64 + place;
                var same = header[at] == digit;
                header[at] = digit;
                world.Headers["Authorization"] = new string(header);
                return (await world.Admit()).Refused(out _, out _) != same;
            },
            iter: 2_000);

    private static string Sorted((string Name, string Value)[] query) => string.Join('&', query
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));
}
