using Gatehouse.TestKit.Wire;
using Gatehouse.Wire.Tests.Toys;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Wire.Tests;

public class SetupTests
{
    [Fact]
    public void Every_operation_of_an_assembly_is_found_by_service_and_name()
    {
        using var services = new ServiceCollection()
            .AddSingleton<Waiting>()
            .AddOperations(typeof(Echo).Assembly)
            .AddSingleton<OperationTable>()
            .BuildServiceProvider();
        var table = services.GetRequiredService<OperationTable>();

        Assert.IsType<Echo>(table.Find("cognito-idp", "Echo"));
        Assert.IsType<EchoForm>(table.Find("iam", "EchoForm"));
        Assert.Null(table.Find("cognito-identity", "Echo"));
        Assert.Null(table.Find("cognito-idp", "echo"));
    }

    [Fact]
    public void Two_operations_of_one_name_stop_the_start()
    {
        var twice = Assert.Throws<InvalidOperationException>(() => new OperationTable([new Echo(), new Echo()]));

        Assert.Contains("(cognito-idp, Echo)", twice.Message);
    }

    [Fact]
    public void The_server_names_no_product_and_bounds_what_it_reads()
    {
        var server = new KestrelServerOptions().ConfigureWire();

        Assert.False(server.AddServerHeader);
        Assert.False(server.AllowSynchronousIO);
        Assert.Equal(2 * 1024 * 1024, server.Limits.MaxRequestBodySize);
        Assert.Equal(TimeSpan.FromSeconds(30), server.Limits.RequestHeadersTimeout);
        Assert.Equal(240, server.Limits.MinRequestBodyDataRate?.BytesPerSecond);
        Assert.True(server.Limits.MinRequestBodyDataRate?.GracePeriod < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_ordinary_client_signs_and_is_known()
    {
        await using var host = await ToyHost.InMemory();
        using var client = host.Memory.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://gatehouse.example/") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService.WhoAmI");

        using var answer = await client.SendAsync(await ToyHost.Root.Sign(request, "gatehouse.example", ToyHost.Noon));

        Assert.Equal("arn:aws:iam::000000000000:root in eu-central-1", await answer.Content.ReadAsStringAsync());
    }
}
