using System.IO.Compression;
using System.Text;
using Gatehouse.Access;

namespace Gatehouse.Identity;

/// <summary>How much of policies and tags a session may carry: all of it goes along with every request.</summary>
public static class SessionSpace
{
    /// <summary>The most tags that a session has.</summary>
    public const int MostTags = 50;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    // In bytes, packed.
    private const int Room = 3072;

    /// <summary>How much of the room for policies and tags is used, in percent.</summary>
    public static int Used(SessionTerms terms)
    {
        var text = string.Join('\n', [.. terms.Policies, .. terms.PolicyArns, .. terms.Tags.SelectMany(tag => new[] { tag.Key, tag.Value })]);
        if (text.Length == 0)
            return 0;

        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return (int)Math.Ceiling(100.0 * packed.Length / Room);
    }

    /// <summary>Whether a session can carry its policies and tags.</summary>
    public static bool Holds(SessionTerms terms) => terms.Tags.Count <= MostTags
        && terms.Tags.All(tag => tag is { Key.Length: <= LongestKey, Value.Length: <= LongestValue })
        && Used(terms) <= 100;
}
