using Gatehouse.Identity;

namespace Gatehouse.Doors;

/// <summary>What requests to object storage mean, in the words of Amazon S3.</summary>
internal sealed class S3Map : IRequestMap
{
    // The SDKs name the operation in it once more; it says nothing.
    private const string Idle = "x-id";

    /// <inheritdoc/>
    public Reply<Errand> Read(MappedRequest request, Realm realm)
    {
        if (S3Address.Of(request.Path, request.Before).Refused(out var fault, out var address))
            return fault;
        if (Clean(request.Query) is { } unclean)
            return unclean;
        if (S3Headers.Of(request).Refused(out fault, out var headers) || Operation(request, address).Refused(out fault, out var operation))
            return fault;
        if (operation.Body != S3Body.Content && request.Body is null)
            return DoorFaults.BodyNeeded;
        if (operation.Body == S3Body.Deletion)
            return Deletion(request, operation, headers, address);

        S3Source? source = null;
        if (headers.TryGet("copy-source", out var header) && (!operation.Copies || S3Source.Of(header).Refused(out fault, out source)))
            return fault ?? DoorFaults.Unknown($"x-amz-copy-source with {request.Method} of this resource");
        if (headers.HasAny("rename-source"))
            return DoorFaults.Unknown("x-amz-rename-source");
        if (S3Facts.Of(request, operation, headers, source).Refused(out fault, out var facts))
            return fault;

        return new Errand(QueryText.Target(address.Path, request.Query.Parameters!), [.. Wishes(operation, address, headers, source, facts)])
        {
            Headers = source is null ? new Dictionary<string, string>() : new() { ["x-amz-copy-source"] = source.Header },
        };
    }

    private static Fault? Clean(QueryText query)
    {
        if (query.Parameters is not { } parameters)
            return DoorFaults.Uri("its query has a plus sign, a semicolon or a bad escape: encode them");

        return parameters.DistinctBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).Count() < parameters.Count
            ? DoorFaults.Uri("its query has a parameter more than once")
            : null;
    }

    private static Reply<S3Operation> Operation(MappedRequest request, S3Address address)
    {
        var named = address.Bucket.Length == 0 ? S3Operations.OfService : address.Key.Length == 0 ? S3Operations.OfBucket : S3Operations.OfObject;
        var ofMethod = named.Where(operation => operation.Method == request.Method).ToList();
        if (ofMethod.Count == 0)
            return DoorFaults.Method(request.Method);

        var parameters = request.Query.Parameters!.Where(parameter => parameter.Name != Idle && !S3Headers.IsOne(parameter.Name)).ToList();
        var operation = ofMethod.FirstOrDefault(one => one.Marker.Length > 0 && parameters.Any(parameter => parameter.Name == one.Marker))
            ?? ofMethod.FirstOrDefault(one => one.Marker.Length == 0);
        if (operation is null)
            return DoorFaults.Unknown($"{request.Method} of this resource without a subresource that is known");
        if (parameters.Find(parameter => !operation.Knows(parameter.Name)) is { Name: { } unknown })
            return DoorFaults.Unknown($"the parameter {unknown} with {request.Method}");
        if (operation.Needs is { } needed && !parameters.Exists(parameter => parameter.Name == needed))
            return DoorFaults.Argument($"This operation needs the parameter {needed}.");

        return parameters.Find(parameter => IsMisused(parameter, operation)) is { Name: { } misused }
            ? DoorFaults.Argument($"The parameter {misused} has a value that it cannot have.")
            : operation;
    }

    private static bool IsMisused(QueryParameter parameter, S3Operation operation) => parameter.Name switch
    {
        "versionId" => parameter.Value.Length == 0,
        _ when parameter.Name == operation.Marker => operation.MarkerHasValue != parameter.Value.Length > 0,
        _ => false,
    };

    private static IEnumerable<Wish> Wishes(
        S3Operation operation, S3Address address, S3Headers headers, S3Source? source, Dictionary<string, IReadOnlyList<string>> facts)
    {
        var isOfVersion = operation.OfVersion is not null && facts.ContainsKey("s3:VersionId");
        yield return Of(isOfVersion ? operation.OfVersion! : operation.Action);
        if ((isOfVersion ? operation.AlsoOfVersion : operation.Also) is { } also)
            yield return Of(also);
        foreach (var action in S3Extras.Of(operation, headers))
            yield return Of(action);
        if (source is { VersionId: var version })
            yield return new(version is null ? "s3:GetObject" : "s3:GetObjectVersion", [source.Address.Arn]) { Context = WithVersion(facts, version) };

        Wish Of(string action) => new("s3:" + action, [address.Arn]) { Context = facts };
    }

    // What one of them may not, none does: half a deletion would have to be told in the answer of the service behind.
    private static Reply<Errand> Deletion(MappedRequest request, S3Operation operation, S3Headers headers, S3Address address)
    {
        if (S3Bodies.Deletions(request.Body!.Value.Span, address.Bucket).Refused(out var fault, out var objects)
            || S3Facts.Of(request, operation, headers, null).Refused(out fault, out var facts))
            return fault;

        var wishes = new List<Wish>();
        foreach (var ofVersion in objects.GroupBy(one => one.VersionId, StringComparer.Ordinal))
        {
            var arns = ofVersion.Select(one => one.Address.Arn).Distinct(StringComparer.Ordinal).ToList();
            var context = WithVersion(facts, ofVersion.Key);
            wishes.Add(new(ofVersion.Key is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", arns) { Context = context });
            wishes.AddRange(S3Extras.Of(operation, headers).Select(action => new Wish("s3:" + action, arns) { Context = context }));
        }

        return new Errand(QueryText.Target(address.Path, request.Query.Parameters!), wishes);
    }

    private static Dictionary<string, IReadOnlyList<string>> WithVersion(Dictionary<string, IReadOnlyList<string>> facts, string? version)
    {
        var own = new Dictionary<string, IReadOnlyList<string>>(facts);
        own.Remove("s3:VersionId");
        if (version is not null)
            own["s3:VersionId"] = [version];
        return own;
    }
}
