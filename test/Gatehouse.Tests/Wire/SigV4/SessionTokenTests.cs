using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4;

public class SessionTokenTests
{
    private readonly GateWorld world = new();

    [Fact]
    public async Task A_temporary_key_is_admitted_with_its_token() =>
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/guest/one", (await world.Sign(GateWorld.Guest).Admitted()).Principal.Arn);

    [Fact]
    public async Task A_temporary_key_is_refused_without_its_token() =>
        await world.Sign(GateWorld.Guest with { SessionToken = null }).Refused("UnrecognizedClientException");

    [Fact]
    public async Task A_temporary_key_is_refused_with_the_token_of_another() =>
        await world.Sign(GateWorld.Guest with { SessionToken = "other-token" }).Refused("UnrecognizedClientException");

    [Fact]
    public async Task A_lasting_key_is_refused_with_a_token() =>
        await world.Sign(GateWorld.Root with { SessionToken = "guest-token" }).Refused("UnrecognizedClientException");

    [Fact]
    public async Task A_token_must_be_signed() =>
        Assert.Equal(
            "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.",
            await world.Sign(GateWorld.Guest, leavingOut: "X-Amz-Security-Token").Refused("InvalidSignatureException"));

    [Fact]
    public async Task Two_tokens_are_refused()
    {
        world.Sign(GateWorld.Guest).Headers["X-Amz-Security-Token"] = new StringValues(["guest-token", "guest-token"]);

        await world.Refused("InvalidSignatureException");
    }

    [Fact]
    public async Task A_temporary_key_that_ended_is_expired()
    {
        world.Clock.AdjustTime(GateWorld.Noon.AddMinutes(3));

        Assert.Equal(
            "The security token included in the request is expired",
            await world.Sign(GateWorld.Guest).Refused("ExpiredTokenException"));
    }

    [Fact]
    public async Task A_wrong_signature_does_not_tell_that_a_key_ended()
    {
        world.Clock.AdjustTime(GateWorld.Noon.AddMinutes(3));

        await world.Sign(GateWorld.Guest with { Secret = "other" }).Refused("InvalidSignatureException");
    }
}
