using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>A page of a listing.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Marker">What leads to the next one; null on the last.</param>
public sealed record IamPage<T>(IReadOnlyList<T> Items, string? Marker)
{
    /// <summary>Whether there is more.</summary>
    public bool IsTruncated => Marker is not null;
}

/// <summary>Cuts listings into pages. A marker is signed, and serves the listing it came from alone.</summary>
public sealed class Markers(ISecretBox secrets)
{
    private const int UsualPage = 100;
    private const int MarkLength = 16;

    /// <summary>Cuts a page out of a listing.</summary>
    /// <param name="listing">Everything that makes the listing this one: operation and filter.</param>
    /// <param name="items">All items, in any order.</param>
    /// <param name="key">By what they are ordered; no two alike.</param>
    /// <param name="marker">The caller's marker.</param>
    /// <param name="most">The caller's <c>MaxItems</c>.</param>
    public Reply<IamPage<T>> Cut<T>(string listing, IEnumerable<T> items, Func<T, string> key, string? marker, int? most)
    {
        if (!TryOpen(listing, marker, out var after))
            return new Fault("ValidationError", "Invalid Marker.");

        var rest = items.OrderBy(key, StringComparer.Ordinal).SkipWhile(item => after is not null && string.CompareOrdinal(key(item), after) <= 0);
        var page = rest.Take((most ?? UsualPage) + 1).ToList();
        if (page.Count <= (most ?? UsualPage))
            return new IamPage<T>(page, null);

        page.RemoveAt(page.Count - 1);
        return new IamPage<T>(page, Seal(listing, key(page[^1])));
    }

    private string Seal(string listing, string after)
    {
        var cursor = Encoding.UTF8.GetBytes(after);
        return Base64Url.EncodeToString([.. Mark(listing, cursor), .. cursor]);
    }

    private bool TryOpen(string listing, string? marker, out string? after)
    {
        after = null;
        if (marker is null)
            return true;
        if (!Base64Url.IsValid(marker) || Base64Url.DecodeFromChars(marker) is not { Length: > MarkLength } bytes)
            return false;

        var cursor = bytes[MarkLength..];
        after = Encoding.UTF8.GetString(cursor);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MarkLength), Mark(listing, cursor));
    }

    private byte[] Mark(string listing, byte[] cursor) => secrets.Mac("iam-marker/" + listing, cursor)[..MarkLength];
}
