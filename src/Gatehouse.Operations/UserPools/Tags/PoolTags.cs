using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The tags of a pool, which are among its settings.</summary>
public static class PoolTags
{
    /// <summary>The tags a pool has.</summary>
    public static IReadOnlyDictionary<string, string> Of(UserPool pool) => PoolSettings.Of(pool).UserPoolTags ?? new Dictionary<string, string>();

    /// <summary>The pool with other tags, or what is wrong with them.</summary>
    public static Reply<UserPool> Apply(UserPool pool, IReadOnlyDictionary<string, string> tags)
    {
        // The operations on tags know no fault of their own for them.
        if (PoolChecks.Tags(tags) is { } broken)
            return Faults.InvalidParameter(broken.Message);

        var settings = PoolSettings.Of(pool) with { UserPoolTags = tags };
        return pool with { Described = JsonSerializer.Serialize(settings, UserPoolsJson.Wire.UserPoolType) };
    }
}
