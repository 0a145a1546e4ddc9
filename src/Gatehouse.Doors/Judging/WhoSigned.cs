using Gatehouse.Access;
using Gatehouse.Identity;

namespace Gatehouse.Doors;

/// <summary>What services behind doors are told of who signed.</summary>
/// <param name="Principal">Who.</param>
internal sealed record WhoSigned(Principal Principal)
{
    /// <summary>What the headers for the service begin with.</summary>
    public const string Prefix = "X-Gatehouse-";

    private const string Pools = WebIdentities.IdentityPools;

    /// <summary>The identity pool of the identity that it is; null for others.</summary>
    public string? IdentityPoolId => IdentityId is not null && Values($"{Pools}:aud") is [var pool] ? pool : null;

    /// <summary>The identity of an identity pool that it is; null for others.</summary>
    public string? IdentityId => Principal.Session?.IdentityId;

    /// <summary>Who vouched for it: providers of logins, or of the token that the role was taken on with.</summary>
    public IReadOnlyList<string> Providers
    {
        get
        {
            // Beside each provider stands the login itself, which begins with the provider and a colon.
            var methods = Values($"{Pools}:amr").Where(method => method is not ("authenticated" or "unauthenticated")).ToList();
            var named = methods.Where(method => !methods.Exists(other => method.StartsWith(other + ":", StringComparison.Ordinal))).ToList();
            return named.Count > 0 ? named : [.. Values("aws:FederatedProvider").Where(provider => provider != Pools)];
        }
    }

    /// <summary>As headers for the service; those that have nothing to say are not there.</summary>
    /// <param name="errand">What it does; null where that was not asked.</param>
    public Dictionary<string, string> Headers(Errand? errand)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("Arn", Principal.Arn);
        Add("Account", Principal.AccountId);
        Add("User-Id", Principal.UserId);
        Add("Principal-Type", Principal.Type);
        Add("Identity-Id", IdentityId);
        Add("Identity-Pool-Id", IdentityPoolId);
        Add("Provider", Providers.Count == 0 ? null : string.Join(',', Providers));
        Add("Action", errand?.Wishes[0].Action);
        Add("Resource", errand?.Wishes[0].Resources is [var only] ? only : null);
        return headers;

        void Add(string name, string? value)
        {
            if (value is not null)
                headers[Prefix + name] = HeaderValue.Encode(value);
        }
    }

    private IReadOnlyList<string> Values(string key) => Principal.Session?.Context.GetValueOrDefault(key) ?? [];
}
