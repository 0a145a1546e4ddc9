using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gatehouse.Access;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Bench;

/// <summary>How long it takes to say who signed a request to a door, and whether they may.</summary>
public static class SignatureBench
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Target = "/bucket/app/eu-central-1%3A11111111-2222-3333-4444-555555555555/photo.jpg";

    /// <summary>Measures reads of an object of S3, signed with a temporary key.</summary>
    /// <param name="count">How many of each kind.</param>
    /// <returns>A table in Markdown.</returns>
    public static async Task<string> Run(int count)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new MemoryStore(TimeProvider.System).KeyRing)
            .AddSingleton<ISigningKeyStore>(new MemoryStore(TimeProvider.System).SigningKeys)
            .AddSingleton(new Realm("eu-central-1", "123456789012", "https://id.example.com"))
            .AddLogging()
            .AddCrypto(MasterKey.New())
            .BuildServiceProvider();
        var now = DateTimeOffset.UtcNow;
        var temporary = new TemporaryKeys(services.GetRequiredService<ISecretBox>(), services.GetRequiredService<IRandom>());
        var issued = temporary.Issue(new RolePrincipal("123456789012", "web", "AROAEXAMPLE000000000", "CognitoIdentityCredentials")
        {
            Session = new(now, now.AddHours(1))
            {
                Context = new Dictionary<string, IReadOnlyList<string>>
                {
                    ["cognito-identity.amazonaws.com:sub"] = ["eu-central-1:11111111-2222-3333-4444-555555555555"],
                    ["cognito-identity.amazonaws.com:aud"] = ["eu-central-1:99999999-2222-3333-4444-555555555555"],
                },
            },
        });
        var signer = new RequestSigner(issued.Id, issued.Secret, "eu-central-1", "s3") { SessionToken = issued.Token };
        var gate = new SignatureGate(temporary, new WireOptions { Region = "eu-central-1" }, TimeProvider.System);
        var (inHeader, inQuery) = (Signed(signer, now), Presigned(signer, now));

        var page = new StringBuilder("| a read of an object of S3, with a temporary key | p50 | p99 | allocated |\n| --- | ---: | ---: | ---: |\n");
        await Line("its key opened", async () => await temporary.Find(issued.Id, issued.Token, default) is not null);
        await Line("its signature judged, key and all", () => IsGood(gate, inHeader));
        await Line("the same in the query", () => IsGood(gate, inQuery));
        await Line("judged, and decided by the policy of an identity pool's role", async () => await IsGood(gate, inHeader) && PolicyBench.IsAllowed());
        return page.ToString();

        async Task Line(string name, Func<Task<bool>> work)
        {
            await Times(work, count / 4);
            var before = GC.GetTotalAllocatedBytes();
            var times = await Times(work, count);
            var bytes = (GC.GetTotalAllocatedBytes() - before) / count;
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {times[count / 2]:0.0} µs | {times[count * 99 / 100]:0.0} µs | {bytes / 1024.0:0.0} KiB |\n");
        }
    }

    private static async Task<double[]> Times(Func<Task<bool>> work, int count)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (!await work())
                throw new InvalidOperationException("It is meant to be admitted.");
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static async Task<bool> IsGood(SignatureGate gate, SignedHead head) =>
        !(await gate.Judge(head, new SignatureRules("s3"), default)).Refused(out _, out _);

    private static SignedHead Signed(RequestSigner signer, DateTimeOffset at)
    {
        var headers = new HeaderDictionary
        {
            ["Host"] = "files.example.com",
            ["X-Amz-Content-Sha256"] = Empty,
            ["X-Amz-Date"] = RequestSigner.Date(at),
            ["X-Amz-Security-Token"] = signer.SessionToken,
            ["X-Amz-User-Agent"] = "aws-sdk-js/3.1040.0",
        };
        headers["Authorization"] = signer.Authorization("GET", Target + "?x-id=GetObject", headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())), Empty, at);
        headers["Accept"] = "*/*";
        headers["User-Agent"] = "aws-sdk-js/3.1040.0 ua/2.1 os/linux lang/js md/nodejs#24.0.0 api/s3#3.1040.0";
        headers["Amz-Sdk-Invocation-Id"] = "11111111-2222-3333-4444-555555555555";
        headers["Amz-Sdk-Request"] = "attempt=1; max=3";
        return SignedHead.Of("GET", Target + "?x-id=GetObject", headers);
    }

    private static SignedHead Presigned(RequestSigner signer, DateTimeOffset at)
    {
        var query = signer.Presigned("GET", Target, [new("x-id", "GetObject")], [new("host", "files.example.com")], "UNSIGNED-PAYLOAD", at, "3600");
        return new("GET", Target, query, new HeaderDictionary { ["Host"] = "files.example.com" });
    }
}
