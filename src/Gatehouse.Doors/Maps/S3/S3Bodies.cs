namespace Gatehouse.Doors;

/// <summary>An object that is to be deleted with others.</summary>
/// <param name="Address">The object.</param>
/// <param name="VersionId">Which version of it; null for the newest.</param>
internal sealed record S3Deletion(S3Address Address, string? VersionId);

/// <summary>Reads the bodies that say what is asked for.</summary>
internal static class S3Bodies
{
    private const int MostObjects = 1000;

    // Not OutputLocation: that writes objects which nobody was asked about.
    private static readonly string[] Restorations = ["Days", "Tier", "Description", "GlacierJobParameters"];

    private static readonly Fault Malformed = new(
        "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>The objects of <c>POST /{bucket}?delete</c>; at least one.</summary>
    public static Reply<List<S3Deletion>> Deletions(ReadOnlySpan<byte> body, string bucket)
    {
        if (S3Document.Read(body, "Delete") is not { } root || root.Elements().Count(element => element.Name.LocalName == "Quiet") > 1)
            return Malformed;

        var objects = new List<S3Deletion>();
        foreach (var element in root.Elements().Where(element => element.Name.LocalName != "Quiet"))
        {
            if (objects.Count == MostObjects || element.Name.LocalName != "Object" || S3Document.Texts(element, "Key", "VersionId") is not { } texts)
                return Malformed;
            if (S3Address.Of(bucket, texts.GetValueOrDefault("Key", ""), isKeyOptional: false).Refused(out var fault, out var address))
                return fault;

            objects.Add(new(address, texts.GetValueOrDefault("VersionId") is { Length: > 0 } version ? version : null));
        }

        return objects.Count == 0 ? Malformed : objects;
    }

    /// <summary>The condition keys that a body answers.</summary>
    public static Reply<Dictionary<string, IReadOnlyList<string>>> Facts(S3Body kind, ReadOnlySpan<byte> body)
    {
        if (kind == S3Body.Tags)
            return Tags(body).Refused(out var fault, out var tags) ? fault : S3Tags.Facts(tags);

        if (kind == S3Body.Restoration)
            return S3Document.Read(body, "RestoreRequest")?.Elements().All(element => Restorations.Contains(element.Name.LocalName)) is true ? new Dictionary<string, IReadOnlyList<string>>() : Malformed;

        var isHold = kind == S3Body.Hold;
        if (S3Document.Read(body, isHold ? "LegalHold" : "Retention") is not { } root || S3Document.Texts(root, "Status", "Mode", "RetainUntilDate") is not { } texts)
            return Malformed;

        var facts = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (element, key) in (ReadOnlySpan<(string, string)>)[("Status", "legal-hold"), ("Mode", "mode"), ("RetainUntilDate", "retain-until-date")])
        {
            if (texts.TryGetValue(element, out var text))
                facts[$"s3:object-lock-{key}"] = [text];
        }

        return facts;
    }

    private static Reply<List<KeyValuePair<string, string>>> Tags(ReadOnlySpan<byte> body)
    {
        if (S3Document.Read(body, "Tagging")?.Elements().ToList() is not [{ Name.LocalName: "TagSet" } set])
            return Malformed;

        var tags = set.Elements().Select(tag => tag.Name.LocalName == "Tag" ? S3Document.Texts(tag, "Key", "Value") : null).ToList();
        return tags.Any(tag => tag?.ContainsKey("Key") is not true)
            ? Malformed
            : tags.Select(tag => KeyValuePair.Create(tag!["Key"], tag.GetValueOrDefault("Value", ""))).ToList();
    }
}
