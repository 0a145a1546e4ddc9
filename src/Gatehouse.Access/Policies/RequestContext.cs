using System.Collections;

namespace Gatehouse.Access.Policies;

/// <summary>What is known of a request beside who, what and on what: the context keys of conditions and variables.</summary>
/// <remarks>
/// Keys have no case. A key whose list of values is empty is as good as absent. Fill it first and then ask; it is not for two threads
/// while it is filled.
/// </remarks>
public sealed class RequestContext : IEnumerable<KeyValuePair<string, IReadOnlyList<string>>>
{
    private readonly Dictionary<string, string[]> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a key. What it had before is forgotten.</summary>
    /// <param name="key">As <c>aws:SourceIp</c>, <c>aws:PrincipalTag/Team</c>, <c>cognito-identity.amazonaws.com:aud</c>.</param>
    /// <param name="values">Each as text: numbers in decimal, times as ISO 8601 or seconds since 1970, <c>true</c> and <c>false</c>, bytes as base64.</param>
    public void Add(string key, params IEnumerable<string> values) => this.values[key] = [.. values];

    /// <summary>Sets what every request tells of its caller: <c>aws:PrincipalArn</c>, <c>aws:PrincipalAccount</c>, <c>aws:PrincipalType</c>, <c>aws:userid</c>, <c>aws:username</c>.</summary>
    /// <param name="subject">Who calls; what a subject does not have is not set.</param>
    /// <returns>This context.</returns>
    public RequestContext Describe(Subject subject)
    {
        Set("aws:PrincipalArn", subject.Entity ?? subject.Arn);
        Set("aws:PrincipalAccount", subject.Account);
        Set("aws:PrincipalType", subject.TypeName);
        Set("aws:userid", subject.UserId);
        Set("aws:username", subject.UserName);
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() =>
        values.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<string>)pair.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The values of a key; none when it is absent.</summary>
    internal ReadOnlySpan<string> Find(string key) => values.TryGetValue(key, out var found) ? found : default;

    /// <summary>The value of a key that has exactly one: a key with several is no variable.</summary>
    internal string? Single(string key) => values.TryGetValue(key, out var found) && found.Length == 1 ? found[0] : null;

    private void Set(string key, string? value)
    {
        if (value is not null)
            Add(key, value);
    }
}
