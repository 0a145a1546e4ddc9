using System.Globalization;

namespace Gatehouse.Wire.SigV4;

/// <summary>When a request says that it was signed, from <c>X-Amz-Date</c> or, without that, <c>Date</c>.</summary>
/// <param name="At">The moment.</param>
/// <param name="Header">The header it came from, in lower case.</param>
internal sealed record SigningDate(DateTimeOffset At, string Header)
{
    private const string Basic = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The moment as it is signed.</summary>
    public string Text => Write(At);

    /// <summary>Reads the date of a request.</summary>
    public static Reply<SigningDate> Of(SignedRequest request)
    {
        var header = request.Headers.ContainsKey("x-amz-date") ? "x-amz-date" : "date";
        if (!request.Headers.ContainsKey(header))
            return SignatureFaults.Incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");

        var text = request.Single(header);
        string[] formats = header == "date" ? [Basic, "r"] : [Basic];
        return DateTimeOffset.TryParseExact(
            text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new SigningDate(at, header)
            : SignatureFaults.Incomplete(
                $"Date must be in ISO-8601 'basic format'. Got '{text}'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    /// <summary>Says whether the date is too far from our clock.</summary>
    public Fault? Skewed(DateTimeOffset now, TimeSpan allowed)
    {
        var minutes = $"{allowed.TotalMinutes:0.##} min.";
        if (At < now - allowed)
            return SignatureFaults.Invalid($"Signature expired: {Text} is now earlier than {Write(now - allowed)} ({Write(now)} - {minutes})");
        if (At > now + allowed)
            return SignatureFaults.Invalid($"Signature not yet current: {Text} is still later than {Write(now + allowed)} ({Write(now)} + {minutes})");
        return null;
    }

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(Basic, CultureInfo.InvariantCulture);
}
