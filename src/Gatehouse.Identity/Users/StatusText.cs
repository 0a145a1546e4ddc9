namespace Gatehouse.Identity;

/// <summary>How a status is written in answers and filters.</summary>
public static class StatusText
{
    /// <summary>The status in the words clients know, as <c>FORCE_CHANGE_PASSWORD</c>.</summary>
    public static string Of(UserStatus status) => status switch
    {
        UserStatus.Unconfirmed => "UNCONFIRMED",
        UserStatus.Confirmed => "CONFIRMED",
        UserStatus.ForceChangePassword => "FORCE_CHANGE_PASSWORD",
        UserStatus.ResetRequired => "RESET_REQUIRED",
        UserStatus.ExternalProvider => "EXTERNAL_PROVIDER",
        _ => "UNKNOWN",
    };
}
