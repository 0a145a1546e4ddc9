using System.Security.Cryptography;
using Gatehouse.Guard;

namespace Gatehouse.Tests.Guard;

public sealed class HashedBodyTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 8, 8)]
    [InlineData(2, 1, 1)]
    [InlineData(10, 1, 3)]
    [InlineData(10, 3, 1)]
    [InlineData(10, 2, 2)]
    [InlineData(10, 10, 10)]
    [InlineData(10, 11, 10)]
    [InlineData(1000, 64, 7)]
    [InlineData(1000, 7, 64)]
    public async Task Every_byte_comes_through_once_in_its_order(int length, int asked, int given)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(bytes, await Read(new(new Trickle(bytes, given), Hash(bytes)), asked));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(10, 3, 1)]
    [InlineData(10, 1, 3)]
    [InlineData(10, 20, 20)]
    [InlineData(1000, 64, 7)]
    public async Task The_last_byte_of_another_body_is_never_handed_out(int length, int asked, int given)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        var read = new List<byte>();
        var failure = await Assert.ThrowsAsync<BodyException>(() => Read(new(new Trickle(bytes, given), Hash([1, 2, 3])), asked, read));
        Assert.Equal("XAmzContentSHA256Mismatch", failure.Fault.Code);
        Assert.Equal(bytes[..^1], read);
    }

    [Fact]
    public async Task No_bytes_where_some_were_signed_are_another_body() =>
        await Assert.ThrowsAsync<BodyException>(() => Read(new(new MemoryStream(), Hash([1])), 10));

    [Fact]
    public async Task After_its_end_there_is_nothing_more()
    {
        var body = new HashedBody(new MemoryStream([1, 2]), Hash([1, 2]));
        await Read(body, 10);
        Assert.Equal(0, await body.ReadAsync(new byte[4]));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<byte[]> Read(HashedBody body, int asked, List<byte>? into = null)
    {
        var (all, buffer) = (into ?? [], new byte[asked]);
        while (await body.ReadAsync(buffer) is > 0 and var read)
            all.AddRange(buffer[..read]);
        return [.. all];
    }

    // Gives no more than so many bytes at a time, as a socket may.
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
