using System.Xml;

namespace Gatehouse;

/// <summary>The answer body of an operation that has none.</summary>
public sealed record Nothing : IToXml
{
    /// <summary>The only instance needed.</summary>
    public static readonly Nothing AtAll = new();

    /// <inheritdoc/>
    public void Write(XmlWriter xml)
    {
    }
}

/// <summary>One operation of a service, as the wire sees it: a name, a rule of access, and bytes for bytes.</summary>
/// <param name="service">The signing name of the service: <c>cognito-idp</c>, <c>cognito-identity</c>, <c>sts</c>, <c>iam</c>.</param>
/// <param name="name">The name of the operation in the service model: <c>SignUp</c>.</param>
/// <param name="access">How a caller proves that it may call.</param>
public abstract class Operation(string service, string name, CallAccess access)
{
    /// <summary>The signing name of the service.</summary>
    public string Service { get; } = service;

    /// <summary>The name of the operation in the service model.</summary>
    public string Name { get; } = name;

    /// <summary>How a caller proves that it may call.</summary>
    public CallAccess Access { get; } = access;

    /// <summary>The codes of the faults that the service model lets this operation answer.</summary>
    public abstract IReadOnlyList<string> Declared { get; }

    /// <summary>The longest request body it takes, in bytes; null for what the server takes of every operation.</summary>
    public virtual int? BodyLimit => null;

    /// <summary>Reads the body, checks it, runs the operation and renders what it answers.</summary>
    /// <param name="body">The request body; an empty body is not an empty object.</param>
    /// <param name="call">What is known of the call besides its body.</param>
    public abstract ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call);
}

/// <summary>One operation, as its author sees it: a checked request in, a reply out.</summary>
/// <param name="service">The signing name of the service.</param>
/// <param name="name">The name of the operation in the service model.</param>
/// <param name="access">How a caller proves that it may call.</param>
public abstract class Operation<TRequest, TResponse>(string service, string name, CallAccess access) : Operation(service, name, access)
    where TRequest : class, IChecked
    where TResponse : notnull
{
    // Each service names a broken constraint in its own way.
    private readonly string brokenConstraint = service switch
    {
        "cognito-idp"      => "InvalidParameterException",
        "cognito-identity" => "ValidationException",
        _                  => "ValidationError",
    };

    /// <summary>Does the work. The request has passed every constraint of the service model.</summary>
    public abstract ValueTask<Reply<TResponse>> Run(TRequest request, Call call);

    /// <inheritdoc/>
    public sealed override async ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(ReadOnlyMemory<byte> body, Call call)
    {
        if (Read(body).Refused(out var unreadable, out var request))
            return unreadable;
        if (Checks.Failed(request, brokenConstraint) is { } broken)
            return broken;
        if (call.Permits is { } permits && await permits.Refuse(this, request, call) is { } denied)
            return denied;
        if ((await Run(request, call)).Refused(out var refused, out var response))
            return refused;

        return Write(response, call);
    }

    /// <summary>Reads the request in the protocol of the service.</summary>
    protected abstract Reply<TRequest> Read(ReadOnlyMemory<byte> body);

    /// <summary>Renders the response in the protocol of the service.</summary>
    protected abstract ReadOnlyMemory<byte> Write(TResponse response, Call call);
}
