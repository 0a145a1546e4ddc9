using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Crypto;

public sealed class SelfSignedTests
{
    private static readonly DateTimeOffset From = new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero);

    [Fact]
    public async Task A_certificate_and_its_key_belong_together()
    {
        using var maker = new SelfSigned();
        var (encoded, privateKey) = await maker.Make("eu-central-1_AbCdEfGhI", From, From.AddYears(10), default);
        using var certificate = X509CertificateLoader.LoadCertificate(encoded);
        Assert.Equal(("CN=eu-central-1_AbCdEfGhI", certificate.Subject), (certificate.Subject, certificate.Issuer));
        Assert.Equal((From.UtcDateTime, From.AddYears(10).UtcDateTime), (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime()));
        Assert.Equal("sha256RSA", certificate.SignatureAlgorithm.FriendlyName);

        using var key = RSA.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        using var known = certificate.GetRSAPublicKey()!;
        Assert.Equal(2048, known.KeySize);
        var signature = key.SignData("request"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(known.VerifyData("request"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_pool_has_one_certificate_though_many_ask_at_once_for_the_first()
    {
        var clock = new FakeTimeProvider(From);
        var store = new MemoryStore(clock);
        var pool = new UserPool { Id = "eu-central-1_AbCdEfGhI", Name = "people", Created = From, Modified = From };
        Assert.True(await store.Pools.Add(pool, [], default));
        var maker = new Counting(expected: 8);
        var nodes = Enumerable.Range(0, 8).Select(_ => new PoolCertificates(store.Parts<PoolCertificate>(), maker, clock)).ToList();
        var made = await Task.WhenAll(nodes.Select(node => node.Of(pool.Id, default).AsTask()));
        Assert.Equal(8, maker.Count);
        Assert.Single(made.Select(certificate => Convert.ToHexString(certificate!.Certificate)).Distinct());
        Assert.All(made, certificate => Assert.Equal(certificate!.Certificate, certificate.PrivateKey));
        Assert.Equal((From.AddDays(-1), From.AddDays(-1).AddYears(10)), maker.Last);
    }

    [Fact]
    public async Task A_pool_that_is_gone_has_none()
    {
        var clock = new FakeTimeProvider(From);
        Assert.Null(await new PoolCertificates(new MemoryStore(clock).Parts<PoolCertificate>(), new Counting(expected: 1), clock).Of("eu-central-1_000000000", default));
    }

    // Everybody makes one before anybody stores one.
    private sealed class Counting(int expected) : ICertificates
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int count;

        public int Count => count;

        public (DateTimeOffset From, DateTimeOffset Until) Last { get; private set; }

        public async ValueTask<(byte[] Certificate, byte[] PrivateKey)> Make(string name, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
        {
            var mark = (byte)Interlocked.Increment(ref count);
            Last = (from, until);
            if (mark == expected)
                all.SetResult();
            await all.Task.WaitAsync(ct);
            return ([mark], [mark]);
        }
    }
}
