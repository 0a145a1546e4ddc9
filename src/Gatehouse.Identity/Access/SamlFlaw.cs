namespace Gatehouse.Identity;

/// <summary>What is wrong with SAML assertions.</summary>
public static class SamlFlaw
{
    /// <summary>It is no response, or says what no response should.</summary>
    public static readonly Refusal NotAResponse = new(RefusalKind.LoginInvalid, "The SAML response cannot be read: it must be base64 of one Response with one Assertion.");

    /// <summary>Something in it is encrypted, which nobody here has a key for.</summary>
    public static readonly Refusal Encrypted = new(RefusalKind.LoginInvalid, "Encrypted SAML assertions are not supported.");

    /// <summary>None of the provider's keys signed it, or not just what is read.</summary>
    public static readonly Refusal NotSigned = new(RefusalKind.LoginInvalid, "Response signature invalid");

    /// <summary>The provider says that the person did not sign in.</summary>
    public static readonly Refusal Rejected = new(RefusalKind.LoginInvalid, "The identity provider reported that authentication failed.");

    /// <summary>Another provider made it.</summary>
    public static readonly Refusal OtherIssuer = new(RefusalKind.LoginInvalid, "Issuer not present in specified provider");

    /// <summary>It is for somebody else.</summary>
    public static readonly Refusal OtherAudience = new(RefusalKind.LoginInvalid, "Response does not contain the required audience.");

    /// <summary>It was sent to somebody else.</summary>
    public static readonly Refusal OtherRecipient = new(RefusalKind.LoginInvalid, "The SAML response is not addressed to this service.");

    /// <summary>It is too old.</summary>
    public static readonly Refusal Expired = new(RefusalKind.LoginInvalid, "The SAML assertion has expired.");

    /// <summary>The person is not signed in any more where they signed in.</summary>
    public static readonly Refusal SessionEnded = new(RefusalKind.LoginInvalid, "The session at the identity provider has ended.");

    /// <summary>It is not good yet.</summary>
    public static readonly Refusal NotYet = new(RefusalKind.LoginInvalid, "The SAML assertion is not valid yet.");

    /// <summary>It was used.</summary>
    public static readonly Refusal Used = new(RefusalKind.LoginInvalid, "The SAML assertion was used before.");

    /// <summary>It does not say what it must.</summary>
    public static Refusal Lacks(string what) => new(RefusalKind.LoginInvalid, $"The SAML assertion lacks what it must say: {what}");
}
