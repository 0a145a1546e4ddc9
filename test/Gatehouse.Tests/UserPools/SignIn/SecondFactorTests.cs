using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool that wants a second factor is not entered by a password alone, on any way.</summary>
public class SecondFactorTests
{
    private const string Refused =
        "InvalidUserPoolConfigurationException: The user pool requires multi-factor authentication, which this version does not offer.";

    private readonly TestPool pool;
    private readonly TestClient app;

    public SecondFactorTests()
    {
        pool = new World().Pool(rules => rules with { RequiresSecondFactor = true });
        app = pool.Client();
        pool.User("ana");
    }

    [Fact]
    public async Task The_right_password_is_not_enough() => Assert.Equal(Refused, (await app.SignIn("ana")).Refusal);

    [Fact]
    public async Task The_right_password_is_not_enough_from_a_server_either() =>
        Assert.Equal(Refused, (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).Refusal);

    [Fact]
    public async Task A_proof_by_SRP_is_not_enough() => Assert.Equal(Refused, (await new SrpSignIn(app).Try("ana", World.Password)).Refusal);

    [Fact]
    public async Task A_wrong_password_learns_nothing_of_it() =>
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", World.Wrong)).Refusal);

    [Fact]
    public async Task A_new_password_in_place_of_a_temporary_one_is_not_enough()
    {
        await pool.SetPassword("ana", World.Password, permanent: false);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(ChallengeNameType.NEW_PASSWORD_REQUIRED, asked.ChallengeName);
        var answered = await app.Respond(
            asked.ChallengeName!, asked.Session, ("USERNAME", "ana"), ("NEW_PASSWORD", World.Another));
        Assert.Equal(Refused, answered.Refusal);
    }
}
