using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Signs people in on a device.</summary>
internal sealed class DeviceSignIn(DeviceWorld world, string name, TestDevice device)
{
    private readonly SrpProver prover = new();
    private readonly TestClient app = world.App;

    public string A => prover.A;

    /// <summary>Shows the password, and names the device.</summary>
    public async Task<InitiateAuthResponse> Password(string? key = null) => (await TryPassword(key)).Ok;

    public Task<Said<InitiateAuthResponse>> TryPassword(string? key = null, string password = World.Password) =>
        app.Initiate("USER_PASSWORD_AUTH", ("USERNAME", name), ("PASSWORD", password), ("DEVICE_KEY", key ?? device.Key));

    /// <summary>Shows the password, and begins the device's proof.</summary>
    public async Task<RespondToAuthChallengeResponse> Asked()
    {
        var asked = await Password();
        Assert.Equal("DEVICE_SRP_AUTH", asked.ChallengeName);
        var begun = (await Begin(asked.Session)).Ok;
        Assert.Equal("DEVICE_PASSWORD_VERIFIER", begun.ChallengeName);
        return begun;
    }

    public Task<Said<RespondToAuthChallengeResponse>> Begin(string? session, string? a = null, string? key = null) =>
        app.Respond("DEVICE_SRP_AUTH", session, ("USERNAME", name), ("DEVICE_KEY", key ?? device.Key), ("SRP_A", a ?? prover.A));

    public Task<Said<RespondToAuthChallengeResponse>> Prove(RespondToAuthChallengeResponse asked, TestDevice? by = null, TimeSpan late = default) =>
        app.Respond(
            "DEVICE_PASSWORD_VERIFIER",
            asked.Session,
            [("USERNAME", name), .. prover.Answers(asked.ChallengeParameters!, by ?? device, world.World.Now - late)]);

    /// <summary>All steps.</summary>
    public async Task<AuthenticationResultType> In() => (await Prove(await Asked())).Ok.AuthenticationResult!;
}
