using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Signs people in by SRP through an application.</summary>
internal sealed class SrpSignIn(TestClient app)
{
    private readonly SrpProver prover = new();

    /// <summary>Begins, and answers with the parameters of PASSWORD_VERIFIER.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Begin(string name)
    {
        var answer = (await app.Initiate("USER_SRP_AUTH", ("USERNAME", name), ("SRP_A", prover.A))).Ok;
        Assert.Equal("PASSWORD_VERIFIER", answer.ChallengeName);
        return answer.ChallengeParameters!;
    }

    /// <summary>What proves a password to the one who asked.</summary>
    public (string Name, string Value)[] Answers(IReadOnlyDictionary<string, string> asked, string password, DateTimeOffset? time = null) =>
        prover.Answers(asked, app.Pool.Id, password, time ?? app.Pool.World.Now);

    /// <summary>Both steps.</summary>
    public async Task<Said<RespondToAuthChallengeResponse>> Try(string name, string password) => await Answer(Answers(await Begin(name), password));

    public Task<Said<RespondToAuthChallengeResponse>> Answer((string Name, string Value)[] answers) =>
        app.Respond("PASSWORD_VERIFIER", null, answers);
}
