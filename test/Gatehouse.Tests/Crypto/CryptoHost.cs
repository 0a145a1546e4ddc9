using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Crypto;

/// <summary>Everything AddCrypto brings, over stores in memory that may be shared by several hosts as by nodes and restarts.</summary>
internal sealed class CryptoHost : IDisposable
{
    public static readonly Realm Realm = new("us-east-1", "000000000000", "https://id.example.com");

    private readonly ServiceProvider services;

    public CryptoHost(MasterKey? key = null, IKeyRingStore? ring = null)
    {
        (Key, Ring) = (key ?? MasterKey.New(), ring ?? new MemoryStore(Time).KeyRing);
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(Ring)
            .AddSingleton<ISigningKeyStore>(Keys)
            .AddSingleton(Realm)
            .AddLogging()
            .AddCrypto(Key)
            .BuildServiceProvider();
    }

    public MasterKey Key { get; }

    public IKeyRingStore Ring { get; }

    public CountedKeys Keys { get; } = new();

    public FakeTimeProvider Time { get; } = new(new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero));

    public ISecretBox Secrets => Get<ISecretBox>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public void Dispose() => services.Dispose();
}
