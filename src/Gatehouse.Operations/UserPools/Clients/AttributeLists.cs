using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The attributes that a client may read or write.</summary>
public static class AttributeLists
{
    private const string Profile = "oidc:profile";

    // The claims of the scope "profile" (OpenID Connect Core, section 5.4).
    private static readonly string[] ProfileClaims =
    [
        "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "gender",
        "birthdate", "zoneinfo", "locale", "updated_at",
    ];

    /// <summary>The names that a list stands for; null, which is all, when there is no list.</summary>
    public static IReadOnlySet<string>? Read(IReadOnlyList<string>? list) =>
        list?.SelectMany(name => name == Profile ? ProfileClaims : [name]).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with a client's lists: an unknown name, one that no client writes, a required one that is missing.</summary>
    public static Fault? Broken(UserPoolClientType settings, Schema schema)
    {
        if (Read(settings.ReadAttributes)?.All(name => schema.Find(name) is not null) is false)
            return Faults.InvalidParameter("Invalid read attributes specified while creating a client");
        if (Read(settings.WriteAttributes) is not { } written)
            return null;

        var required = schema.All.Where(definition => definition.Required && IsWritable(definition)).Select(definition => definition.Name);
        return written.All(name => schema.Find(name) is { } definition && IsWritable(definition)) && written.IsSupersetOf(required)
            ? null
            : Faults.InvalidParameter("Invalid write attributes specified while creating a client");
    }

    private static bool IsWritable(AttributeDefinition definition) =>
        !definition.IsDeveloperOnly && definition.Name is not (Attributes.Sub or Attributes.EmailVerified or Attributes.PhoneVerified);
}
