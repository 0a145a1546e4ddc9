using System.Globalization;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Session ids as the wire has them: <c>tkn</c> and 25 lower-case letters and digits. They are the session's own UUID, written in base 36:
/// nothing has to be kept to find a session by its id.
/// </summary>
public static class SessionIds
{
    private const string Mark = "tkn";
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Length = 25;

    /// <summary>The id of a session.</summary>
    public static string Write(Session session)
    {
        var number = UInt128.Parse(session.Id.Replace("-", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, number /= 36)
            text[i] = Digits[(int)(number % 36)];

        return string.Concat(Mark, text);
    }

    /// <summary>The UUID in an id; null for what no session has as its id.</summary>
    public static string? Read(string id)
    {
        if (id.Length != Mark.Length + Length || !id.StartsWith(Mark, StringComparison.Ordinal))
            return null;

        UInt128 number = 0;
        foreach (var letter in id.AsSpan(Mark.Length))
        {
            var digit = Digits.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0 || number > (UInt128.MaxValue - (UInt128)digit) / 36)
                return null;

            number = (number * 36) + (UInt128)digit;
        }

        return Guid.ParseExact(number.ToString("x32", CultureInfo.InvariantCulture), "N").ToString();
    }
}
