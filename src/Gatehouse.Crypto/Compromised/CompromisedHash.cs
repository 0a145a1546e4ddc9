using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Crypto;

/// <summary>The form in which lists of stolen passwords hold them.</summary>
internal static class CompromisedHash
{
    /// <summary>In bytes.</summary>
    public const int Length = 20;

    /// <summary>SHA-1 of the password in UTF-8: what "Have I Been Pwned" publishes. It hides nothing here, and protects nothing.</summary>
    public static byte[] Of(string password)
    {
#pragma warning disable CA5350, RS0030 // The lists are made of it; nothing of ours relies on it.
        return SHA1.HashData(Encoding.UTF8.GetBytes(password));
#pragma warning restore CA5350, RS0030
    }
}
