namespace Gatehouse.Identity;

/// <summary>Somebody as a provider knows them.</summary>
/// <param name="Provider">The one name of the provider.</param>
/// <param name="Subject">The one name of the person there.</param>
public sealed record Login(string Provider, string Subject)
{
    /// <inheritdoc/>
    public override string ToString() => $"Login at {Provider}";
}

/// <summary>An identity of a pool: a guest, or somebody who logs in at one or more providers. An immutable snapshot.</summary>
public sealed record PooledIdentity
{
    /// <summary>No identity has more logins.</summary>
    public const int MaxLogins = 20;

    /// <summary><c>{region}:{uuid}</c>, unlike any other in the installation.</summary>
    public required string Id { get; init; }

    /// <summary>The pool.</summary>
    public required string PoolId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its logins last changed.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>Whether it never had a login: then whoever knows its id may use it.</summary>
    public bool IsGuest { get; init; }

    /// <summary>The identity that took its logins over; null while it stands for itself.</summary>
    public string? MergedInto { get; init; }

    /// <summary>By what it is reached, in the order in which they came.</summary>
    public IReadOnlyList<Login> Logins { get; init; } = [];

    /// <summary>Whether it stands for itself.</summary>
    public bool IsEnabled => MergedInto is null;

    /// <summary>The names of the providers of its logins, each once.</summary>
    public IReadOnlyList<string> Providers => [.. Logins.Select(login => login.Provider).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether any of these logins is one of its own.</summary>
    public bool Has(IEnumerable<Login> logins) => logins.Any(Logins.Contains);
}
