using System.Globalization;
using System.Net;
using Gatehouse.Clients.Tests.Rig;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>A guard whose server is gone.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task While_the_server_is_gone_nothing_passes_and_when_it_is_back_all_does()
    {
        var port = ServerPlan.FreePort();
        using var plan = new ServerPlan { More = new Dictionary<string, string> { ["DOORS"] = GuardedStore.Doors($"http://127.0.0.1:{port}", "http://localhost") } };
        await using var server = await ServerProcess.Start(plan);
        await using var store = await GuardedStore.Start(plan, port);
        Assert.Equal(HttpStatusCode.OK, await Put(plan, store, "/before"));

        await server.Kill();
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Put(plan, store, "/meanwhile"));
        using (var ready = await store.Http.GetAsync("/healthz/ready"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(["/before"], store.Kept.Keys);

        await using var again = await ServerProcess.Start(plan);
        Assert.Equal(HttpStatusCode.OK, await Put(plan, store, "/after"));
        Assert.Equal(["/after", "/before"], store.Kept.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task<HttpStatusCode> Put(ServerPlan plan, GuardedStore store, string path)
    {
        var (now, body) = (TimeProvider.System.GetUtcNow(), "text"u8.ToArray());
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var signer = new RequestSigner(plan.AccessKeyId, plan.SecretAccessKey, ServerPlan.Region, "execute-api");
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(body) };
        request.Headers.Host = GuardedStore.Api;
        request.Headers.Add("X-Amz-Date", date);
        request.Headers.TryAddWithoutValidation("Authorization", signer.Authorization("PUT", path, [new("host", GuardedStore.Api), new("x-amz-date", date)], body, now));
        using var answer = await store.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
