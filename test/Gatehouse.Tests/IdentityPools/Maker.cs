using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>Short ways to make and ask pools of identities.</summary>
internal static class Maker
{
    public const string Account = "arn:aws:iam::000000000000:";

    public static Dictionary<string, string> Map(params (string Name, string Value)[] values) => values.ToDictionary(pair => pair.Name, pair => pair.Value);

    public static Task<Said<IdentityPool>> Create(this World world, Func<CreateIdentityPoolInput, CreateIdentityPoolInput>? with = null)
    {
        var request = new CreateIdentityPoolInput { IdentityPoolName = "identities", AllowUnauthenticatedIdentities = true };
        return world.Call(world.Op<CreateIdentityPool>(), with?.Invoke(request) ?? request);
    }

    public static async Task<string> PoolId(this World world, Func<CreateIdentityPoolInput, CreateIdentityPoolInput>? with = null) =>
        (await world.Create(with)).Ok.IdentityPoolId;

    public static Task<Said<IdentityPool>> Describe(this World world, string id) =>
        world.Call(world.Op<DescribeIdentityPool>(), new DescribeIdentityPoolInput { IdentityPoolId = id });
}
