using System.Security.Cryptography;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>
/// 32 random bytes that belong to one store, sealed in it under the master key. Opening them proves that key and store fit.
/// </summary>
/// <remarks>Everything that reads the key ring asks for it first: with a wrong key no new ring key may be made.</remarks>
internal sealed class RootSecret
{
    private const string Name = "mac-root";
    private const int Length = 32;

    private readonly byte[] root;

    /// <exception cref="MasterKeyException">The store was made with another master key.</exception>
    public RootSecret(IKeyRingStore store, MasterKey master) =>
        root = master.Open(Name, store.GetOrAdd(Name, master.Seal(Name, RandomNumberGenerator.GetBytes(Length))));

    /// <summary>The key that belongs to a purpose.</summary>
    public byte[] KeyFor(ReadOnlySpan<byte> purpose)
    {
        var key = new byte[Length];
        HKDF.Expand(HashAlgorithmName.SHA256, root, key, purpose);
        return key;
    }
}
