namespace Gatehouse.Doors;

/// <summary>An operation of object storage, as a request names it.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Marker">The parameter of the query that names it (a subresource); empty for the operation of the method itself.</param>
/// <param name="Action">The action that must be allowed, without its prefix.</param>
/// <param name="Parameters">Further parameters that it knows, with a blank between.</param>
internal sealed record S3Operation(string Method, string Marker, string Action, string Parameters = "")
{
    private readonly string[] known = Parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The action with <c>versionId</c>; null where a version makes no difference.</summary>
    public string? OfVersion { get; init; }

    /// <summary>Another action that must be allowed as well; null for none.</summary>
    public string? Also { get; init; }

    /// <summary>A further action with <c>versionId</c> in place of <see cref="Also"/>.</summary>
    public string? AlsoOfVersion { get; init; }

    /// <summary>A parameter that must be there; null for none.</summary>
    public string? Needs { get; init; }

    /// <summary>Whether the marker has a value, as <c>uploadId</c>.</summary>
    public bool MarkerHasValue { get; init; }

    /// <summary>Whether it may take the content of another object (<c>x-amz-copy-source</c>).</summary>
    public bool Copies { get; init; }

    /// <summary>Whether it begins an object, with the headers that ask for an access list, tags or a lock.</summary>
    public bool Begins { get; init; }

    /// <summary>What its body is, where the body says what is asked for.</summary>
    public S3Body Body { get; init; }

    /// <summary>Whether a parameter of the query belongs to it.</summary>
    public bool Knows(string parameter) => parameter == Marker || parameter == Needs || known.Contains(parameter);
}

/// <summary>Bodies that say what is asked for.</summary>
internal enum S3Body
{
    /// <summary>It is content, or configuration that no policy asks for.</summary>
    Content,

    /// <summary>The objects to delete.</summary>
    Deletion,

    /// <summary>Tags of an object.</summary>
    Tags,

    /// <summary>How long an object is locked.</summary>
    Retention,

    /// <summary>Whether an object is held.</summary>
    Hold,

    /// <summary>For how long an object comes out of an archive; it may not name another place to write to.</summary>
    Restoration,
}
