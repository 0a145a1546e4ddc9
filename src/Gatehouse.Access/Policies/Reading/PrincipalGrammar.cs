namespace Gatehouse.Access.Policies;

/// <summary>What a <c>Principal</c> element looks like.</summary>
internal static class PrincipalGrammar
{
    /// <summary>The provider that vouches for the identities of identity pools.</summary>
    public const string Pools = "cognito-identity.amazonaws.com";

    /// <summary>What is wrong with the principals of a statement; null when nothing.</summary>
    public static string? Broken(JsonMap statement, PolicyKind kind)
    {
        if (statement["NotPrincipal"] is { } except)
        {
            if (Elements.Text(statement["Effect"]) == "Allow")
                return "Allow with NotPrincipal is not allowed.";
            if (kind == PolicyKind.Trust)
                return "AssumeRole policy must not contain NotPrincipal field.";

            return statement["Principal"] is null ? BrokenElement(except, kind) : "Syntax error in policy.";
        }

        return statement["Principal"] is { } element ? BrokenElement(element, kind) : "Missing required field Principal";
    }

    /// <summary>The names in an element that is not broken; none where there is none.</summary>
    public static IEnumerable<PrincipalName> Names(JsonNode? element) => element switch
    {
        JsonMap map => map.Members.SelectMany(member => Elements.Texts(member.Value)!.Select(text => new PrincipalName(Family(member.Key)!.Value, text))),
        JsonScalar => [new(NameFamily.Everyone, "*")],
        _ => [],
    };

    private static string? BrokenElement(JsonNode element, PolicyKind kind)
    {
        if (Elements.Text(element) is { } text)
        {
            return text != "*" ? "Principal must be a JSON object."
                : kind == PolicyKind.Trust ? "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"."
                : null;
        }

        if (element is not JsonMap map)
            return "Syntax error in policy.";
        if (map.Members.FirstOrDefault(member => Family(member.Key) is not { } family || kind == PolicyKind.Trust && family == NameFamily.CanonicalUser).Key is { } unknown)
            return $"Invalid principal in policy: \"{unknown}\"";
        if (map.Members.Any(member => Elements.Texts(member.Value) is null))
            return "Syntax error in policy.";
        if (!Names(map).Any())
            return "Missing required field Principal cannot be empty!";

        return Names(map).FirstOrDefault(name => !IsName(name)) is { } wrong ? $"Invalid principal in policy: \"{Shown(wrong.Family)}\":\"{wrong.Text}\"" : null;
    }

    private static NameFamily? Family(string name) => name switch
    {
        "AWS" => NameFamily.Aws,
        "Federated" => NameFamily.Federated,
        "Service" => NameFamily.Service,
        "CanonicalUser" => NameFamily.CanonicalUser,
        _ => null,
    };

    private static string Shown(NameFamily family) => family.ToString().ToUpperInvariant();

    private static bool IsName(PrincipalName name) => name.Family switch
    {
        NameFamily.Aws => name.Text == "*" || name.Account is not null || IsUniqueId(name.Text) || IsArn(name.Text, "iam", "user/", "role/")
            || IsArn(name.Text, "sts", "assumed-role/", "federated-user/"),
        NameFamily.Federated => IsHost(name.Text) || IsArn(name.Text, "iam", "saml-provider/", "oidc-provider/"),
        NameFamily.Service => IsHost(name.Text),
        _ => name.Text.Length == 64 && name.Text.All(char.IsAsciiHexDigitLower),
    };

    // A wildcard in a name would be everyone whose name happens to begin so: only a whole name, or everyone, can be said.
    private static bool IsArn(string text, string service, params ReadOnlySpan<string> paths)
    {
        if (text.AsSpan().IndexOfAny('*', '?') >= 0 || text.Split(':', 6) is not ["arn", { Length: > 0 }, var found, "", { Length: 12 } account, var resource])
            return false;
        if (found != service || !account.All(char.IsAsciiDigit))
            return false;

        foreach (var path in paths)
        {
            if (resource.Length > path.Length && resource.StartsWith(path, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsUniqueId(string text) =>
        text.Length is >= 16 and <= 128 && text[..4] is "AIDA" or "AROA" && text.All(char.IsAsciiLetterOrDigit);

    private static bool IsHost(string text) =>
        text.Contains('.', StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
