using CsCheck;
using Gatehouse.Doors;

namespace Gatehouse.Tests.Doors;

/// <summary>What is judged is what is sent on, however it was written.</summary>
public sealed class PathTextTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf<string>("a", "B", "7", "/", ".", "..", "%2e", "%2E", "%2f", "%5c", "\\", "%", "%%", "%25", "%252e", "%C3%BC", "ü", "%c0%ae", "%ff", ";", "+", "%2b", " ", "%20", "*", "?", "%3f", "=", "&", "%00", "%0a", "~", "'", "(", "$", "{", "%7B", "files"),
        Gen.Char.AlphaNumeric.Select(c => c.ToString()),
        Gen.Int[0, 255].Select(b => $"%{b:x2}"));

    private static readonly Gen<string> Written = Piece.Array[0, 12].Select(string.Concat);

    [Fact]
    public void Whatever_is_sent_on_decodes_to_the_key_that_was_judged() => Written.Sample(
        text =>
        {
            if (new S3Map().Read(Mapped.Request(Mapped.Files, "GET", "/files/" + text), Mapped.Realm).Refused(out _, out var errand))
                return;

            var wish = errand.Wishes[0];
            var sent = errand.Target.Split('?')[0];
            Assert.Equal(wish.Resources[0], "arn:aws:s3:::" + Uri.UnescapeDataString(sent[1..]));
            Assert.DoesNotContain(sent[1..].Split('/'), segment => Uri.UnescapeDataString(segment) is "" or "." or ".." || Uri.UnescapeDataString(segment).Contains('/', StringComparison.Ordinal));

            // What comes back is the same again: a second door behind this one judges the same.
            Assert.Equal(errand.Target, Mapped.Errand(new S3Map(), Mapped.Request(Mapped.Files, "GET", errand.Target)).Target);
        },
        iter: 20_000);

    [Fact]
    public void A_key_that_is_judged_stays_below_its_folder_for_every_file_server() => Written.Sample(
        text =>
        {
            if (new S3Map().Read(Mapped.Request(Mapped.Files, "GET", "/files/me/" + text), Mapped.Realm).Refused(out _, out var errand) || errand.Wishes[0].Action != "s3:GetObject")
                return;

            var path = errand.Target.Split('?')[0];
            for (var times = 0; times < 3; times++)
            {
                Assert.StartsWith("/srv/files/me/", Path.GetFullPath("/srv" + path), StringComparison.Ordinal);
                path = Uri.UnescapeDataString(path).Replace('\\', '/').Replace('\0', '/');
            }
        },
        iter: 20_000);

    [Fact]
    public void The_path_of_an_API_is_judged_as_it_is_sent_on() => Written.Sample(
        text =>
        {
            var door = new Door("orders", Door.ExecuteApi, ["o.example.com"]) { Api = "a", Stage = "s" };
            if (new ExecuteApiMap().Read(Mapped.Request(door, "GET", "/x/" + text), Mapped.Realm).Refused(out _, out var errand))
                return;

            Assert.EndsWith("a/s/GET" + Uri.UnescapeDataString(errand.Target.Split('?')[0]), errand.Wishes[0].Resources[0], StringComparison.Ordinal);
        },
        iter: 20_000);

    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("%41%2fb", "A/b")]
    [InlineData("a+b", "a+b")]
    [InlineData("%C3%BC", "ü")]
    [InlineData("ü", null)]
    [InlineData("a b", null)]
    [InlineData("a\"b", null)]
    [InlineData("a%", null)]
    [InlineData("a%4", null)]
    [InlineData("a%4g", null)]
    [InlineData("a%+4", null)]
    [InlineData("a% 4", null)]
    [InlineData("%C3", null)]
    [InlineData("%C0%AF", null)]
    [InlineData("%ED%A0%80", null)]
    public void Decoding_is_strict(string text, string? plain) => Assert.Equal(plain, PathText.Decode(text));
}
