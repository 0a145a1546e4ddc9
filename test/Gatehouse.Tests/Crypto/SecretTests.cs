using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Tests.Crypto;

public sealed class SecretTests : IDisposable
{
    private readonly CryptoHost host = new();

    [Fact]
    public void What_was_sealed_opens_with_the_same_purpose() =>
        Gen.Select(Gen.String, Gen.Byte.Array[0, 5_000]).Sample((purpose, secret) =>
            host.Secrets.TryOpen(purpose, host.Secrets.Seal(purpose, secret), out var opened) && opened.AsSpan().SequenceEqual(secret));

    [Theory]
    [InlineData("totp/us-east-1_a/bob")]
    [InlineData("totp/us-east-1_b/alice")]
    [InlineData("totp/us-east-1_a/alice/")]
    [InlineData("totp/us-east-1_a")]
    [InlineData("totp")]
    [InlineData("client-secret/us-east-1_a/alice")]
    [InlineData("")]
    public void What_was_sealed_for_one_row_does_not_open_in_another(string elsewhere)
    {
        var box = host.Secrets.Seal("totp/us-east-1_a/alice", "secret"u8);

        Assert.False(host.Secrets.TryOpen(elsewhere, box, out var secret));
        Assert.Empty(secret);
        Assert.False(host.Secrets.TryOpen("totp/us-east-1_a/alice", host.Secrets.Seal(elsewhere, "secret"u8), out _));
    }

    [Fact]
    public void A_changed_cut_or_lengthened_box_does_not_open()
    {
        var box = host.Secrets.Seal("totp/a", "secret"u8);
        for (var position = 0; position < box.Length; position++)
        {
            var changed = box.ToArray();
            changed[position] ^= 1;
            Assert.False(host.Secrets.TryOpen("totp/a", changed, out _), $"byte {position}");
            Assert.False(host.Secrets.TryOpen("totp/a", box.AsSpan(0, position), out _), $"cut at {position}");
        }

        Assert.False(host.Secrets.TryOpen("totp/a", [.. box, 0], out _));
    }

    [Fact]
    public void A_secret_is_neither_in_its_box_nor_in_the_ring()
    {
        var box = host.Secrets.Seal("totp/a", "planted-secret"u8);

        Assert.Equal(-1, box.AsSpan().IndexOf("planted-secret"u8));
        Assert.NotEqual(box, host.Secrets.Seal("totp/a", "planted-secret"u8));
        Assert.All(host.Ring.All(), xml => Assert.DoesNotContain("masterKey", xml, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(host.Ring.All(), xml => xml.Contains("sealedKey", StringComparison.Ordinal));
        Assert.Contains(host.Ring.All(), xml => xml.Contains("Gatehouse.Crypto.RingCipher, Gatehouse.Crypto, Version=1.0.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public void After_a_restart_and_on_another_node_boxes_open_and_marks_are_the_same()
    {
        var box = host.Secrets.Seal("totp/a", "secret"u8);
        using var restarted = new CryptoHost(MasterKey.Parse(host.Key.Export()), host.Ring);

        Assert.True(restarted.Secrets.TryOpen("totp/a", box, out var secret));
        Assert.Equal("secret", Encoding.UTF8.GetString(secret));
        Assert.Equal(host.Secrets.Mac("code/a", "123456"u8), restarted.Secrets.Mac("code/a", "123456"u8));
    }

    [Fact]
    public void A_wrong_master_key_is_refused_before_anything_is_sealed_with_it()
    {
        host.Secrets.Seal("totp/a", "secret"u8);
        var ring = host.Ring.All();
        using var wrong = new CryptoHost(MasterKey.New(), host.Ring);

        var failure = Assert.Throws<MasterKeyException>(() => wrong.Secrets);
        Assert.StartsWith("The master key does not open this store", failure.Message, StringComparison.Ordinal);
        Assert.Throws<MasterKeyException>(() => wrong.Get<IDataProtectionProvider>().CreateProtector("x").Protect([1]));
        Assert.Equal(ring, host.Ring.All());
    }

    [Fact]
    public void Nodes_that_start_together_on_an_empty_store_agree_on_one_key()
    {
        var box = host.Secrets.Seal("totp/a", "secret"u8);
        using var late = new CryptoHost(host.Key, new RingSeenLate(host.Ring, looks: 2));

        Assert.True(host.Secrets.TryOpen("totp/a", late.Secrets.Seal("totp/a", "theirs"u8), out _));
        Assert.True(late.Secrets.TryOpen("totp/a", box, out _));
        Assert.Single(host.Ring.All());
    }

    [Fact]
    public void A_box_of_another_installation_does_not_open()
    {
        using var other = new CryptoHost(host.Key, new MemoryStore(host.Time).KeyRing);

        Assert.False(other.Secrets.TryOpen("totp/a", host.Secrets.Seal("totp/a", "secret"u8), out _));
        Assert.NotEqual(other.Secrets.Mac("code/a", "123456"u8), host.Secrets.Mac("code/a", "123456"u8));
    }

    [Fact]
    public void A_mark_depends_on_every_part_of_purpose_and_data()
    {
        byte[][] marks =
        [
            host.Secrets.Mac("code/a", "1"u8), host.Secrets.Mac("code/a", "2"u8), host.Secrets.Mac("code/b", "1"u8),
            host.Secrets.Mac("code/", "a1"u8), host.Secrets.Mac("code/a1", ""u8), host.Secrets.Mac("session/a", "1"u8),
        ];

        Assert.All(marks, mark => Assert.Equal(32, mark.Length));
        Assert.Equal(marks.Length, marks.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Many_threads_seal_and_open_at_once() =>
        Parallel.For(0, 2_000, row =>
        {
            var box = host.Secrets.Seal($"totp/{row}", BitConverter.GetBytes(row));
            Assert.True(host.Secrets.TryOpen($"totp/{row}", box, out var secret));
            Assert.Equal(row, BitConverter.ToInt32(secret));
            Assert.Equal(host.Secrets.Mac("code/a", secret), host.Secrets.Mac("code/a", BitConverter.GetBytes(row)));
        });

    public void Dispose() => host.Dispose();

    /// <summary>A ring whose first looks find nothing, as when another node is just writing.</summary>
    private sealed class RingSeenLate(IKeyRingStore ring, int looks) : IKeyRingStore
    {
        private int left = looks;

        public IReadOnlyList<string> All() => left-- > 0 ? [] : ring.All();

        public void Add(string name, string xml) => ring.Add(name, xml);

        public byte[] GetOrAdd(string name, byte[] candidate) => ring.GetOrAdd(name, candidate);
    }
}
