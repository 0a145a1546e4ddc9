using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>Hides nothing, but knows its own boxes: for tests of what is done with sealed values.</summary>
public sealed class MarkedSecrets : ISecretBox
{
    private const int MarkLength = 32;

    public byte[] Seal(string purpose, ReadOnlySpan<byte> secret) => [.. Mac(purpose, secret), .. secret];

    public bool TryOpen(string purpose, ReadOnlySpan<byte> box, out byte[] secret)
    {
        secret = box.Length < MarkLength ? [] : box[MarkLength..].ToArray();
        return box.Length >= MarkLength && box[..MarkLength].SequenceEqual(Mac(purpose, secret));
    }

    public byte[] Mac(string purpose, ReadOnlySpan<byte> data) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(purpose), data);
}
