using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class AuthFlowsTests
{
    [Theory]
    [InlineData("", SignInWays.Refresh | SignInWays.Srp | SignInWays.Custom)]
    [InlineData("ALLOW_USER_PASSWORD_AUTH", SignInWays.Password)]
    [InlineData("ALLOW_ADMIN_USER_PASSWORD_AUTH", SignInWays.AdminPassword)]
    [InlineData("ALLOW_USER_SRP_AUTH", SignInWays.Srp)]
    [InlineData("ALLOW_CUSTOM_AUTH", SignInWays.Custom)]
    [InlineData("ALLOW_REFRESH_TOKEN_AUTH", SignInWays.Refresh)]
    [InlineData("ALLOW_USER_AUTH", SignInWays.Choice)]
    [InlineData("ALLOW_CLIENT_TOKEN_AUTH", SignInWays.ClientToken)]
    [InlineData("ALLOW_USER_AUTH ALLOW_REFRESH_TOKEN_AUTH", SignInWays.Choice | SignInWays.Refresh)]
    [InlineData("ADMIN_NO_SRP_AUTH", SignInWays.AdminPassword | SignInWays.Refresh | SignInWays.Srp | SignInWays.Custom)]
    [InlineData("USER_PASSWORD_AUTH", SignInWays.Password | SignInWays.Refresh | SignInWays.Srp | SignInWays.Custom)]
    [InlineData("CUSTOM_AUTH_FLOW_ONLY", SignInWays.Custom | SignInWays.Refresh)]
    public void A_flow_stands_for_ways_of_signing_in(string flows, SignInWays ways) =>
        Assert.Equal(ways, AuthFlows.Read(flows.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("", false)]
    [InlineData("ALLOW_USER_AUTH ALLOW_CUSTOM_AUTH", false)]
    [InlineData("ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH", false)]
    [InlineData("ADMIN_NO_SRP_AUTH ALLOW_CUSTOM_AUTH", true)]
    public void Flows_of_both_times_are_mixed(string flows, bool mixed) =>
        Assert.Equal(mixed, AuthFlows.Mixed(flows.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
