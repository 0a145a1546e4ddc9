using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>People see and remove their own passkeys, and nobody else's.</summary>
public sealed class PasskeyListTests
{
    private const string BadToken = "InvalidParameterException: Invalid pagination token.";
    private const string Unknown = "ResourceNotFoundException: The credential does not exist.";
    private readonly PasskeyWorld world = new();

    [Fact]
    public async Task Nobody_has_one_to_begin_with()
    {
        world.Pool.User("ana");
        var said = (await world.List(await world.TokenOf("ana"))).Ok;
        Assert.Empty(said.Credentials);
        Assert.Null(said.NextToken);
    }

    [Theory]
    [InlineData(new[] { "internal", "hybrid" }, "platform", "Passkey on this device")]
    [InlineData(new[] { "hybrid" }, "cross-platform", "Passkey on a phone")]
    [InlineData(new[] { "nfc", "usb" }, "cross-platform", "Security key")]
    [InlineData(new string[0], null, "Passkey")]
    [InlineData(new string[0], "elsewhere", "Passkey")]
    public async Task A_passkey_is_described(string[] ways, string? attachment, string name)
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        using var phone = PasskeyWorld.Authenticator();
        Assert.True((await world.Register(
            token, phone, c => c with { Transports = ways, Wire = answer => answer["authenticatorAttachment"] = attachment })).IsOk);

        var shown = Assert.Single((await world.List(token)).Ok.Credentials);
        Assert.Equal(phone.IdText, shown.CredentialId);
        Assert.Equal("example.com", shown.RelyingPartyId);
        Assert.Equal(name, shown.FriendlyCredentialName);
        Assert.Equal(attachment is "elsewhere" ? null : attachment, shown.AuthenticatorAttachment);
        Assert.Equal(ways.Order(StringComparer.Ordinal), shown.AuthenticatorTransports.Order(StringComparer.Ordinal));
        Assert.Equal(world.World.Now, shown.CreatedAt);
    }

    [Fact]
    public async Task They_come_oldest_first_page_by_page_while_some_come_and_go()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        var made = new List<string>();
        for (var i = 0; i < 4; i++)
            made.Add(await Add(token));

        var first = (await world.List(token, 2)).Ok;
        Assert.Equal(made[..2], first.Credentials.Select(c => c.CredentialId));
        Assert.NotNull(first.NextToken);

        await world.Delete(token, made[1]);
        made.Add(await Add(token));
        var second = (await world.List(token, 2, first.NextToken)).Ok;
        Assert.Equal(made[2..4], second.Credentials.Select(c => c.CredentialId));
        var third = (await world.List(token, 2, second.NextToken)).Ok;
        Assert.Equal(made[4..], third.Credentials.Select(c => c.CredentialId));
        Assert.Null(third.NextToken);
    }

    [Fact]
    public async Task A_page_that_holds_them_all_has_no_next()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        await Add(token);
        await Add(token);
        Assert.Null((await world.List(token, 2)).Ok.NextToken);
        Assert.Equal(2, (await world.List(token, 0)).Ok.Credentials.Count);
        Assert.Equal("InvalidParameterException", (await world.List(token, 21)).Fault?.Code);
    }

    [Fact]
    public async Task A_token_works_for_the_person_it_was_given_to()
    {
        world.Pool.User("ana");
        world.Pool.User("eve");
        var (ana, eve) = (await world.TokenOf("ana"), await world.TokenOf("eve"));
        await Add(ana);
        await Add(ana);
        var next = (await world.List(ana, 1)).Ok.NextToken;

        Assert.Equal(BadToken, (await world.List(eve, 1, next)).Refusal);
        Assert.Equal(BadToken, (await world.List(ana, 1, "AAAA")).Refusal);
        Assert.Single((await world.List(await world.TokenOf("ana"), 1, next)).Ok.Credentials);
    }

    [Fact]
    public async Task A_passkey_is_removed_once_and_by_its_person_only()
    {
        world.Pool.User("ana");
        world.Pool.User("eve");
        var (ana, eve) = (await world.TokenOf("ana"), await world.TokenOf("eve"));
        var (one, other) = (await Add(ana), await Add(ana));

        Assert.Equal(Unknown, (await world.Delete(eve, one)).Refusal);
        Assert.Equal([one, other], await world.Ids(ana));

        Assert.True((await world.Delete(ana, one)).IsOk);
        Assert.Equal([other], await world.Ids(ana));
        Assert.Equal(Unknown, (await world.Delete(ana, one)).Refusal);
        Assert.Equal(Unknown, (await world.Delete(ana, "")).Refusal);
        Assert.Equal(Unknown, (await world.Delete(ana, "not base64!")).Refusal);
        Assert.Equal(Unknown, (await world.Delete(ana, new string('A', 131_072))).Refusal);
    }

    [Fact]
    public async Task Passkeys_can_be_seen_and_removed_after_the_pool_gave_them_up()
    {
        world.Pool.User("ana");
        var token = await world.TokenOf("ana");
        var id = await Add(token);
        world.Pool.Change(pool => pool with { FirstFactors = [Gatehouse.Identity.FirstFactor.Password], Passkeys = null });

        Assert.Equal([id], await world.Ids(token));
        Assert.True((await world.Delete(token, id)).IsOk);
    }

    private async Task<string> Add(string token)
    {
        using var phone = PasskeyWorld.Authenticator();
        Assert.True((await world.Register(token, phone)).IsOk);
        world.World.Wait(TimeSpan.FromSeconds(1));
        return phone.IdText;
    }
}
