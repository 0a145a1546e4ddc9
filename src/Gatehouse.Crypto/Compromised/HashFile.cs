using System.Buffers;
using System.Text;
using Gatehouse.Identity;
using Microsoft.Win32.SafeHandles;

namespace Gatehouse.Crypto;

/// <summary>
/// A file of stolen passwords as "Have I Been Pwned" publishes it: a line for each, in order, that begins with the SHA-1 in hexadecimal
/// (<c>5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:9545824</c>). It may have any size: it is searched where it lies, by some forty small reads.
/// </summary>
public sealed class HashFile : ICompromisedPasswords, IDisposable
{
    private const int Digits = CompromisedHash.Length * 2;

    // Forty digits, a colon, a count and an end of line are less than half of it.
    private const int LongestLine = 128;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789ABCDEF"u8);

    private readonly SafeFileHandle file;
    private readonly long length;

    private HashFile(SafeFileHandle file) => (this.file, length) = (file, RandomAccess.GetLength(file));

    /// <summary>Opens a file.</summary>
    /// <returns>Null when it is not there, cannot be read, or neither begins nor ends like such a file.</returns>
    public static HashFile? Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
            var found = new HashFile(handle);
            if (found.IsSound())
                return found;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Whoever named the file is told, as they are of one that is no such file.
        }

        handle?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    /// <exception cref="InvalidDataException">The file has a line that is none.</exception>
    public bool Knows(string password)
    {
        var sought = Encoding.ASCII.GetBytes(Convert.ToHexString(CompromisedHash.Of(password)));

        // The line begins at low or behind it, and before high.
        var (low, high) = (0L, length);
        Span<byte> line = stackalloc byte[LongestLine];
        while (low < high)
        {
            var start = LineAt(low + ((high - low) / 2), low, line, out var size);
            switch (line[..Digits].SequenceCompareTo(sought))
            {
                case 0:
                    return true;
                case < 0:
                    low = start + size;
                    break;
                default:
                    high = start;
                    break;
            }
        }

        return false;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private bool IsSound()
    {
        if (length <= Digits)
            return false;

        Span<byte> first = stackalloc byte[LongestLine], last = stackalloc byte[LongestLine];
        LineAt(0, 0, first, out _);
        LineAt(length - 1, 0, last, out _);
        return first[..Digits].SequenceCompareTo(last[..Digits]) <= 0;
    }

    // The line in which a place lies, none before another place: where it begins, and how long it is with its end.
    private long LineAt(long place, long from, Span<byte> line, out int size)
    {
        Span<byte> before = stackalloc byte[LongestLine];
        var back = (int)Math.Min(LongestLine, place - from);
        Fill(before[..back], place - back);
        var start = place - back + before[..back].LastIndexOf((byte)'\n') + 1;

        line = line[..(int)Math.Min(LongestLine, length - start)];
        Fill(line, start);
        var end = line.IndexOf((byte)'\n');
        size = end < 0 ? line.Length : end + 1;
        Ascii.ToUpperInPlace(line, out _);
        if ((end < 0 && start + size < length) || size < Digits || line[..Digits].ContainsAnyExcept(Hexadecimal))
            throw new InvalidDataException($"The file of stolen passwords has no hash in the line at byte {start}.");

        return start;
    }

    private void Fill(Span<byte> bytes, long from)
    {
        for (var read = 0; read < bytes.Length;)
        {
            read += RandomAccess.Read(file, bytes[read..], from + read) is > 0 and var count
                ? count
                : throw new EndOfStreamException("The file of stolen passwords is shorter than it was.");
        }
    }
}
