using System.Buffers;
using Org.BouncyCastle.Crypto.Generators;

namespace Gatehouse.Crypto;

/// <summary>bcrypt: <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c>, two digits of cost (4 to 14), 22 characters of salt and 31 of tag.</summary>
/// <remarks>Of a password it sees the first 72 bytes, as everywhere. <c>$2x$</c>, made by a broken implementation, is refused.</remarks>
internal sealed class BcryptHash : ForeignHash
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 60;
    private const int Seen = 72;
    private const int TagBytes = 23;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    private readonly int cost;
    private readonly byte[] salt;

    private BcryptHash(int cost, byte[] salt, byte[] tag)
        : base(tag) => (this.cost, this.salt) = (cost, salt);

    /// <summary>Reads the text; null when it is anything else.</summary>
    public static ForeignHash? Read(string text)
    {
        if (text.Length != Length || text[..4] is not ("$2a$" or "$2b$" or "$2y$") || text[6] != '$' || text.AsSpan(7).ContainsAnyExcept(Letters))
            return null;
        if (!char.IsAsciiDigit(text[4]) || !char.IsAsciiDigit(text[5]) || ((text[4] - '0') * 10) + text[5] - '0' is not (>= 4 and <= 14 and var cost))
            return null;
        return new BcryptHash(cost, Decode(text.AsSpan(7, 22)), Decode(text.AsSpan(29)));
    }

    /// <inheritdoc/>
    protected override byte[] Derive(byte[] password) => password.Length < Seen
        ? BCrypt.Generate(password, salt, cost, addTerminator: true)[..TagBytes]
        : BCrypt.Generate(password[..Seen], salt, cost, addTerminator: false)[..TagBytes];

    // Six bits a character, the first ones highest; what is over at the end counts nowhere.
    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length * 6 / 8];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            if ((Alphabet.IndexOf(text[bit / 6], StringComparison.Ordinal) >> (5 - (bit % 6)) & 1) != 0)
                bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return bytes;
    }
}
