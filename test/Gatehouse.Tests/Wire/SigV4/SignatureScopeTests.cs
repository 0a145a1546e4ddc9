using Gatehouse.TestKit.Wire;

namespace Gatehouse.Tests.Wire.SigV4;

public class SignatureScopeTests
{
    private readonly GateWorld world = new();

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("EU-CENTRAL-1")]
    [InlineData("")]
    public async Task Another_region_is_refused(string region) =>
        Assert.Equal(
            $"Credential should be scoped to a valid region, not '{region}'.",
            await world.Sign(GateWorld.Root with { Region = region }).Refused("InvalidSignatureException"));

    [Fact]
    public async Task A_further_region_is_admitted_and_passed_on()
    {
        world.Options.MoreRegions.Add("us-west-2");

        Assert.Equal("us-west-2", (await world.Sign(GateWorld.Root with { Region = "us-west-2" }).Admitted()).Region);
    }

    [Fact]
    public async Task A_region_that_somebody_knows_is_admitted_and_asked_for_only_when_it_is_no_other()
    {
        var asked = new List<string>();
        Assert.Equal("us-west-2", (await Signed("us-west-2").Admitted()).Region);
        await Signed(GateWorld.Root.Region).Admitted();
        await Signed("us-west-1").Refused("InvalidSignatureException");
        await Signed(new string('x', 33)).Refused("InvalidSignatureException");
        Assert.Equal(["us-west-2", "us-west-1"], asked);

        GateWorld Signed(string region)
        {
            var one = new GateWorld();
            one.Options.KnowsRegion = (name, _) =>
            {
                asked.Add(name);
                return new(name == "us-west-2");
            };
            return one.Sign(GateWorld.Root with { Region = region });
        }
    }

    [Theory]
    [InlineData("cognito-identity")]
    [InlineData("sts")]
    [InlineData("")]
    public async Task Another_service_is_refused(string service) =>
        Assert.Equal(
            "Credential should be scoped to correct service: 'cognito-idp'.",
            await world.Sign(GateWorld.Root with { Service = service }).Refused("InvalidSignatureException"));

    [Fact]
    public async Task Another_terminator_is_refused()
    {
        world.Sign().Headers["Authorization"] = world.Headers["Authorization"].ToString().Replace("aws4_request", "aws5_request", StringComparison.Ordinal);

        Assert.Equal(
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
            await world.Refused("InvalidSignatureException"));
    }
}
