using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Pools of identities.</summary>
public abstract class IdentityPoolsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_pool_comes_back_whole()
    {
        var pool = Samples.IdentityPool() with
        {
            AllowsGuests = true,
            AllowsClassicFlow = false,
            OwnProviders = [new("As spelled", "as one", "us-east-1_a", "client", true), new("b", "b", "us-east-1_b", "client", null)],
            SocialProviders = new Dictionary<string, string> { ["graph.facebook.com"] = "1;2" },
            OpenIdProviders = ["arn:oidc"],
            SamlProviders = ["arn:saml"],
            DeveloperProvider = "dev",
            Tags = new Dictionary<string, string> { ["a"] = "" },
            Roles = new()
            {
                Authenticated = "arn:a",
                ByProvider = new Dictionary<string, RoleRules>
                {
                    ["p:c"] = new(RoleSource.Rules, Unresolved.Deny, [new("c", ClaimMatch.StartsWith, "v", "arn:r")]),
                },
            },
            ClaimTags = new Dictionary<string, ClaimTags> { ["p"] = new(false, new Dictionary<string, string> { ["t"] = "c" }) },
        };
        Assert.True(await Here.IdentityPools.Add(pool, Ct));

        Assert.Equivalent(pool, await Elsewhere.IdentityPools.Find(pool.Id, Ct), strict: true);
        Assert.Null(await Here.IdentityPools.Find("us-east-1:nobody", Ct));
    }

    [Fact]
    public async Task An_id_is_used_once_for_ever()
    {
        var pool = await NewIdentityPool();
        Assert.False(await Here.IdentityPools.Add(pool, Ct));
        Assert.True(await Here.IdentityPools.Remove(pool.Id, Ct));
        Assert.False(await Here.IdentityPools.Remove(pool.Id, Ct));
        Assert.Null(await Here.IdentityPools.Find(pool.Id, Ct));
        Assert.False(await Here.IdentityPools.Add(pool, Ct));
    }

    [Fact]
    public async Task Of_many_changes_at_once_each_counts()
    {
        var pool = await NewIdentityPool();

        await AllAtOnce((stores, i) => stores.IdentityPools.Change(
            pool.Id, there => there with { OpenIdProviders = [.. there.OpenIdProviders, $"arn:{i}"] }, Ct).AsTask());

        var stored = await Here.IdentityPools.Change(pool.Id, there => there, Ct);
        Assert.Equal(Crowd, stored!.OpenIdProviders.Count);
        Assert.Null(await Here.IdentityPools.Change("us-east-1:nobody", there => there, Ct));
    }

    [Fact]
    public async Task Of_many_who_bring_an_issuer_s_first_keys_at_once_one_does()
    {
        var issuer = Samples.Unique("issuer-");
        var outcomes = await AllAtOnce(async (stores, _) => await stores.SigningKeys.Begin(issuer, [Samples.Key(issuer, TokenUse.Identity, Samples.Noon)], Ct));

        Assert.Single(outcomes, isFirst => isFirst);
        Assert.Equal(TokenUse.Identity, Assert.Single(await Elsewhere.SigningKeys.Of(issuer, Ct)).Use);
    }

    [Fact]
    public async Task The_keys_of_identities_are_replaced_though_no_pool_has_them()
    {
        await Here.SigningKeys.Begin(Realm.Identities, [Samples.Key(Realm.Identities, TokenUse.Identity, Samples.Noon)], Ct);
        var next = Samples.Key(Realm.Identities, TokenUse.Identity, Samples.Noon.AddHours(1));
        await Here.SigningKeys.Replace(Realm.Identities, [next], Samples.Noon.AddDays(1), Ct);

        var keys = await Elsewhere.SigningKeys.Of(Realm.Identities, Ct);
        Assert.Equal([Samples.Noon.AddDays(1), null], keys.Select(key => key.VerifiesUntil));
        Assert.Equal(next.Kid, keys[1].Kid);
    }

    [Fact]
    public async Task Pools_come_page_by_page_and_tell_of_their_region()
    {
        var region = Samples.Unique("moon-");
        Assert.False(await Here.IdentityPools.AnyIn(region, Ct));
        foreach (var id in new[] { "c", "a", "b" })
            await Here.IdentityPools.Add(Samples.IdentityPool() with { Id = $"{region}:{id}" }, Ct);

        var first = await Here.IdentityPools.List(region + ":", 2, Ct);
        Assert.Equal([$"{region}:a", $"{region}:b"], first.Items.Select(pool => pool.Id));
        Assert.Equal($"{region}:c", (await Elsewhere.IdentityPools.List(first.Next, 1, Ct)).Items.Single().Id);
        Assert.True(await Elsewhere.IdentityPools.AnyIn(region, Ct));
        Assert.False(await Here.IdentityPools.AnyIn(region[..^1], Ct));
    }
}

public sealed class IdentityPoolsInMemory(MemoryRig rig) : IdentityPoolsContract<MemoryRig>(rig);

public sealed class IdentityPoolsInSqlite(SqliteRig rig) : IdentityPoolsContract<SqliteRig>(rig);

public sealed class IdentityPoolsInPostgres(PostgresRig rig) : IdentityPoolsContract<PostgresRig>(rig);
