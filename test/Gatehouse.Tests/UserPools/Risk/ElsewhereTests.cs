using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Risk;

/// <summary>Signed for another region, a pool's histories and settings are those of no pool, and the answer shows no difference.</summary>
public sealed class ElsewhereTests
{
    private readonly World world = new();
    private readonly Dictionary<string, Func<string, Task<string>>> operations;

    public ElsewhereTests() => operations = new()
    {
        ["AdminListUserAuthEvents"] = pool => world.Send<AdminListUserAuthEvents>($$"""{"UserPoolId":"{{pool}}","Username":"ana"}"""),
        ["AdminUpdateAuthEventFeedback"] = pool =>
            world.Send<AdminUpdateAuthEventFeedback>($$"""{"UserPoolId":"{{pool}}","Username":"ana","EventId":"x","FeedbackValue":"Valid"}"""),
        ["DescribeRiskConfiguration"] = pool => world.Send<DescribeRiskConfiguration>($$"""{"UserPoolId":"{{pool}}"}"""),
        ["SetRiskConfiguration"] = pool => world.Send<SetRiskConfiguration>($$"""{"UserPoolId":"{{pool}}"}"""),
        ["GetLogDeliveryConfiguration"] = pool => world.Send<GetLogDeliveryConfiguration>($$"""{"UserPoolId":"{{pool}}"}"""),
        ["SetLogDeliveryConfiguration"] = pool => world.Send<SetLogDeliveryConfiguration>($$"""{"UserPoolId":"{{pool}}","LogConfigurations":[]}"""),
        ["CreateUserPoolReplica"] = pool => world.Send<CreateUserPoolReplica>($$"""{"UserPoolId":"{{pool}}","RegionName":"eu-west-1"}"""),
        ["UpdateUserPoolReplica"] = pool => world.Send<UpdateUserPoolReplica>($$"""{"UserPoolId":"{{pool}}","RegionName":"eu-west-1","Status":"ACTIVE"}"""),
        ["DeleteUserPoolReplica"] = pool => world.Send<DeleteUserPoolReplica>($$"""{"UserPoolId":"{{pool}}","RegionName":"eu-west-1"}"""),
        ["ListUserPoolReplicas"] = pool => world.Send<ListUserPoolReplicas>($$"""{"UserPoolId":"{{pool}}"}"""),
    };

    [Theory]
    [InlineData("AdminListUserAuthEvents")]
    [InlineData("AdminUpdateAuthEventFeedback")]
    [InlineData("DescribeRiskConfiguration")]
    [InlineData("SetRiskConfiguration")]
    [InlineData("GetLogDeliveryConfiguration")]
    [InlineData("SetLogDeliveryConfiguration")]
    [InlineData("CreateUserPoolReplica")]
    [InlineData("UpdateUserPoolReplica")]
    [InlineData("DeleteUserPoolReplica")]
    [InlineData("ListUserPoolReplicas")]
    public async Task A_pool_of_another_region_does_not_exist(string name)
    {
        var pool = world.Pool(p => p with { Threats = ThreatMode.Enforced, Replicas = [new("eu-west-1", world.Now)] });
        pool.User("ana");
        world.SignedRegion = "us-east-1";

        foreach (var id in new[] { pool.Id, "eu-central-1_000000000", "us-east-1_000000000" })
            Assert.Equal($"ResourceNotFoundException: User pool {id} does not exist.", await operations[name](id));
        Assert.False(Assert.Single(pool.Now.Replicas).IsActive);
    }
}
