using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Encodings.Web;
using Gatehouse.Identity;
using Gatehouse.Wire.SigV4;
using Gatehouse.Wire.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Outbound;

/// <summary>Words a message as a gateway wants it.</summary>
internal static class SmsRequest
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The call.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="message">The message, to a telephone number.</param>
    /// <param name="now">When.</param>
    public static async Task<HttpRequestMessage> Of(SmsGateway gateway, Message message, DateTimeOffset now)
    {
        var address = new Uri(SmsTemplate.Fill(gateway.Url, message, Uri.EscapeDataString));
        var request = new HttpRequestMessage(gateway.Method, address);
        foreach (var (name, value) in gateway.Headers)
            request.Headers.TryAddWithoutValidation(name, SmsTemplate.Fill(value, message, text => text));
        if (await Body(gateway, message) is not { } body)
            return request;

        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(gateway.Json is null ? "application/x-www-form-urlencoded" : "application/json", "utf-8");
        foreach (var (name, value) in Signature(gateway, message, address, body, now))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static async Task<byte[]?> Body(SmsGateway gateway, Message message)
    {
        if (gateway.Json is { } json)
            return JsonSerializer.SerializeToUtf8Bytes(SmsTemplate.Fill(json, message), Plain);
        if (gateway.Form is null)
            return null;

        using var form = new FormUrlEncodedContent(gateway.Form.ToDictionary(field => field.Key, field => SmsTemplate.Fill(field.Value, message, text => text)));
        return await form.ReadAsByteArrayAsync();
    }

    private static IEnumerable<KeyValuePair<string, string>> Signature(SmsGateway gateway, Message message, Uri address, byte[] body, DateTimeOffset now)
    {
        if (gateway.WebhookSecret is { } secret)
            return StandardWebhook.Headers(secret, message.Id, body, now);
        if (gateway.AwsKey is not { } key)
            return [];

        var headers = new HeaderDictionary();
        OutgoingSignature.Add(headers, key, "sns", address, body, now);
        return headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
    }
}
