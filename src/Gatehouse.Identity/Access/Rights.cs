namespace Gatehouse.Identity;

/// <summary>The policies that say what a role or a user of access management may do.</summary>
public sealed record Rights
{
    /// <summary>The most managed policies that one may have.</summary>
    public const int MostAttached = 20;

    /// <summary>Nothing at all.</summary>
    public static readonly Rights None = new();

    /// <summary>Policies of its own, by name: documents as they were given.</summary>
    public IReadOnlyDictionary<string, string> Inline { get; init; } = new Dictionary<string, string>();

    /// <summary>ARNs of managed policies, in the order in which they were attached.</summary>
    public IReadOnlyList<string> Attached { get; init; } = [];

    /// <summary>The ARN of the managed policy beyond which nothing is allowed; null when there is no such bound.</summary>
    public string? Boundary { get; init; }

    /// <summary>With a policy of its own, in place of one of that name.</summary>
    public Rights With(string name, string document) => this with { Inline = Inline.Where(one => one.Key != name).Append(new(name, document)).ToDictionary() };

    /// <summary>Without a policy of its own.</summary>
    public Rights Without(string name) => this with { Inline = Inline.Where(one => one.Key != name).ToDictionary() };

    /// <summary>With a managed policy; the same when it is attached already.</summary>
    public Rights Attach(string arn) => Attached.Contains(arn) ? this : this with { Attached = [.. Attached, arn] };

    /// <summary>Without a managed policy.</summary>
    public Rights Detach(string arn) => this with { Attached = [.. Attached.Where(one => one != arn)] };
}

/// <summary>What of access management has rights: a role or a user.</summary>
public interface IHasRights
{
    /// <summary>As it was spelled when it was made. No two differ in case alone.</summary>
    string Name { get; }

    /// <summary>Begins and ends with a slash.</summary>
    string Path { get; }

    /// <summary><c>AROA…</c> or <c>AIDA…</c>: never used again, whatever is named alike later.</summary>
    string Id { get; }

    /// <summary>What it may.</summary>
    Rights Rights { get; }

    /// <summary>Its tags by key.</summary>
    IReadOnlyDictionary<string, string> Tags { get; }
}
