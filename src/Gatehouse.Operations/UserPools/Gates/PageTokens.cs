using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Pagination tokens: sealed, so that nobody makes one, and bound to the listing they came from, so that none works in another pool, call
/// or search.
/// </summary>
public sealed class PageTokens(ISecretBox secrets)
{
    private const string Purpose = "page-token";

    /// <summary>The token for the page after a cursor; null on the last page.</summary>
    /// <param name="listing">Everything that makes the listing this one: operation, pool, filter.</param>
    /// <param name="cursor">The store's key to go on from.</param>
    public string? Seal(string listing, string? cursor) =>
        cursor is null ? null : Base64Url.EncodeToString(secrets.Seal(Purpose, [.. Mark(listing), .. Encoding.UTF8.GetBytes(cursor)]));

    /// <summary>Opens a token of this listing. No token is the first page; false for a token that is not ours or not this listing's.</summary>
    public bool TryOpen(string listing, string? token, out string? cursor)
    {
        cursor = null;
        if (token is null)
            return true;
        if (!Base64Url.IsValid(token) || !secrets.TryOpen(Purpose, Base64Url.DecodeFromChars(token), out var open))
            return false;

        var mark = Mark(listing);
        if (!open.AsSpan().StartsWith(mark))
            return false;

        cursor = Encoding.UTF8.GetString(open.AsSpan(mark.Length));
        return true;
    }

    private static byte[] Mark(string listing) => SHA256.HashData(Encoding.UTF8.GetBytes(listing));
}
