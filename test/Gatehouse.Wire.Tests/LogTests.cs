using System.Net.Http.Headers;
using Gatehouse.Wire.Tests.Toys;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Wire.Tests;

public class LogTests
{
    [Theory]
    [InlineData("Break", "an inner secret")]
    [InlineData("Outage", "StoreGone")]
    public async Task A_failure_is_logged_once_with_the_id_that_the_caller_got(string operation, string cause)
    {
        await using var host = await ToyHost.InMemory();

        using var answer = await Call(host, operation, "{}");

        var id = answer.Headers.GetValues("x-amzn-RequestId").Single();
        var (level, text, scope) = Assert.Single(host.Logs.Lines);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(id, text);
        Assert.Contains(cause, text);
        Assert.Contains($"AWS request {id} for {operation}", scope);
    }

    [Fact]
    public async Task A_fault_that_the_contract_does_not_declare_is_a_warning()
    {
        await using var host = await ToyHost.InMemory();

        using var answer = await Call(host, "Refuse", """{"Code":"StrangeException","Message":""}""");

        Assert.Equal("Refuse answered StrangeException, which its contract does not declare ", Assert.Single(host.Logs.At(LogLevel.Warning)));
    }

    [Theory]
    [InlineData("DeclaredException")]
    [InlineData("NotAuthorizedException")]
    [InlineData("TooManyRequestsException")]
    public async Task A_fault_that_is_declared_or_common_is_not_logged(string code)
    {
        await using var host = await ToyHost.InMemory();

        using var answer = await Call(host, "Refuse", $$"""{"Code":"{{code}}","Message":""}""");

        Assert.Empty(host.Logs.Lines);
    }

    [Fact]
    public async Task A_caller_that_leaves_is_no_error()
    {
        await using var host = await ToyHost.InMemory();
        using var patience = new CancellationTokenSource();

        var call = Call(host, "Wait", "{}", cancellation: patience.Token);
        await host.Waiting.Started.Task;
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await host.App.StopAsync();
        Assert.DoesNotContain(host.Logs.Lines, line => line.Level > LogLevel.Debug);
    }

    [Fact]
    public async Task No_body_and_no_signature_is_ever_logged()
    {
        await using var host = await ToyHost.InMemory();
        foreach (var operation in new[] { "Break", "Refuse", "WhoAmI", "Nothing" })
        {
            using var answer = await Call(host, operation, """{"Code":"StrangeException","Message":"hush-body"}""", "Bearer hush-token");
        }

        Assert.NotEmpty(host.Logs.Lines);
        Assert.DoesNotContain(host.Logs.Lines, line => (line.Text + line.Scope).Contains("hush", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> Call(
        ToyHost host, string operation, string body, string? authorization = null, CancellationToken cancellation = default)
    {
        using var client = host.Memory.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1")),
        };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await client.SendAsync(request, cancellation);
    }
}
