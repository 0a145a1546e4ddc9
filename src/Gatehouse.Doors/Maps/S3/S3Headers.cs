using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Doors;

/// <summary>What a request says in headers that begin with <c>x-amz-</c>. Presigned URLs may say it in the query instead: it counts the same.</summary>
internal sealed class S3Headers
{
    private const string Prefix = "x-amz-";
    private const string Meta = Prefix + "meta-";

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private S3Headers()
    {
    }

    /// <summary>Reads them. What is said twice would be one thing here and another behind the door.</summary>
    public static Reply<S3Headers> Of(MappedRequest request)
    {
        var headers = new S3Headers();
        var all = request.Headers
            .SelectMany(header => header.Value, (header, value) => (header.Key, Value: value ?? ""))
            .Concat(request.Query.Parameters!.Select(parameter => (Key: parameter.Name, parameter.Value)));
        foreach (var (name, value) in all)
        {
            if (name.Contains('_', StringComparison.Ordinal) && IsOne(name.Replace('_', '-')) && !name.StartsWith(Meta, StringComparison.OrdinalIgnoreCase))
                return DoorFaults.Argument($"{name.ToLowerInvariant()} has an underscore, which some servers read as a hyphen.");
            if (IsOne(name) && !headers.values.TryAdd(name.ToLowerInvariant(), value.Trim(' ', '\t')))
                return DoorFaults.Argument($"{name.ToLowerInvariant()} is there more than once.");
        }

        return headers;
    }

    /// <summary>Whether a name is one of these.</summary>
    public static bool IsOne(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether any of some headers is there.</summary>
    public bool HasAny(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.ContainsKey(Prefix + name))
                return true;
        }

        return false;
    }

    /// <summary>The value of a header, by its name without <c>x-amz-</c>.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => values.TryGetValue(Prefix + name, out value);

    /// <summary>Whether a header says <c>true</c>.</summary>
    public bool Says(string name) => TryGet(name, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
