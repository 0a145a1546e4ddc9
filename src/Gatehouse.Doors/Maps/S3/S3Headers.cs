using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Doors;

/// <summary>What a request says in headers that begin with <c>x-amz-</c>. Presigned URLs may say it in the query instead: it counts the same.</summary>
internal sealed class S3Headers
{
    private const string Prefix = "x-amz-";
    private const string Meta = Prefix + "meta-";

    // What only some stores understand: to delete all below a name, to unpack an archive into a bucket, to copy by a name of their own. No policy could be asked about it.
    private static readonly string[] Dialects =
        ["x-minio-", Meta + "snowball-", Meta + "minio-", "x-rgw-", "rgwx-", "x-goog-", "x-oss-", "x-obs-", "x-cos-"];

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
            var read = HeaderName.AsRead(name);
            if (Dialects.Any(words => read.StartsWith(words, StringComparison.OrdinalIgnoreCase)))
                return DoorFaults.Unknown($"the header {name.ToLowerInvariant()}");
            if (read != name && IsOne(read) && !name.StartsWith(Meta, StringComparison.OrdinalIgnoreCase))
                return DoorFaults.Argument($"{name.ToLowerInvariant()} has a mark that some servers read as a hyphen.");
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

    /// <summary>Whether any server could read <c>true</c> in a header: some take <c>1</c> for it, or decode it first.</summary>
    public bool MaySay(string name) => TryGet(name, out var value) && !value.Equals("false", StringComparison.OrdinalIgnoreCase);
}
