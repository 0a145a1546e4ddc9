using CsCheck;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire.SigV4;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4.Doors;

/// <summary>Whatever is signed is admitted, and with any one thing changed it is refused.</summary>
public class JudgePropertyTests
{
    private static readonly Gen<string> Text = Gen.Char["abcXYZ019-._~ !*'();:@&=+$,?#[]%äß漢\"<>|`^"].Array[1, 12].Select(letters => new string(letters));

    private static readonly Gen<(string, string)[]> Pairs = Gen.Select(Text.Select(text => "q" + text), Text).Array[0, 4];

    // What can be changed of a signed request, each time to something that it was not.
    private static readonly (string What, Action<DoorWorld> Do)[] Changes =
    [
        ("the method", world => world.Method = world.Method == "GET" ? "DELETE" : "GET"),
        ("the end of the path", world => world.Path += "x"),
        ("the case of the path", world => world.Path = world.Path.Replace("/Key", "/kEY", StringComparison.Ordinal)),
        ("a slash in the path", world => world.Path = "/" + world.Path),
        ("the host", world => world.Headers["Host"] = "other.example.com"),
        ("a parameter", world => world.Query += (world.Query.Length > 0 ? "&" : "") + "acl"),
        ("a value", world => world.Query = world.Query.Replace("fixed=1", "fixed=2", StringComparison.Ordinal)),
        ("no value", world => world.Query = world.Query.Replace("fixed=1", "fixed=", StringComparison.Ordinal)),
        ("a parameter gone", world => world.Query = world.Query.Replace("fixed=1", "", StringComparison.Ordinal)),
        ("a signed header", world => world.Headers["X-Amz-Meta-A"] = "other"),
        ("a signed header gone", world => world.Headers.Remove("X-Amz-Meta-A")),
        ("a signed header twice", world => world.Headers["X-Amz-Meta-A"] = new StringValues([world.Headers["X-Amz-Meta-A"], "b"])),
        ("a header more", world => world.Headers["X-Amz-Grant-Full-Control"] = "uri=everyone"),
        ("the words for the body", world => world.Headers["X-Amz-Content-Sha256"] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("the token", world => Change(world, "guest+token/==", "guest+token/=")),
        ("the token, in the query", world => Change(world, "guest%2Btoken%2F%3D%3D", "guest%2Btoken%2F%3D")),
        ("the key", world => Change(world, "ASIAGUEST", "AKIDLASTING")),
        ("the date", world => Change(world, "T120000Z", "T120001Z")),
        ("the day", world => Change(world, "20260304", "20260303")),
        ("the region", world => Change(world, "eu-central-1", "eu-central-2")),
        ("the service", world => { Change(world, "/s3/", "/s4/"); Change(world, "%2Fs3%2F", "%2Fs4%2F"); }),
        ("the names", world => { Change(world, "host;", ""); Change(world, "host%3B", ""); }),
        ("the life", world => Change(world, "X-Amz-Expires=3600", "X-Amz-Expires=3601")),
    ];

    private static readonly string[] Pieces =
    [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token",
        "X-Amz-Content-Sha256", "=", "&", "AWS4-HMAC-SHA256", "AKIDLASTING/20260304/eu-central-1/s3/aws4_request", "20260304T120000Z", "60", "host", "%", "%00", "é", "\ud800",
    ];

    private static readonly Gen<DoorWorld> Signed = Gen.Select(Text.Array[0, 4], Pairs, Text, Gen.Bool).Select(
        (segments, query, meta, isInQuery) =>
        {
            var world = new DoorWorld { Path = "/Key/" + string.Join('/', segments.Select(Uri.EscapeDataString)) };
            world.Headers["X-Amz-Meta-A"] = string.Join(' ', meta.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (isInQuery)
                return world.Presign(signer: DoorWorld.Guest, more: [.. query, ("fixed", "1")]);

            world.Query = string.Join('&', query.Append(("fixed", "1"))
                .Select(pair => (Name: Uri.EscapeDataString(pair.Item1), Value: Uri.EscapeDataString(pair.Item2)))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}={pair.Value}"));
            return world.Sign("UNSIGNED-PAYLOAD", DoorWorld.Guest);
        });

    [Fact]
    public async Task What_another_signer_signs_is_admitted_however_it_is_written() =>
        await Gen.Select(Signed, Gen.Bool).SampleAsync(
            async (world, isLower) =>
            {
                if (isLower)
                    (world.Path, world.Query) = (Lower(world.Path), Lower(world.Query));
                return !(await world.Judge()).Refused(out _, out _);
            },
            iter: 2_000);

    [Fact]
    public async Task With_one_thing_changed_it_is_refused() =>
        await Gen.Select(Signed, Gen.Int[0, Changes.Length - 1]).SampleAsync(
            async (world, pick) =>
            {
                var before = Written(world);
                Changes[pick].Do(world);
                return (await world.Judge()).Refused(out _, out _) == (before != Written(world)) ? true : throw new InvalidOperationException(Changes[pick].What);
            },
            iter: 10_000);

    [Fact]
    public async Task No_query_breaks_the_judge() =>
        await Gen.Select(Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Array[0, 20].Select(picks => string.Concat(picks.Select(pick => Pieces[pick])))), Gen.String)
            .SampleAsync(
                async (query, path) => (await new DoorWorld { Query = query, Path = path }.Judge()).Refused(out _, out _),
                iter: 20_000);

    private static void Change(DoorWorld world, string from, string to)
    {
        world.Query = world.Query.Replace(from, to, StringComparison.Ordinal);
        foreach (var (name, value) in world.Headers.ToList())
            world.Headers[name] = value.ToString().Replace(from, to, StringComparison.Ordinal);
    }

    private static string Written(DoorWorld world) =>
        $"{world.Method} {world.Path}?{world.Query}\n{string.Join('\n', world.Headers.Select(header => $"{header.Key}: {string.Join('|', header.Value.ToArray())}"))}";

    private static string Lower(string text)
    {
        var letters = text.ToCharArray();
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
            (letters[i + 1], letters[i + 2]) = (char.ToLowerInvariant(text[i + 1]), char.ToLowerInvariant(text[i + 2]));
        return new string(letters);
    }
}
