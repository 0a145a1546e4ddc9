using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Host;

/// <summary>Whose word on the client's address counts.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData(null, "203.0.113.9", "127.0.0.1")]
    [InlineData("192.0.2.0/24", "203.0.113.9", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "10.0.0.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.0/8,203.0.113.0/24", "10.0.0.1, 203.0.113.9", "10.0.0.1")]
    [InlineData("127.0.0.1", "nonsense", "127.0.0.1")]
    public async Task The_client_is_the_last_address_that_no_trusted_proxy_has(string? trusted, string forwarded, string client)
    {
        var operation = new WhoCalls();
        await using var host = await RunningHost.Start(
            isDev: true, replace: services => services.AddSingleton<Operation>(operation), set: trusted is null ? [] : [("TRUSTED_PROXIES", trusted)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService.WhoCalls");
        request.Headers.Add("X-Forwarded-For", forwarded);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.SendAsync(request)).StatusCode);
        Assert.Equal(IPAddress.Parse(client), operation.Address);
    }

    private sealed class WhoCalls() : Operation("cognito-idp", "WhoCalls", CallAccess.Anyone)
    {
        public IPAddress? Address { get; private set; }

        public override IReadOnlyList<string> Declared => [];

        public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call)
        {
            Address = call.Address;
            return ValueTask.FromResult<Reply<ReadOnlyMemory<byte>>>(body);
        }
    }
}
