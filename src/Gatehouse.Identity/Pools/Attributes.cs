namespace Gatehouse.Identity;

/// <summary>Names of the attributes that the domain itself has rules for (OpenID Connect Core, section 5.1).</summary>
public static class Attributes
{
    /// <summary>The person's identifier, never changed and never used again.</summary>
    public const string Sub = "sub";

    /// <summary>An e-mail address.</summary>
    public const string Email = "email";

    /// <summary>Whether the address was proven, "true" or "false".</summary>
    public const string EmailVerified = "email_verified";

    /// <summary>A telephone number in E.164 form.</summary>
    public const string Phone = "phone_number";

    /// <summary>Whether the number was proven, "true" or "false".</summary>
    public const string PhoneVerified = "phone_number_verified";

    /// <summary>The name a person chose for show; an alias where the pool says so.</summary>
    public const string PreferredUsername = "preferred_username";

    /// <summary>The language a person reads, and where, as <c>de-CH</c> (BCP 47; some write an underscore).</summary>
    public const string Locale = "locale";

    /// <summary>The prefix of attributes that a pool added.</summary>
    public const string CustomPrefix = "custom:";

    /// <summary>The prefix of attributes that only an administrator writes.</summary>
    public const string DeveloperPrefix = "dev:";

    /// <summary>The flag that says whether an address is proven; null for attributes that are not addresses.</summary>
    public static string? VerifiedFlagOf(string attribute) => attribute switch
    {
        Email => EmailVerified,
        Phone => PhoneVerified,
        _ => null,
    };
}
