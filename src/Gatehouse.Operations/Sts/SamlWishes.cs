using Gatehouse.Identity;
using Tag = Gatehouse.Contracts.Sts.Tag;

namespace Gatehouse.Operations.Sts;

/// <summary>What an assertion says about the session that it is for, in the attributes that AWS gave names.</summary>
/// <param name="SessionName">What the session is called.</param>
/// <param name="SourceIdentity">Who began it; null when it does not say.</param>
/// <param name="Tags">Tags of the session.</param>
/// <param name="TransitiveTags">Keys of tags that roles which follow inherit.</param>
public sealed record SamlWishes(string SessionName, string? SourceIdentity, IReadOnlyList<Tag> Tags, IReadOnlyList<string> TransitiveTags)
{
    private const string Name = "https://aws.amazon.com/SAML/Attributes/";
    private const string TagName = Name + "PrincipalTag:";

    /// <summary>What it says, or the fault that says what is wrong with it.</summary>
    public static Reply<SamlWishes> Read(SamlStatement said)
    {
        if (Values(said, "RoleSessionName") is not [var sessionName])
            return Invalid("RoleSessionName is required in AuthnResponse");
        if (!IsWord(sessionName))
            return Invalid("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");

        var sources = Values(said, "SourceIdentity");
        if (sources.Count > 1 || sources.Any(source => !IsWord(source) || source.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            return Invalid("Source Identity in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"");
        if (Tagged(said) is not { } tags)
            return Invalid("A PrincipalTag in AuthnResponse must have one key and one value as tags may have them.");

        return new SamlWishes(sessionName, sources is [var only] ? only : null, tags, Values(said, "TransitiveTagKeys"));
    }

    /// <summary>Whether an assertion gives a role to whom its provider sends: they are named together, in whatever order.</summary>
    public static bool Grants(SamlStatement said, string role, string provider) => Values(said, "Role")
        .Select(pair => pair.Split(',', StringSplitOptions.TrimEntries))
        .Any(pair => pair is [var one, var other] && ((one == role && other == provider) || (one == provider && other == role)));

    private static IReadOnlyList<string> Values(SamlStatement said, string name) => said.Attributes.GetValueOrDefault(Name + name) ?? [];

    private static List<Tag>? Tagged(SamlStatement said)
    {
        var tags = new List<Tag>();
        foreach (var (name, values) in said.Attributes)
        {
            if (!name.StartsWith(TagName, StringComparison.Ordinal))
                continue;
            if (values is not [var value])
                return null;

            tags.Add(new() { Key = name[TagName.Length..], Value = value });
        }

        return tags.Count <= SessionSpace.MostTags && tags.TrueForAll(tag => Checks.Failed(tag, "ValidationError") is null) ? tags : null;
    }

    private static bool IsWord(string text) => text.Length is >= 2 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal));

    private static Fault Invalid(string message) => Contracts.Sts.Faults.InvalidIdentityToken(message);
}
