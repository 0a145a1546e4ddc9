using System.Globalization;
using Gatehouse.Access.Policies;

namespace Gatehouse.Identity;

/// <summary>Times as policies ask for them.</summary>
internal static class Moments
{
    /// <summary>Tells conditions what time it is: <c>aws:CurrentTime</c> and <c>aws:EpochTime</c>.</summary>
    public static void Tell(RequestContext context, DateTimeOffset now)
    {
        context.Add("aws:CurrentTime", Text(now));
        context.Add("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A time in ISO 8601, to the second.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
