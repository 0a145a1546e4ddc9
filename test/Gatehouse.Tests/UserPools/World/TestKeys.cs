using System.Security.Cryptography;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>Real secrets and real RSA keys, made once for all tests: a key pair takes a quarter of a second.</summary>
internal static class TestKeys
{
    private static readonly RSA[] Pairs = [.. Enumerable.Range(0, 4).AsParallel().Select(_ => RSA.Create(2048))];

    private static int pools;

    public static ISecretBox Secrets { get; } = Box(MasterKey.New(), new MemoryStore(TimeProvider.System).KeyRing);

    public static ISrp Srp { get; } = new Srp3072();

    /// <summary>What a process that starts with this master key and this ring seals with.</summary>
    public static ISecretBox Box(MasterKey master, IKeyRingStore ring) => new ServiceCollection()
        .AddSingleton(ring)
        .AddSingleton(World.Realm)
        .AddLogging()
        .AddCrypto(master)
        .BuildServiceProvider()
        .GetRequiredService<ISecretBox>();

    /// <summary>An access and an ID key for a pool; the next pool gets two others.</summary>
    public static IReadOnlyList<SigningKey> For(string poolId, DateTimeOffset now)
    {
        var first = Interlocked.Increment(ref pools) % 2 * 2;
        return [Key(poolId, Pairs[first], TokenUse.Access, now), Key(poolId, Pairs[first + 1], TokenUse.Id, now)];
    }

    private static SigningKey Key(string poolId, RSA pair, TokenUse use, DateTimeOffset from)
    {
        var kid = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var known = pair.ExportParameters(includePrivateParameters: false);
        var sealedPrivate = Secrets.Seal($"signing-key/{poolId}/{kid}", pair.ExportPkcs8PrivateKey());
        return new(poolId, kid, use, sealedPrivate, known.Modulus!, known.Exponent!, from, null);
    }

    /// <summary>Hands out the same pairs, each time under another name.</summary>
    internal sealed class Reservoir : IKeyReservoir
    {
        public ValueTask<IReadOnlyList<SigningKey>> Take(string poolId, DateTimeOffset signsFrom, CancellationToken ct) => new(For(poolId, signsFrom));

        public ValueTask<SigningKey> One(string poolId, TokenUse use, DateTimeOffset signsFrom, CancellationToken ct) => new(Key(poolId, Pairs[0], use, signsFrom));
    }
}
