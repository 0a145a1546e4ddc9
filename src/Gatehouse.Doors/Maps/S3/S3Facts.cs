namespace Gatehouse.Doors;

/// <summary>The condition keys of a request to object storage.</summary>
/// <remarks>Source: AWS, "Actions, resources, and condition keys for Amazon S3".</remarks>
internal static class S3Facts
{
    // Headers without x-amz-. Most are condition keys of the same name; those of locks are called otherwise.
    private static readonly string[] SameName =
    [
        "acl", "grant-read", "grant-write", "grant-read-acp", "grant-write-acp", "grant-full-control", "storage-class", "metadata-directive", "object-ownership",
        "server-side-encryption", "server-side-encryption-aws-kms-key-id", "server-side-encryption-customer-algorithm", "website-redirect-location", "content-sha256",
    ];

    private static readonly (string Header, string Key)[] OtherName =
    [
        ("object-lock-mode", "s3:object-lock-mode"), ("object-lock-retain-until-date", "s3:object-lock-retain-until-date"), ("object-lock-legal-hold", "s3:object-lock-legal-hold"),
    ];

    private static readonly (string Parameter, string Key)[] Parameters =
    [
        ("versionId", "s3:VersionId"), ("prefix", "s3:prefix"), ("delimiter", "s3:delimiter"), ("max-keys", "s3:max-keys"),
    ];

    /// <summary>All of them, beside those of every request.</summary>
    public static Reply<Dictionary<string, IReadOnlyList<string>>> Of(MappedRequest request, S3Operation operation, S3Headers headers, S3Source? source)
    {
        var facts = new Dictionary<string, IReadOnlyList<string>>(request.Facts);
        foreach (var name in SameName)
            Add($"s3:x-amz-{name}", headers.TryGet(name, out var value) ? value : null);
        foreach (var (name, key) in OtherName)
            Add(key, headers.TryGet(name, out var value) ? value : null);
        foreach (var (name, key) in Parameters)
            Add(key, request.Query.Parameters!.FirstOrDefault(parameter => parameter.Name == name).Value);

        if (source is not null)
            Add("s3:x-amz-copy-source", $"{source.Address.Bucket}/{source.Address.Key}");
        if (headers.TryGet("tagging", out var tagging) && Take(S3Tags.Facts(tagging)) is { } untagged)
            return untagged;
        return operation.Body is S3Body.Content or S3Body.Deletion ? facts : Take(S3Bodies.Facts(operation.Body, request.Body!.Value.Span)) is { } unread ? unread : facts;

        void Add(string key, string? value)
        {
            if (value is not null)
                facts[key] = [value];
        }

        Fault? Take(Reply<Dictionary<string, IReadOnlyList<string>>> more)
        {
            if (more.Refused(out var fault, out var found))
                return fault;
            foreach (var (key, values) in found)
                facts[key] = values;
            return null;
        }
    }
}
