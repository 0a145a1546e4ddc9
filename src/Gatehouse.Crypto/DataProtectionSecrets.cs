using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;
using Microsoft.AspNetCore.DataProtection;

namespace Gatehouse.Crypto;

/// <summary>Seals with ASP.NET Core Data Protection (AES-256-GCM, a key ring that renews itself); marks with HMAC-SHA-256.</summary>
/// <remarks>
/// There is one protector for each kind of secret, the part of the purpose before its first slash. The whole purpose binds the row: its
/// SHA-256 is sealed in front of the secret and compared at opening.
/// </remarks>
internal sealed class DataProtectionSecrets(IDataProtectionProvider provider, RootSecret root) : ISecretBox
{
    private readonly ConcurrentDictionary<string, IDataProtector> kinds = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> secret)
    {
        var bound = new byte[SHA256.HashSizeInBytes + secret.Length];
        SHA256.HashData(Encoding.UTF8.GetBytes(purpose), bound);
        secret.CopyTo(bound.AsSpan(SHA256.HashSizeInBytes));
        try
        {
            return Kind(purpose).Protect(bound);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bound);
        }
    }

    /// <inheritdoc/>
    public bool TryOpen(string purpose, ReadOnlySpan<byte> box, out byte[] secret)
    {
        secret = [];
        byte[] bound;
        try
        {
            bound = Kind(purpose).Unprotect(box.ToArray());
        }
        catch (CryptographicException)
        {
            return false; // Data Protection has no other way to say no.
        }

        var row = SHA256.HashData(Encoding.UTF8.GetBytes(purpose));
        if (bound.Length < row.Length || !CryptographicOperations.FixedTimeEquals(bound.AsSpan(0, row.Length), row))
            return false;
        secret = bound[row.Length..];
        return true;
    }

    /// <inheritdoc/>
    public byte[] Mac(string purpose, ReadOnlySpan<byte> data) =>
        HMACSHA256.HashData(root.KeyFor(Encoding.UTF8.GetBytes(purpose)), data);

    private IDataProtector Kind(string purpose)
    {
        var slash = purpose.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 0 ? purpose : purpose[..slash];
        return kinds.GetOrAdd(kind, static (name, from) => from.CreateProtector("Gatehouse", name), provider);
    }
}
