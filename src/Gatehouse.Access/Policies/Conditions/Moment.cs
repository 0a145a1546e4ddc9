using System.Globalization;

namespace Gatehouse.Access.Policies;

/// <summary>Reads points in time as policies write them: seconds since 1970, or the ISO 8601 of W3C's note, from a year alone to fractions of a second.</summary>
/// <remarks>What is left out is the least it can be; no zone means UTC. Years are from -292275054 to 292278993, as in the service that set the rules.</remarks>
internal static class Moment
{
    /// <summary>Reads one.</summary>
    /// <param name="text">As <c>2026-11-23T10:00:00Z</c>, <c>2026-11</c>, <c>1795428000</c>.</param>
    /// <param name="seconds">Since 1970, with fractions.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out decimal seconds)
    {
        seconds = 0;
        var t = text.IndexOfAny('t', 'T');
        if (t < 0 && !text.Contains('-'))
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && (seconds = epoch) >= 0;
        if (!TryReadDays(t < 0 ? text : text[..t], out var days) || !TryReadTime(t < 0 ? [] : text[(t + 1)..], out var time))
            return false;

        seconds = days * 86_400m + time;
        return true;
    }

    private static bool TryReadDays(ReadOnlySpan<char> text, out long days)
    {
        days = 0;
        var before = text is ['-', ..];
        Span<Range> parts = stackalloc Range[4];
        var date = before ? text[1..] : text;
        var count = date.Split(parts, '-');
        var (year, month, day) = (0, 1, 1);
        if (count is < 1 or > 3
            || !TryReadNumber(date[parts[0]], 0, before ? 292_275_054 : 292_278_993, out year)
            || count > 1 && !TryReadNumber(date[parts[1]], 1, 12, out month)
            || count > 2 && !TryReadNumber(date[parts[2]], 1, 31, out day))
        {
            return false;
        }

        days = Days(before ? -year : year, month, day);
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, out decimal seconds)
    {
        seconds = 0;
        if (text.IsEmpty)
            return true;
        if (!TryReadZone(ref text, out var offset))
            return false;

        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, ':');
        var (hour, minute, second) = (0, 0, 0m);
        if (count is < 1 or > 3
            || !TryReadNumber(text[parts[0]], 0, 23, out hour)
            || count > 1 && !TryReadNumber(text[parts[1]], 0, 59, out minute)
            || count > 2 && !TryReadSeconds(text[parts[2]], out second))
        {
            return false;
        }

        seconds = hour * 3_600 + minute * 60 + second - offset;
        return true;
    }

    private static bool TryReadZone(ref ReadOnlySpan<char> text, out int offset)
    {
        offset = 0;
        if (text is [.., 'z' or 'Z'])
        {
            text = text[..^1];
            return true;
        }

        if (text.IndexOfAny('+', '-') is not (>= 0 and var at))
            return true;

        var zone = text[(at + 1)..];
        var west = text[at] == '-';
        text = text[..at];
        var (hours, minutes) = (0, 0);
        if (zone.Length is not (2 or 5) || !TryReadNumber(zone[..2], 0, 23, out hours)
            || zone.Length == 5 && (zone[2] != ':' || !TryReadNumber(zone[3..], 0, 59, out minutes)))
        {
            return false;
        }

        offset = (west ? -1 : 1) * (hours * 3_600 + minutes * 60);
        return true;
    }

    private static bool TryReadSeconds(ReadOnlySpan<char> text, out decimal seconds)
    {
        var point = text.IndexOf('.');
        var fraction = point < 0 ? [] : text[(point + 1)..];
        return TryReadNumber(point < 0 ? text : text[..point], 0, 59, out _)
            & (point < 0 || fraction.Length is > 0 and <= 9 && TryReadNumber(fraction, 0, 999_999_999, out _))
            & decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    // The years of DateTime end at 9999, those of policies do not. Counted from March, the leap day is the last of its year.
    private static long Days(long year, int month, int day)
    {
        var (years, months) = month > 2 ? (year, month - 3) : (year - 1, month + 9);
        var era = Math.DivRem(years >= 0 ? years : years - 399, 400).Quotient;
        var yearOfEra = years - era * 400;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * months + 2) / 5 + day - 1 - 719_468;
    }
}
