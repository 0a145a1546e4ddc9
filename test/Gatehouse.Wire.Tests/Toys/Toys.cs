using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Wire.Tests.Toys;

/// <summary>An operation of no real service.</summary>
public abstract class Toy(string service, string name, CallAccess access = CallAccess.Anyone) : Operation(service, name, access)
{
    public override IReadOnlyList<string> Declared => ["DeclaredException"];

    protected static Reply<ReadOnlyMemory<byte>> Said(string text) => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text);
}

/// <summary>Answers what it was sent.</summary>
public sealed class Echo() : Toy("cognito-idp", "Echo")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) => new(body);
}

/// <summary>Answers nothing at all, in the other service.</summary>
public sealed class Keep() : Toy("cognito-identity", "Keep")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) => new(ReadOnlyMemory<byte>.Empty);
}

/// <summary>Answers who signed.</summary>
public sealed class WhoAmI() : Toy("cognito-idp", "WhoAmI", CallAccess.Signed)
{
    public override async ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        await call.Permits!.Refuse(this, body, call) is { } denied ? denied : Said($"{call.Caller?.Arn} in {call.SignedRegion}");
}

/// <summary>Answers where the call came from.</summary>
public sealed class Whence() : Toy("cognito-idp", "Whence", CallAccess.Token)
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        new(Said($"{call.Address} {call.UserAgent} {call.Caller?.Arn ?? "unsigned"}"));
}

/// <summary>Answers the fault that it is sent.</summary>
public sealed class Refuse() : Toy("cognito-idp", "Refuse")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        new(JsonSerializer.Deserialize<Fault>(body.Span)!);
}

/// <summary>Breaks.</summary>
public sealed class Break() : Toy("cognito-idp", "Break")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        throw new InvalidOperationException("an inner secret");
}

/// <summary>Finds its store gone.</summary>
public sealed class Outage() : Toy("cognito-idp", "Outage")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) => throw new StoreGone();

    private sealed class StoreGone() : DbException("host=db user=gatehouse");
}

/// <summary>Answers when the caller is gone.</summary>
public sealed class Wait(Waiting waiting) : Toy("cognito-idp", "Wait")
{
    public override async ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call)
    {
        waiting.Started.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, call.Aborted);
        return body;
    }
}

/// <summary>Tells that <see cref="Wait"/> has begun.</summary>
public sealed class Waiting
{
    public TaskCompletionSource Started { get; } = new();
}

/// <summary>A signed operation of a query service.</summary>
public sealed class GetCallerIdentity() : Toy("sts", "GetCallerIdentity", CallAccess.Signed)
{
    public override async ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        await call.Permits!.Refuse(this, body, call) is { } denied ? denied : Said($"<Arn>{call.Caller?.Arn}</Arn>");
}

/// <summary>An operation of a query service that answers the form it was sent.</summary>
public sealed class EchoForm() : Toy("iam", "EchoForm")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        new(Said($"<Form>{Encoding.UTF8.GetString(body.Span).Replace("&", "&amp;", StringComparison.Ordinal)}</Form>"));
}

/// <summary>A query operation that refuses.</summary>
public sealed class RefuseForm() : Toy("sts", "RefuseForm")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        new(new Fault("DeclaredException", "No <such> & \"such\".", 404));
}

/// <summary>A query operation that breaks.</summary>
public sealed class BreakForm() : Toy("sts", "BreakForm")
{
    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) =>
        throw new InvalidOperationException("an inner secret");
}

/// <summary>Answers how much it was sent, and takes more than others.</summary>
public sealed class Weigh() : Toy("cognito-idp", "Weigh")
{
    public override int? BodyLimit => 2 * ToyHost.BodyLimit;

    public override ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call) => new(Said($"{body.Length}"));
}
