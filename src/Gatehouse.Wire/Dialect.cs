using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>One way of putting requests and answers: AWS JSON or AWS Query.</summary>
internal interface IDialect
{
    /// <summary>The media types of its requests.</summary>
    IReadOnlyList<string> MediaTypes { get; }

    /// <summary>The headers that a signature must cover, besides <c>host</c> and the date.</summary>
    IReadOnlyList<string> MustSign { get; }

    /// <summary>The longest body, in bytes, that the operation takes which the headers of a request name; null when they name none, or none of its own.</summary>
    int? BodyLimit(HttpRequest request);

    /// <summary>The operation that a request names, or how this dialect says that there is none.</summary>
    Reply<Operation> Find(HttpRequest request, ReadOnlyMemory<byte> body);

    /// <summary>A fault of the signature, as this dialect names it.</summary>
    Fault Unproven(Fault fault);

    /// <summary>Writes what an operation answered.</summary>
    Task Answer(HttpResponse response, ReadOnlyMemory<byte> body);

    /// <summary>Writes a fault.</summary>
    /// <param name="response">Not started yet.</param>
    /// <param name="fault">Named as in AWS JSON; the dialect translates.</param>
    /// <param name="operation">What was called; null when it was not found.</param>
    /// <param name="requestId">The id of the request.</param>
    Task Refuse(HttpResponse response, Fault fault, Operation? operation, string requestId);
}
