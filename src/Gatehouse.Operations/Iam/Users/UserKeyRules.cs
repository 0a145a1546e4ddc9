using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>How keys of users change.</summary>
internal static class UserKeyRules
{
    /// <summary>The user with a key changed, or, where the change answers null, without it.</summary>
    public static Reply<IamUser> Change(IamUser user, string id, Func<UserKey, UserKey?> change) => user.Keys.Any(key => key.Id == id)
        ? user with { Keys = [.. user.Keys.Select(key => key.Id == id ? change(key) : key).OfType<UserKey>()] }
        : Faults.NoSuchEntity($"The Access Key with id {id} cannot be found.");
}
