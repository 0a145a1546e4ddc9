using Gatehouse.Wire.Tests.Toys;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Wire.Tests;

/// <summary>What only a real server on a real socket can show.</summary>
public class SocketTests
{
    private const string Head = "POST / HTTP/1.1\nHost: localhost\nContent-Type: application/x-amz-json-1.1\nX-Amz-Target: AWSCognitoIdentityProviderService.";
    private const string Second = Head + "Break\nContent-Length: 2\n\n{}";

    [Fact]
    public async Task An_answer_has_a_date_and_names_no_server()
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        var answer = await (await raw.Send(Head + "Echo\nContent-Length: 2\n\n{}")).Answer();

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.EndsWith("\r\n\r\n{}", answer);
        Assert.Contains("\r\nDate: ", answer);
        Assert.DoesNotContain("Server:", answer);
    }

    [Theory]
    [InlineData("2;¶xx\n{}\n0\n\n")]
    [InlineData("2;a=b¶{}\n0\n\n")]
    [InlineData("2¶{}¶0¶¶")]
    [InlineData("2 \n{}\n0\n\n")]
    [InlineData("0x2\n{}\n0\n\n")]
    [InlineData("-2\n{}\n0\n\n")]
    [InlineData("2\n{}X0\n\n")]
    [InlineData("fffffffffffffffff\n{}\n0\n\n")]
    public async Task After_a_broken_chunk_the_second_request_is_not_dispatched(string chunks)
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        var answers = await (await raw.Send(Head + "Echo\nTransfer-Encoding: chunked\n\n" + chunks + Second)).Rest();

        Assert.Contains("400 Bad Request", answers);
        Assert.Contains("MalformedHttpRequestException", answers);
        Assert.DoesNotContain("HTTP/1.1 500", answers);
        Assert.Empty(host.Logs.At(LogLevel.Error));
    }

    [Theory]
    [InlineData("Content-Length: 2\nContent-Length: 4\n\n{}")]
    [InlineData("Content-Length: 2, 2\n\n{}")]
    [InlineData("Transfer-Encoding: gzip\n\n{}")]
    [InlineData("Transfer-Encoding: chunked, gzip\n\n0\n\n")]
    [InlineData("Content-Length: 1\n\n{}")]
    [InlineData("X-A: b\n folded\nContent-Length: 2\n\n{}")]
    [InlineData("X-A : b\nContent-Length: 2\n\n{}")]
    [InlineData("Host: other\nContent-Length: 2\n\n{}")]
    [InlineData("Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n")]
    public async Task After_a_message_of_doubtful_length_the_second_request_is_not_dispatched(string rest)
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        await (await raw.Send(Head + "Echo\n" + rest + Second)).Rest();

        Assert.Empty(host.Logs.At(LogLevel.Error));
    }

    [Fact]
    public async Task Two_whole_requests_are_both_dispatched()
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        await raw.Send(Head + "Echo\nTransfer-Encoding: chunked\n\n2;a=b\n{}\n0\n\n" + Second);

        Assert.EndsWith("{}", await raw.Answer());
        Assert.StartsWith("HTTP/1.1 500", await raw.Answer());
    }

    [Theory]
    [InlineData(ToyHost.BodyLimit + 1)]
    [InlineData(3 * 1024 * 1024)]
    public async Task A_body_over_the_limit_is_refused_and_the_connection_stays(int length)
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        var sending = raw.Send(Head + $"Echo\nContent-Length: {length}\n\n" + new string('x', length) + Head + "Echo\nContent-Length: 2\n\n{}");

        Assert.StartsWith("HTTP/1.1 413", await raw.Answer());
        await sending;
        Assert.EndsWith("{}", await raw.Answer());
    }

    [Theory]
    [InlineData(ToyHost.BodyLimit + 1, "200 OK")]
    [InlineData(2 * ToyHost.BodyLimit, "200 OK")]
    [InlineData((2 * ToyHost.BodyLimit) + 1, "413 Payload Too Large")]
    public async Task An_operation_may_take_more_than_others_and_has_a_limit_too(int length, string status)
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        await raw.Send(Head + $"Weigh\nContent-Length: {length}\n\n" + new string('x', length));

        Assert.StartsWith("HTTP/1.1 " + status, await raw.Answer());
    }

    [Fact]
    public async Task A_body_without_end_is_refused_at_the_limit()
    {
        await using var host = await ToyHost.OnSocket();
        using var raw = new RawConnection(host.Port);

        await raw.Send(Head + "Echo\nTransfer-Encoding: chunked\n\n7d1\n" + new string('x', 2001) + "\n");

        Assert.StartsWith("HTTP/1.1 413", await raw.Answer());
    }

    [Fact]
    public async Task A_body_that_never_comes_ends_the_connection()
    {
        await using var host = await ToyHost.OnSocket(bodyGrace: TimeSpan.FromSeconds(1.1));
        using var raw = new RawConnection(host.Port);

        var answer = await (await raw.Send(Head + "Echo\nContent-Length: 2\n\n{")).Rest();

        Assert.Contains("408 Request Timeout", answer);
        Assert.Empty(host.Logs.At(LogLevel.Error));
    }
}
