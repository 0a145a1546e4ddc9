using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>What the rules say of one person's sign-ins, written down a second time and in another way than the server has them.</summary>
internal sealed class SignInModel
{
    public static readonly string[] FactorWords = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];

    /// <summary><c>off</c>, <c>optional</c> or <c>on</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The second factors the person could prove, as challenges.</summary>
    public required HashSet<string> Has { get; init; }

    /// <summary>Those that are turned on.</summary>
    public required HashSet<string> On { get; init; }

    /// <summary>The one that is preferred.</summary>
    public string? Preferred { get; init; }

    /// <summary>The passkey counts as both factors.</summary>
    public bool PasskeyIsBoth { get; init; }

    /// <summary><c>untracked</c>, <c>new</c>, <c>spares</c> or <c>proves</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The password must be replaced at the next sign-in.</summary>
    public bool IsTemporary { get; set; }

    /// <summary>Nobody comes in any more.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Counts the passwords there were: what was begun with one does not go on with another.</summary>
    public int Password { get; set; }

    /// <summary>The newest code that was sent for a sign-in; those before are dead.</summary>
    public string? NewestCode { get; set; }

    private HashSet<string> Usable => Mode == "off" ? [] : [.. On.Where(Has.Contains)];

    private bool IsRemembered => Device is "spares" or "proves";

    /// <summary>What follows a wish for a first factor by choice.</summary>
    public string Offered(string wish)
    {
        var isBound = Mode == "on" || Usable.Count > 0;
        return wish switch
        {
            "EMAIL_OTP" => !isBound && Has.Contains("EMAIL_OTP") ? wish : "SELECT_CHALLENGE",
            "WEB_AUTHN" => !isBound || PasskeyIsBoth ? wish : "SELECT_CHALLENGE",
            _ => wish,
        };
    }

    /// <summary>What follows once something is proven.</summary>
    /// <param name="hasSecond">Whether that counts as two factors.</param>
    /// <param name="hasDevice">Whether the device is among it.</param>
    public string Next(bool hasSecond, bool hasDevice)
    {
        if (IsDisabled)
            return "refused";
        if (IsTemporary)
            return "NEW_PASSWORD_REQUIRED";

        var owesDevice = IsRemembered && !hasDevice;
        if (owesDevice && Device == "spares")
            return "DEVICE_SRP_AUTH";
        if (!hasSecond && Second() is { } second)
            return second;

        return owesDevice ? "DEVICE_SRP_AUTH" : "tokens";
    }

    private string? Second()
    {
        var usable = Usable;
        if (usable.Count > 1)
            return Preferred is { } preferred && usable.Contains(preferred) ? preferred : "SELECT_MFA_TYPE";
        if (usable.Count == 1 || Mode != "on")
            return usable.SingleOrDefault();

        return Has.Contains("SOFTWARE_TOKEN_MFA") ? "SOFTWARE_TOKEN_MFA" : Has.Contains("SMS_MFA") ? "SMS_MFA" : Has.Contains("EMAIL_OTP") ? "EMAIL_OTP" : "MFA_SETUP";
    }
}

/// <summary>A sign-in that was begun, and what the rules say of it.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="Until">When it must be answered.</param>
/// <param name="Password">Which of the person's passwords there was.</param>
/// <param name="HasSecond">Two factors are proven.</param>
/// <param name="HasDevice">The device is proven.</param>
internal sealed record Begun(Asked Asked, DateTimeOffset Until, int Password, bool HasSecond, bool HasDevice)
{
    /// <summary>The first factor is not proven yet.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The code that was sent for it.</summary>
    public string? Code { get; init; }

    /// <summary>It was answered.</summary>
    public bool IsSpent { get; set; }
}
