using System.Collections.Frozen;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Kinds of requests whose rate is bounded at AWS, with the rate that an account has from the start.</summary>
/// <remarks>Amazon Cognito developer guide, "Quotas in Amazon Cognito", requests per second.</remarks>
public static class ApiCategories
{
    /// <summary>The highest rate that can be asked for.</summary>
    public const int Most = 100_000;

    private static readonly FrozenDictionary<string, int> Free = new Dictionary<string, int>
    {
        ["UserAuthentication"] = 120,
        ["UserCreation"] = 50,
        ["UserFederation"] = 25,
        ["UserAccountRecovery"] = 30,
        ["UserRead"] = 120,
        ["UserUpdate"] = 25,
        ["UserToken"] = 120,
        ["UserResourceRead"] = 50,
        ["UserResourceUpdate"] = 25,
        ["UserList"] = 30,
        ["UserPoolRead"] = 15,
        ["UserPoolUpdate"] = 15,
        ["UserPoolResourceRead"] = 20,
        ["UserPoolResourceUpdate"] = 15,
        ["UserPoolClientRead"] = 15,
        ["UserPoolClientUpdate"] = 15,
        ["ClientAuthentication"] = 150,
    }.ToFrozenDictionary();

    /// <summary>The category that a definition names, and its rate from the start; or what is wrong with the definition.</summary>
    public static Reply<(string Name, int Free)> Find(LimitDefinitionType definition)
    {
        if (!LimitClass.All.Contains(definition.LimitClass))
            return Faults.InvalidParameter("Invalid LimitClass: it must be API_CATEGORY.");
        if (definition.Attributes.Count != 1 || !definition.Attributes.TryGetValue("Category", out var category))
            return Faults.InvalidParameter("Attributes must have the key Category, and no other.");

        return Free.TryGetValue(category, out var rate) ? (category, rate) : Faults.ResourceNotFound("There is no such API category.");
    }
}
