using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Clients;

/// <summary>The flow of an application without a person, as a setting.</summary>
public sealed class ClientTokenFlowTests
{
    private static readonly UserPool Pool = new() { Id = "eu-central-1_Abcdefghi", Name = "people", Created = default, Modified = default };
    private static readonly ClientSurroundings Around = new(Pool, new(AreStrict: false), new HashSet<string>(), new HashSet<string>());

    [Fact]
    public void A_client_with_a_secret_may_have_it_alone()
    {
        Assert.False(Apply(isSecret: true, "ALLOW_CLIENT_TOKEN_AUTH").Refused(out _, out var client));
        Assert.Equal(SignInWays.ClientToken, client!.Ways);
    }

    [Theory]
    [InlineData("ALLOW_USER_SRP_AUTH")]
    [InlineData("ALLOW_REFRESH_TOKEN_AUTH")]
    public void Beside_a_flow_of_people_it_is_refused(string other) => Assert.Equal(
        "ALLOW_CLIENT_TOKEN_AUTH can not be combined with another ExplicitAuthFlows value.",
        Fault(Apply(isSecret: true, other, "ALLOW_CLIENT_TOKEN_AUTH")));

    [Fact]
    public void Without_a_secret_it_is_refused() => Assert.Equal(
        "ALLOW_CLIENT_TOKEN_AUTH can not be selected if client does not have a client secret.", Fault(Apply(isSecret: false, "ALLOW_CLIENT_TOKEN_AUTH")));

    private static Reply<AppClient> Apply(bool isSecret, params string[] flows)
    {
        var client = new AppClient { Id = "app", PoolId = Pool.Id, Name = "app", Created = default, Modified = default };
        return ClientSettings.Apply(
            isSecret ? client.WithSecret("0123456789abcdefghijklmno", default) : client, Around, new UserPoolClientType { ExplicitAuthFlows = flows });
    }

    private static string Fault(Reply<AppClient> reply)
    {
        Assert.True(reply.Refused(out var fault, out _));
        Assert.Equal("InvalidParameterException", fault.Code);
        return fault.Message;
    }
}
