using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire.SigV4;

/// <summary>Signs calls of ours to somebody who speaks as AWS does.</summary>
public static class OutgoingSignature
{
    /// <summary>Adds date, token and signature to the headers of a POST; all that are there are signed.</summary>
    /// <param name="headers">The headers, without the host.</param>
    /// <param name="key">With what.</param>
    /// <param name="service">The signing name of the service, as <c>lambda</c>.</param>
    /// <param name="address">Where the call goes.</param>
    /// <param name="body">What it says.</param>
    /// <param name="now">When.</param>
    public static void Add(IHeaderDictionary headers, ClientKey key, string service, Uri address, byte[] body, DateTimeOffset now)
    {
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        headers["X-Amz-Date"] = date;
        if (key.SessionToken is { } token)
            headers["X-Amz-Security-Token"] = token;

        // The host is what the handler will send; it is not sent twice.
        var signed = new HeaderDictionary { ["Host"] = address.Authority };
        foreach (var (name, value) in headers)
            signed[name] = value;

        var names = signed.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        var scope = new CredentialScope(date[..8], key.Region, service, CredentialScope.Aws4Request);
        var head = new SignedHead("POST", address.AbsolutePath, address.Query.TrimStart('?'), signed);
        var signature = Signing.Sign(key.Secret, scope, Signing.StringToSign(date, scope, CanonicalRequest.Of(head, names, Signing.Hash(body))));
        headers["Authorization"] =
            $"{AuthorizationHeader.Algorithm} Credential={key.Id}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}";
    }
}
