using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse;

/// <summary>One operation of a service that speaks JSON 1.1.</summary>
/// <param name="service">The signing name of the service.</param>
/// <param name="name">The name of the operation in the service model.</param>
/// <param name="access">How a caller proves that it may call.</param>
/// <param name="requestJson">How the request is read.</param>
/// <param name="responseJson">How the response is written; null when the operation answers nothing, which is <c>{}</c>.</param>
public abstract class JsonOperation<TRequest, TResponse>(
    string service, string name, CallAccess access, JsonTypeInfo<TRequest> requestJson, JsonTypeInfo<TResponse>? responseJson)
    : Operation<TRequest, TResponse>(service, name, access)
    where TRequest : class, IChecked
    where TResponse : notnull
{
    private static readonly ReadOnlyMemory<byte> Empty = "{}"u8.ToArray();

    /// <inheritdoc/>
    protected sealed override Reply<TRequest> Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, requestJson);

    /// <inheritdoc/>
    protected sealed override ReadOnlyMemory<byte> Write(TResponse response, Call call) =>
        responseJson is null ? Empty : JsonSerializer.SerializeToUtf8Bytes(response, responseJson);
}
