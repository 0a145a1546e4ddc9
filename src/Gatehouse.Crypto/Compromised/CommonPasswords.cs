using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>
/// The passwords that most people choose, which come with the program: the first five bytes of each one's hash, in order. One good password
/// in eight million is taken for one of them.
/// </summary>
/// <remarks>What the list is made of is told beside it, in <c>common-passwords.md</c>.</remarks>
public sealed class CommonPasswords : ICompromisedPasswords
{
    /// <summary>How much of each hash there is, in bytes.</summary>
    internal const int Prefix = 5;

    private readonly byte[] prefixes = Read();

    /// <summary>How many there are.</summary>
    public int Count => prefixes.Length / Prefix;

    /// <inheritdoc/>
    public bool Knows(string password)
    {
        var sought = CompromisedHash.Of(password).AsSpan(0, Prefix);
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            switch (prefixes.AsSpan(middle * Prefix, Prefix).SequenceCompareTo(sought))
            {
                case 0:
                    return true;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle;
                    break;
            }
        }

        return false;
    }

    private static byte[] Read()
    {
        using var list = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords")!;
        var all = new byte[list.Length];
        list.ReadExactly(all);
        return all;
    }
}
