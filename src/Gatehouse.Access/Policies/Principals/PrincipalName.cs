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

    /// <summary>How near it comes to a subject.</summary>
    /// <param name="subject">Who asks.</param>
    /// <param name="allowing">Whether the statement allows.</param>
    public Grant Reaches(Subject subject, bool allowing) => Family switch
    {
        NameFamily.Everyone => Grant.Direct,
        NameFamily.Aws when Text == "*" => ReachesAll(subject, allowing),
        NameFamily.Aws when Account is not null => ReachesAccount(subject),
        NameFamily.Aws => ReachesAws(subject),
        NameFamily.Federated => ReachesProvider(subject),
        NameFamily.Service => subject.Kind == SubjectKind.Service && subject.Provider == Text ? Grant.Direct : Grant.None,
        _ => subject.CanonicalId == Text ? Grant.Account : Grant.None,
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
    private static Grant ReachesAll(Subject subject, bool allowing) =>
        allowing && subject.Kind is SubjectKind.Federated or SubjectKind.Service ? Grant.None : Grant.Direct;

    private Grant ReachesAccount(Subject subject) =>
        subject.Account != Account ? Grant.None : subject.Kind == SubjectKind.Root ? Grant.Direct : Grant.Account;

    private Grant ReachesAws(Subject subject)
    {
        if (subject.Arn == Text)
            return Grant.Direct;
        if (subject.UniqueId == Text)
            return subject.Entity is null ? Grant.Direct : Grant.Entity;

        return subject.Entity == Text ? Grant.Entity : Grant.None;
    }

    private Grant ReachesProvider(Subject subject)
    {
        if (subject.Provider != Text || subject.Kind == SubjectKind.Service)
            return Grant.None;

        return subject.Kind == SubjectKind.Federated ? Grant.Direct : Grant.Entity;
    }
}
