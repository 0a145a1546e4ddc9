using Microsoft.AspNetCore.Authentication;

namespace Gatehouse.AspNetCore;

/// <summary>What is accepted: signed requests when <see cref="Url"/> is set, tokens of the <see cref="Pools"/> that are named.</summary>
public sealed class GatehouseOptions : AuthenticationSchemeOptions
{
    /// <summary>The Gatehouse server that is asked who signed, as <c>http://gatehouse:7080</c>; null when signed requests are not accepted.</summary>
    public Uri? Url { get; set; }

    /// <summary>What this application and the server share, <c>GATEHOUSE_DOOR_SECRET</c> there.</summary>
    public string? DoorSecret { get; set; }

    /// <summary>The name of this application in the server's doors file, whose <c>service</c> is what clients sign for.</summary>
    public string? Door { get; set; }

    /// <summary>The largest body of a signed request, in bytes: it is hashed before it is believed. API Gateway's limit by default.</summary>
    public long BodyLimit { get; set; } = 10 << 20;

    /// <summary>The user pools whose tokens are accepted.</summary>
    public IList<GatehousePool> Pools { get; } = [];

    /// <summary>Which of their tokens.</summary>
    public PoolTokens Accepts { get; set; } = PoolTokens.Access;

    /// <summary>How far the clocks of this machine and of the issuer may be apart.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the server, and a pool that is asked for its keys, may take.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What carries questions to the server and to pools; null for connections that follow no redirect and use no proxy.</summary>
    public HttpMessageHandler? Backchannel { get; set; }

    internal DoorClient? Doors { get; set; }

    internal IReadOnlyDictionary<string, Tokens.TrustedPool> Trusted { get; set; } = new Dictionary<string, Tokens.TrustedPool>();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Url is null && Pools.Count == 0)
            throw Wrong($"{nameof(Url)} or {nameof(Pools)} must be set: nobody could come in otherwise.");
        if (Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            throw Wrong($"{nameof(Url)} must be an http or https URL.");
        if (Url is not null && DoorSecret is not { Length: >= DoorServer.ShortestSecret })
            throw Wrong($"{nameof(DoorSecret)} must be the server's GATEHOUSE_DOOR_SECRET, which has at least {DoorServer.ShortestSecret} characters.");
        if (Url is not null && string.IsNullOrEmpty(Door))
            throw Wrong($"{nameof(Door)} must be the name of this application in the server's doors file.");
        if (Accepts is not (PoolTokens.Access or PoolTokens.Id or PoolTokens.Both) || ClockSkew < TimeSpan.Zero || BodyLimit < 0 || Patience <= TimeSpan.Zero)
            throw Wrong($"{nameof(Accepts)} must be a kind of token, and {nameof(ClockSkew)}, {nameof(BodyLimit)} and {nameof(Patience)} must not be negative.");
        foreach (var pool in Pools)
            Validate(pool);
    }

    // Keys that came over a network in clear text could be anybody's; this machine's own loopback is no network.
    private static void Validate(GatehousePool pool)
    {
        if (!Uri.TryCreate(pool.Issuer, UriKind.Absolute, out var issuer) || issuer is not { Query: "", Fragment: "" } || !(issuer.Scheme is "https" || (issuer.Scheme is "http" && issuer.IsLoopback)))
            throw Wrong($"{nameof(Pools)}: '{pool.Issuer}' must be the https URL of a pool, as its tokens have it (http on this machine alone).");
        if (pool.Clients.Count == 0 || pool.Clients.Any(string.IsNullOrEmpty))
            throw Wrong($"{nameof(Pools)}: {pool.Issuer} must have {nameof(GatehousePool.Clients)}: a token that another application got proves nothing here.");
    }

    private static ArgumentException Wrong(string sentence) => new($"Gatehouse: {sentence}");
}
