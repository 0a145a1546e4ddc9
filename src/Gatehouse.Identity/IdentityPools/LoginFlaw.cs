using System.Globalization;

namespace Gatehouse.Identity;

/// <summary>What is wrong with tokens that shall be logins.</summary>
public static class LoginFlaw
{
    /// <summary>It is not in the form of such a token.</summary>
    public static readonly Refusal NotAToken = new(RefusalKind.LoginInvalid, "Not a valid OpenId Connect identity token.");

    /// <summary>None of the provider's keys made its signature.</summary>
    public static readonly Refusal NotSigned = new(RefusalKind.LoginInvalid, "Couldn't verify signed token.");

    /// <summary>Another issuer made it.</summary>
    public static readonly Refusal OtherIssuer = new(RefusalKind.LoginInvalid, "Issuer doesn't match providerName");

    /// <summary>It was made for another application.</summary>
    public static readonly Refusal OtherAudience = new(RefusalKind.LoginInvalid, "Incorrect token audience.");

    /// <summary>It is not good yet.</summary>
    public static readonly Refusal NotYet = new(RefusalKind.LoginInvalid, "Token is not valid yet.");

    /// <summary>The person is gone, kept out, or not signed in any more.</summary>
    public static readonly Refusal SignedOut = new(RefusalKind.LoginInvalid, "The user is signed out, disabled or deleted.");

    /// <summary>Tags of a session come from it that are too long, or too many.</summary>
    public static readonly Refusal TooMuch = new(RefusalKind.LoginInvalid, "It says more than a session can carry.");

    /// <summary>It does not say what it must.</summary>
    public static Refusal Lacks(string claim) => new(RefusalKind.LoginInvalid, $"Missing a required claim: {claim}");

    /// <summary>What is wrong with its times; null when nothing is.</summary>
    /// <param name="claims">Its claims.</param>
    /// <param name="now">The time.</param>
    /// <param name="ahead">How far the clock of who made it may be ahead of ours.</param>
    public static Refusal? OfTimes(IReadOnlyDictionary<string, object> claims, DateTimeOffset now, TimeSpan ahead = default)
    {
        var seconds = now.ToUnixTimeSeconds();
        if (Seconds(claims, "exp") is not { } expires)
            return Lacks("exp");
        if (seconds >= expires)
            return new(RefusalKind.LoginInvalid, string.Create(CultureInfo.InvariantCulture, $"Token expired: {seconds} >= {expires}"));
        if (Seconds(claims, "iat") is not { } issued)
            return Lacks("iat");

        var latest = (now + ahead).ToUnixTimeSeconds();
        return issued > latest || (claims.ContainsKey("nbf") && !(Seconds(claims, "nbf") <= latest)) ? NotYet : null;
    }

    // Some providers write times with decimals.
    private static long? Seconds(IReadOnlyDictionary<string, object> claims, string name) => claims.GetValueOrDefault(name) switch
    {
        long whole => whole,
        double number and > -1e15 and < 1e15 => (long)Math.Floor(number),
        _ => null,
    };
}
