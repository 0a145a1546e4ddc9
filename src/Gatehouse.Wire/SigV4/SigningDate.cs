using System.Globalization;

namespace Gatehouse.Wire.SigV4;

/// <summary>When a request says that it was signed, from <c>X-Amz-Date</c> or, without that, <c>Date</c>.</summary>
/// <param name="At">The moment.</param>
/// <param name="Header">The header it came from, in lower case; null when it came in the query.</param>
internal sealed record SigningDate(DateTimeOffset At, string? Header)
{
    private const string Basic = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly string[] Exact = [Basic];
    private static readonly string[] BasicOrHttp = [Basic, "r"];

    /// <summary>The moment as it is signed.</summary>
    public string Text { get; } = Write(At);

    /// <summary>Reads the date of a request that is signed in the header.</summary>
    public static Reply<SigningDate> Of(SignedHead head)
    {
        var header = head.Headers.ContainsKey("x-amz-date") ? "x-amz-date" : "date";
        return head.Headers.ContainsKey(header)
            ? Read(head.Single(header), header)
            : SignatureFaults.Incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    /// <summary>Reads a date.</summary>
    /// <param name="text">What was sent; null when it was not sent exactly once.</param>
    /// <param name="header">In which header, in lower case; null when it came in the query.</param>
    public static Reply<SigningDate> Read(string? text, string? header) =>
        DateTimeOffset.TryParseExact(
            text,
            header == "date" ? BasicOrHttp : Exact,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? new SigningDate(at, header)
            : SignatureFaults.Incomplete($"Date must be in ISO-8601 'basic format'. Got '{text}'. See http://en.wikipedia.org/wiki/ISO_8601");

    /// <summary>Says whether the date is too far from our clock.</summary>
    public Fault? Skewed(DateTimeOffset now, TimeSpan allowed)
    {
        if (At < now - allowed)
            return SignatureFaults.Skewed($"Signature expired: {Text} is now earlier than {Write(now - allowed)} ({Write(now)} - {Minutes(allowed)})");
        if (At > now + allowed)
            return SignatureFaults.Skewed($"Signature not yet current: {Text} is still later than {Write(now + allowed)} ({Write(now)} + {Minutes(allowed)})");
        return null;
    }

    private static string Minutes(TimeSpan span) => span.TotalMinutes.ToString("0.## 'min.'", CultureInfo.InvariantCulture);

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(Basic, CultureInfo.InvariantCulture);
}
