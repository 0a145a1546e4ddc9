using System.Text.RegularExpressions;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Credentials of somebody, with which they call access management as bytes on the wire.</summary>
/// <param name="KeyId">The public half.</param>
/// <param name="Secret">The secret half.</param>
/// <param name="Token">What a temporary key goes with; null for a lasting one.</param>
public sealed partial record Signed(string KeyId, string Secret, string? Token = null)
{
    /// <summary>Root's.</summary>
    public static Signed Root(ServerPlan plan) => new(plan.AccessKeyId, plan.SecretAccessKey);

    /// <summary>Calls an operation of IAM or STS.</summary>
    /// <returns>The status, and the answer or error as XML.</returns>
    public async Task<(int Status, string Text)> Call(HttpClient http, string service, string action, params (string Name, string Value)[] members)
    {
        var form = new[] { ("Action", action), ("Version", service == "iam" ? "2010-05-08" : "2011-06-15") }.Concat(members);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Item1, one.Item2))) };
        var signer = new RequestSigner(KeyId, Secret, ServerPlan.Region, service) { SessionToken = Token };
        await signer.Sign(request, http.BaseAddress!.Authority, TimeProvider.System.GetUtcNow());
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The same for what must be done; the credentials that the answer has, if any.</summary>
    public async Task<Signed?> Done(HttpClient http, string service, string action, params (string Name, string Value)[] members)
    {
        var (status, text) = await Call(http, service, action, members);
        Assert.True(status == 200, text);
        var found = Credential().Matches(text).ToDictionary(one => one.Groups["name"].Value, one => one.Groups["value"].Value);
        return found.TryGetValue("SecretAccessKey", out var secret) ? new(found["AccessKeyId"], secret, found.GetValueOrDefault("SessionToken")) : null;
    }

    [GeneratedRegex("<(?<name>AccessKeyId|SecretAccessKey|SessionToken)>(?<value>[^<]+)<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credential();
}
