namespace Gatehouse.Doors;

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Decoded.</param>
/// <param name="Value">Decoded; empty where there is no equals sign.</param>
/// <param name="HasValue">Whether there is an equals sign.</param>
internal readonly record struct QueryParameter(string Name, string Value, bool HasValue);

/// <summary>The query of a request.</summary>
/// <param name="Raw">As it was sent, without the question mark.</param>
/// <param name="Parameters">In their order; null when it cannot be read in one way only: a plus sign, a semicolon or a bad escape is in it.</param>
internal sealed record QueryText(string Raw, IReadOnlyList<QueryParameter>? Parameters)
{
    private static readonly string[] Credentials =
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token", "X-Amz-Content-Sha256"];

    /// <summary>Takes a query apart.</summary>
    public static QueryText Of(string raw)
    {
        var parameters = new List<QueryParameter>();
        foreach (var pair in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            if (PathText.DecodeQuery(name) is not { Length: > 0 } plain || PathText.DecodeQuery(value) is not { } meant)
                return new(raw, null);

            parameters.Add(new(plain, meant, equals >= 0));
        }

        return new(raw, parameters);
    }

    /// <summary>The same without what a signature in the query put there.</summary>
    public QueryText WithoutCredentials() => new(
        string.Join('&', Raw.Split('&').Where(pair => !IsCredential(PathText.DecodeQuery(pair.Split('=')[0])))),
        Parameters?.Where(parameter => !IsCredential(parameter.Name)).ToList());

    /// <summary>A target of a path and parameters, each encoded anew.</summary>
    public static string Target(string path, IEnumerable<QueryParameter> parameters)
    {
        var query = string.Join('&', parameters.Select(one => one.HasValue ? $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}" : Uri.EscapeDataString(one.Name)));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static bool IsCredential(string? name) => Credentials.Contains(name, StringComparer.OrdinalIgnoreCase);
}
