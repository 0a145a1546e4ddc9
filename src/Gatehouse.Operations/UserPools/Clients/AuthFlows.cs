using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The authentication flows of a client, in the words of before 2019 and of today.</summary>
public static class AuthFlows
{
    /// <summary>The application itself, without a person: the one flow that stands alone.</summary>
    public const string ClientToken = "ALLOW_CLIENT_TOKEN_AUTH";

    private const SignInWays Usual = SignInWays.Refresh | SignInWays.Srp | SignInWays.Custom;

    /// <summary>The ways of signing in that flows stand for. None given are the three usual ones.</summary>
    public static SignInWays Read(IReadOnlyList<string>? flows) =>
        flows is null or [] ? Usual : flows.Aggregate(SignInWays.None, (ways, flow) => ways | Read(flow));

    /// <summary>Whether flows of both times are named.</summary>
    public static bool Mixed(IReadOnlyList<string> flows) => flows.Any(IsToday) && !flows.All(IsToday);

    // The old words never named refresh tokens and SRP: clients that use them have both, unless only custom challenges were wanted.
    private static SignInWays Read(string flow) => flow switch
    {
        ExplicitAuthFlowsType.ADMIN_NO_SRP_AUTH => SignInWays.AdminPassword | Usual,
        ExplicitAuthFlowsType.USER_PASSWORD_AUTH => SignInWays.Password | Usual,
        ExplicitAuthFlowsType.CUSTOM_AUTH_FLOW_ONLY => SignInWays.Custom | SignInWays.Refresh,
        ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH => SignInWays.AdminPassword,
        ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH => SignInWays.Password,
        ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH => SignInWays.Srp,
        ExplicitAuthFlowsType.ALLOW_CUSTOM_AUTH => SignInWays.Custom,
        ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH => SignInWays.Refresh,
        ExplicitAuthFlowsType.ALLOW_USER_AUTH => SignInWays.Choice,
        ClientToken => SignInWays.ClientToken,
        _ => SignInWays.None,
    };

    private static bool IsToday(string flow) => flow.StartsWith("ALLOW_", StringComparison.Ordinal);
}
