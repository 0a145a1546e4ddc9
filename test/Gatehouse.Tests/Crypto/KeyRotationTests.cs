using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private CryptoHost host = null!;

    private ITokens Tokens => host.Get<ITokens>();

    public async ValueTask InitializeAsync() => host = await Pool.Host();

    public ValueTask DisposeAsync()
    {
        host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_verifies_until_its_end()
    {
        var old = await Sign();
        var now = host.Time.GetUtcNow();
        await host.Keys.Replace(Pool.Id, [host.Key(4, TokenUse.Access, now.AddHours(1))], now.AddHours(25), default);

        host.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.StartsWith(Pool.Encode(Pool.Header(1)), await Sign(), StringComparison.Ordinal);
        Assert.Contains(host.Key(4, TokenUse.Access, now).Kid, Kids(await host.Keys.Of(Pool.Id, default)));

        host.Time.Advance(TimeSpan.FromMinutes(1));
        var fresh = await Sign();
        Assert.StartsWith(Pool.Encode(Pool.Header(4)), fresh, StringComparison.Ordinal);
        Assert.NotNull(await Tokens.Read(old, TokenUse.Access, default));

        host.Time.Advance(TimeSpan.FromHours(24));
        Assert.Null(await Tokens.Read(old, TokenUse.Access, default));
        Assert.NotNull(await Tokens.Read(fresh, TokenUse.Access, default));
    }

    [Fact]
    public async Task Replaced_keys_are_published_as_long_ahead_as_a_set_may_be_kept_and_stay_until_the_last_token_is_dead()
    {
        var old = await Sign();
        var rotation = new KeyRotation(host.Keys, host.Get<IKeyReservoir>(), host.Time);

        var signsFrom = await rotation.Rotate(Pool.Id, default);

        Assert.Equal(host.Time.GetUtcNow() + KeyRotation.PublishedAhead, signsFrom);
        Assert.Equal(4, (await host.Keys.Of(Pool.Id, default)).Count);
        Assert.Equal(HeaderOf(old), HeaderOf(await Sign()));

        host.Time.Advance(KeyRotation.PublishedAhead);
        var last = old;
        var fresh = await Sign();
        Assert.NotEqual(HeaderOf(old), HeaderOf(fresh));

        host.Time.Advance(TimeSpan.FromHours(24));
        Assert.NotNull(await Tokens.Read(last, TokenUse.Access, default));
        host.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await Tokens.Read(last, TokenUse.Access, default));
    }

    [Fact]
    public async Task Keys_of_a_pool_that_is_not_there_are_not_replaced() =>
        Assert.Null(await new KeyRotation(host.Keys, host.Get<IKeyReservoir>(), host.Time).Rotate("us-east-1_nobody", default));

    [Fact]
    public async Task A_key_that_another_node_added_is_found_when_a_token_names_it()
    {
        await Sign();
        var now = host.Time.GetUtcNow();
        await host.Keys.Replace(Pool.Id, [host.Key(4, TokenUse.Access, now)], now.AddHours(1), default);
        var theirs = Pool.Forge(4, Pool.Header(4), $$"""{"iss":"{{CryptoHost.Realm.Issuer(Pool.Id)}}","exp":1788257287,"iat":1788253687}""");

        host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(await Tokens.Read(theirs, TokenUse.Access, default));
    }

    [Fact]
    public async Task Unknown_keys_cost_the_store_one_look_a_second()
    {
        await Sign();
        var before = host.Keys.Looks;
        var unknown = Pool.Forge(5, Pool.Header(5), $$"""{"iss":"{{CryptoHost.Realm.Issuer(Pool.Id)}}","exp":1788257287,"iat":1788253687}""");
        for (var second = 0; second < 10; second++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            for (var token = 0; token < 20; token++)
                Assert.Null(await Tokens.Read(unknown, TokenUse.Access, default));
        }

        Assert.Equal(10, host.Keys.Looks - before);
    }

    [Fact]
    public async Task Signing_looks_into_the_store_once_a_minute()
    {
        for (var second = 0; second < 180; second += 10)
        {
            await Sign();
            host.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(3, host.Keys.Looks);
    }

    [Fact]
    public async Task A_new_pool_signs_at_once_even_when_it_was_asked_for_too_early()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Tokens.Sign("us-east-1_New", TokenUse.Id, Claims(), default));
        var keys = await host.Get<IKeyReservoir>().Take("us-east-1_New", host.Time.GetUtcNow(), default);
        await host.Keys.Replace("us-east-1_New", keys, host.Time.GetUtcNow(), default);

        Assert.NotEmpty(await Tokens.Sign("us-east-1_New", TokenUse.Id, Claims(), default));
        Assert.NotEmpty(await Tokens.Sign("us-east-1_New", TokenUse.Access, Claims(), default));
        Assert.Equal(2, keys.Select(key => key.Use).Distinct().Count());
        Assert.Equal(2, keys.Select(key => key.Kid).Distinct().Count());
        Assert.All(keys, key => Assert.Equal(32, Convert.FromBase64String(key.Kid).Length));
        Assert.All(keys, key => Assert.Equal(256, key.Modulus.Length));
    }

    [Fact]
    public async Task A_private_key_moved_to_another_pool_does_not_sign()
    {
        var now = host.Time.GetUtcNow();
        await host.Keys.Replace("us-east-1_Thief", [host.Key(1, TokenUse.Access, now) with { PoolId = "us-east-1_Thief" }], now, default);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Tokens.Sign("us-east-1_Thief", TokenUse.Access, Claims(), default));
    }

    [Fact]
    public async Task The_reservoir_fills_in_the_background()
    {
        using var reservoir = new KeyReservoir(host.Secrets, host.Time);
        using var stop = new CancellationTokenSource();
        var filling = reservoir.Fill(stop.Token);
        Assert.False(reservoir.Pairs.TryPeek(out _));

        host.Time.Advance(TimeSpan.FromSeconds(2));
        await reservoir.Pairs.WaitToReadAsync();
        reservoir.Pairs.TryPeek(out var ready);
        var keys = await reservoir.Take(Pool.Id, host.Time.GetUtcNow(), default);

        Assert.Contains(keys, key => key.Modulus.AsSpan().SequenceEqual(ready!.Modulus));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filling);
    }

    [Fact]
    public async Task The_published_document_holds_public_members_only()
    {
        var keys = await host.Keys.Of(Pool.Id, default);

        using var document = JsonDocument.Parse(Jwks.Document(keys));

        Assert.All(document.RootElement.GetProperty("keys").EnumerateArray(), key =>
            Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(keys.Select(key => key.Kid), Kids(keys));
        Assert.StartsWith("""{"keys":[{"alg":"RS256","e":"AQAB","kid":""", System.Text.Encoding.UTF8.GetString(Jwks.Document(keys)), StringComparison.Ordinal);
        Assert.Equal("""{"keys":[]}"""u8.ToArray(), Jwks.Document([]));
    }

    private static List<string> Kids(IReadOnlyList<SigningKey> keys) =>
        [.. JsonDocument.Parse(Jwks.Document(keys)).RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];

    private static Dictionary<string, object> Claims() => new()
    {
        ["iss"] = CryptoHost.Realm.Issuer(Pool.Id),
        ["exp"] = 1_788_257_287L,
        ["iat"] = 1_788_253_687L,
    };

    private ValueTask<string> Sign() => Tokens.Sign(Pool.Id, TokenUse.Access, Claims(), default);

    private static string HeaderOf(string token) => token[..token.IndexOf('.', StringComparison.Ordinal)];
}
