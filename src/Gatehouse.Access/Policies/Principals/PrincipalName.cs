namespace Gatehouse.Access.Policies;

/// <summary>The families of names in a <c>Principal</c> element.</summary>
internal enum NameFamily
{
    /// <summary>Everyone: the element is <c>*</c>.</summary>
    Everyone,

    /// <summary>Accounts, users, roles and sessions.</summary>
    Aws,

    /// <summary>Identity providers.</summary>
    Federated,

    /// <summary>Services.</summary>
    Service,

    /// <summary>Accounts by their canonical id.</summary>
    CanonicalUser,
}

/// <summary>One name of a <c>Principal</c> element.</summary>
/// <param name="Family">Which family it is of.</param>
/// <param name="Text">As the policy writes it.</param>
internal sealed record PrincipalName(NameFamily Family, string Text)
{
    /// <summary>The account that the name stands for; null when it stands for something else.</summary>
    public string? Account { get; } = Family == NameFamily.Aws ? AccountOf(Text) : null;

    /// <summary>How near it comes to a principal.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="allowing">Whether the statement allows.</param>
    public Grant Reaches(Principal principal, bool allowing) => Family switch
    {
        NameFamily.Everyone => Grant.Direct,
        NameFamily.Aws when Text == "*" => ReachesAll(principal, allowing),
        NameFamily.Aws when Account is not null => ReachesAccount(principal),
        NameFamily.Aws => ReachesAws(principal),
        NameFamily.Federated => ReachesProvider(principal),
        NameFamily.Service => principal.Kind == PrincipalKind.Service && principal.Provider == Text ? Grant.Direct : Grant.None,
        _ => principal.CanonicalId == Text ? Grant.Account : Grant.None,
    };

    /// <summary>The account of twelve digits, or of <c>arn:…:iam::123456789012:root</c>; null for any other name.</summary>
    public static string? AccountOf(string text)
    {
        if (IsAccount(text))
            return text;

        return text.Split(':', 6) is ["arn", _, "iam", "", var account, "root"] && IsAccount(account) ? account : null;
    }

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    // Who is no principal of any account is not let in by a name that says AWS; to be kept out by it is another thing.
    private static Grant ReachesAll(Principal principal, bool allowing) =>
        allowing && principal.Kind is PrincipalKind.Federated or PrincipalKind.Service ? Grant.None : Grant.Direct;

    private Grant ReachesAccount(Principal principal) =>
        principal.Account != Account ? Grant.None : principal.Kind == PrincipalKind.Root ? Grant.Direct : Grant.Account;

    private Grant ReachesAws(Principal principal)
    {
        if (principal.Arn == Text)
            return Grant.Direct;
        if (principal.UniqueId == Text)
            return principal.Entity is null ? Grant.Direct : Grant.Entity;

        return principal.Entity == Text ? Grant.Entity : Grant.None;
    }

    private Grant ReachesProvider(Principal principal)
    {
        if (principal.Provider != Text || principal.Kind == PrincipalKind.Service)
            return Grant.None;

        return principal.Kind == PrincipalKind.Federated ? Grant.Direct : Grant.Entity;
    }
}
