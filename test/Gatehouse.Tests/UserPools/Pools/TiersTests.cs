using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

/// <summary>Every feature is there in every plan, unless the installation is told to be strict.</summary>
public sealed class TiersTests
{
    private readonly PoolWorld world = new();

    public static TheoryData<string, string> Features => new()
    {
        { "LITE", "{'Policies':{'SignInPolicy':{'AllowedFirstAuthFactors':['PASSWORD','WEB_AUTHN']}}}" },
        { "LITE", "{'Policies':{'PasswordPolicy':{'PasswordHistorySize':3}}}" },
        { "LITE", "{'DcrConfiguration':{}}" },
        { "LITE", "{'AcrConfiguration':{'Level1':{'AcrValue':'urn:mine'}}}" },
        {
            "LITE",
            "{'LambdaConfig':{'PreTokenGenerationConfig':{'LambdaVersion':'V2_0','LambdaArn':'arn:aws:lambda:eu-central-1:123456789012:function:f'}}}"
        },
        { "ESSENTIALS", "{'UserPoolAddOns':{'AdvancedSecurityMode':'AUDIT'}}" },
    };

    [Theory]
    [MemberData(nameof(Features))]
    public async Task Every_plan_has_every_feature(string tier, string settings)
    {
        var create = Json(settings);
        (create["PoolName"], create["UserPoolTier"]) = ("People", tier);

        var pool = (await Ask(world.CreatePool, create))["UserPool"]!;

        Assert.Equal(tier, (string)pool["UserPoolTier"]!);
        var update = In((string)pool["Id"]!, settings, clientName: null);
        update["UserPoolTier"] = tier;
        await Ask(world.UpdatePool, update);
    }

    [Theory]
    [MemberData(nameof(Features))]
    public async Task A_strict_installation_refuses_what_a_plan_lacks_and_a_plan_that_lacks_what_is_used(string tier, string settings)
    {
        world.IsStrict = true;
        var create = Json(settings);
        (create["PoolName"], create["UserPoolTier"]) = ("People", tier);
        Assert.Equal("FeatureUnavailableInTierException", (await Refused(world.CreatePool, create)).Code);

        create["UserPoolTier"] = "PLUS";
        var id = (string)(await Ask(world.CreatePool, create))["UserPool"]!["Id"]!;
        var update = In(id, settings, clientName: null);
        update["UserPoolTier"] = tier;
        Assert.Equal("TierChangeNotAllowedException", (await Refused(world.UpdatePool, update)).Code);
    }
}
