namespace Gatehouse.Identity;

/// <summary>The big providers that a pool names by host.</summary>
public static class SocialProviders
{
    /// <summary>Facebook, whose logins are access tokens.</summary>
    public const string Facebook = "graph.facebook.com";

    /// <summary>Google, whose logins are ID tokens.</summary>
    public const string Google = "accounts.google.com";

    /// <summary>Amazon, whose logins are access tokens.</summary>
    public const string Amazon = "www.amazon.com";

    /// <summary>Apple, whose logins are ID tokens.</summary>
    public const string Apple = "appleid.apple.com";

    /// <summary>Every name that a pool may have. The last two are of services that are no more: they can be named, and nobody logs in there.</summary>
    public static readonly IReadOnlyList<string> Names = [Facebook, Google, Amazon, Apple, "www.digits.com", "api.twitter.com"];
}
