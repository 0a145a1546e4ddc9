using System.Text;
using CsCheck;
using Gatehouse.Doors;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Doors;

/// <summary>Whatever is sent to a door: nothing breaks, and nothing is let through that was not signed as it is.</summary>
public sealed class DoorFuzzTests
{
    private const string Host = "files.example.com";

    private static readonly string[] Names =
    [
        "host", "authorization", "x-amz-date", "date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-copy-source", "x-amz-acl", "x-amz-tagging", "content-length",
        "transfer-encoding", "x-amz-meta-a", "X-HTTP-Method-Override", "expect", "user-agent",
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf<string>(
            "/", "files", "files.example.com", "?", "&", "=", "%", "%2e", "%2f", "..", "\\", "AWS4-HMAC-SHA256 ", "Credential=", "SignedHeaders=host;x-amz-date", "Signature=", "aws4_request",
            "20270301", "us-east-1", "s3", ",", ";", "X-Amz-Signature", "X-Amz-Algorithm", "versionId", "delete", "acl", "uploads", "UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "20270301T120000Z", "\r\n", "\0", "ü", "\uD800", "+"),
        Gen.String[0, 8],
        Gen.Char.AlphaNumeric.Select(c => c.ToString()));

    private static readonly Gen<string> Text = Piece.Array[0, 10].Select(string.Concat);

    [Fact]
    public async Task No_request_that_nobody_signed_is_let_through()
    {
        await using var host = await DoorHost.Start();
        var (judge, doors) = (host.Get<DoorJudge>(), host.Get<OpenDoors>().Current.Doors);
        var headers = Gen.Select(Gen.Int[0, Names.Length - 1], Text).Array[0, 8];
        Gen.Select(Gen.OneOf(Gen.OneOf<string>("GET", "PUT", "POST", "DELETE", "HEAD"), Text), Text, headers, Gen.Int[0, doors.Count - 1], Gen.Bool).Sample(
            (method, target, all, door, identifyOnly) =>
            {
                var sent = new HeaderDictionary { ["Host"] = doors[door].Hosts[0] };
                foreach (var (name, value) in all)
                    sent.Append(Names[name], value);
                Assert.IsNotType<Judgement.Admitted>(judge.Judge(doors[door], new(method, "/" + target, sent), identifyOnly, CancellationToken.None).AsTask().Result);
            },
            iter: 20_000);
    }

    [Fact]
    public async Task A_signed_request_that_was_altered_is_refused_or_means_the_same()
    {
        await using var host = await DoorHost.Start();
        var (judge, door) = (host.Get<DoorJudge>(), host.Get<OpenDoors>().Find("files")!);
        const string target = "/files/people/a%20b?versionId=1&x-id=GetObject";
        var signed = host.Signed(host.Signer(host.Root), "GET", target, Host, null, ("x-amz-meta-a", "b"));
        var meant = Assert.IsType<Judgement.Admitted>(await Judge(target, signed));

        Gen.Select(Gen.Int[0, signed.Count + 1], Gen.Int[0, 400], Gen.Int[0, 3], Piece).Sample(
            (which, at, how, piece) =>
            {
                var (alteredTarget, altered) = (target, new Dictionary<string, string>(signed));
                var name = signed.Keys.ElementAtOrDefault(which);
                if (which == signed.Count + 1)
                    altered[piece.Length > 0 && piece.All(char.IsAsciiLetterOrDigit) ? "x-amz-" + piece : "x-amz-acl"] = piece;
                else if (name is null)
                    alteredTarget = Alter(target, at, how, piece);
                else
                    altered[name] = Alter(signed[name], at, how, piece);

                if (Judge(alteredTarget, altered).AsTask().Result is Judgement.Admitted admitted)
                    Assert.Equal((meant.Errand!.Target, meant.Errand.Wishes[0].Action, meant.Errand.Wishes[0].Resources[0]), (admitted.Errand!.Target, admitted.Errand.Wishes[0].Action, admitted.Errand.Wishes[0].Resources[0]));
            },
            iter: 20_000);

        ValueTask<Judgement> Judge(string sent, Dictionary<string, string> headers)
        {
            var all = new HeaderDictionary();
            foreach (var (name, value) in headers)
                all[name] = value;
            return judge.Judge(door, new("GET", sent, all), identifyOnly: false, CancellationToken.None);
        }
    }

    [Fact]
    public void No_question_breaks_the_reader() => Gen.OneOf(
        Gen.OneOf(Gen.OneOf<string>("{", "}", "[", "]", ",", ":", "null", "true", "1e999", "\"method\"", "\"target\"", "\"headers\"", "\"GET\"", "\"/\"", "\"host\"", "\"bodyHash\"", "\"body\"", "\"address\"", "\"\\uD800\""), Gen.String)
            .Array[0, 24].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
        Gen.Byte.Array[0, 80]).Sample(bytes => DoorQuestion.Read(bytes)?.Request(), iter: 20_000);

    [Fact]
    public void No_document_breaks_the_reader_of_bodies() => Gen.OneOf(
        Gen.OneOf(Gen.OneOf<string>("<Delete>", "</Delete>", "<Object>", "</Object>", "<Key>", "</Key>", "<Key/>", "a", "&amp;", "&#0;", "&x;", "<!DOCTYPE a>", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version='1.0'?>", "xmlns='a'", "\uFEFF"), Gen.String)
            .Array[0, 24].Select(pieces => Encoding.UTF8.GetBytes("<Delete>" + string.Concat(pieces) + "</Delete>")),
        Gen.Byte.Array[0, 80]).Sample(bytes => S3Bodies.Deletions(bytes, "files").Refused(out _, out _), iter: 20_000);

    [Fact]
    public void No_file_breaks_its_reader() => Gen.OneOf(Gen.OneOf<string>(
            "{", "}", "[", "]", ",", ":", "null", "\"doors\"", "\"name\"", "\"files\"", "\"service\"", "\"s3\"", "\"hosts\"", "\"a.example.com\"", "\"rules\"", "\"path\"", "\"/{a}\"", "\"\\uD800\"", "7"), Gen.String)
        .Array[0, 24].Select(string.Concat).Sample(text => DoorsFile.Read(text, out _), iter: 20_000);

    private static string Alter(string text, int at, int how, string piece)
    {
        var place = text.Length == 0 ? 0 : at % text.Length;
        return how switch
        {
            0 => text.Insert(place, piece),
            1 => text.Length == 0 ? piece : text.Remove(place, 1),
            2 => text.Length == 0 ? piece : text.Remove(place, 1).Insert(place, piece),
            _ => piece,
        };
    }
}
