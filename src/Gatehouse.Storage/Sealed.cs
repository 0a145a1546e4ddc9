using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Opens what the store sealed itself.</summary>
internal static class Sealed
{
    /// <summary>What is in the box.</summary>
    /// <exception cref="StorageException">The box was changed, belongs to another row, or its key is gone.</exception>
    public static byte[] Open(this ISecretBox secrets, string purpose, byte[] box) => secrets.TryOpen(purpose, box, out var secret)
        ? secret
        : throw new StorageException($"The sealed value `{purpose}` does not open: it was changed, moved, or sealed under another key.");
}
