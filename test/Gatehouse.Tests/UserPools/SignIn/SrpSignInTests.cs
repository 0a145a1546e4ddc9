using System.Globalization;
using System.Numerics;
using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class SrpSignInTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly SrpSignIn srp;

    public SrpSignInTests()
    {
        pool = world.Pool();
        app = pool.Client();
        srp = new(app);
        pool.User("Ana");
    }

    [Fact]
    public async Task The_right_proof_gets_tokens()
    {
        var asked = await srp.Begin("ana");
        Assert.Equal(["SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"], asked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(asked["USERNAME"], asked["USER_ID_FOR_SRP"]);
        var tokens = (await srp.Answer(srp.Answers(asked, World.Password))).Ok.AuthenticationResult!;
        Assert.True((await new TestBearer(world, tokens.AccessToken!).Get()).IsOk);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("00")]
    [InlineData("N")]
    [InlineData("2N")]
    [InlineData("xyz")]
    [InlineData("-1")]
    [InlineData("0x12")]
    [InlineData("10KB")]
    public async Task An_A_that_gives_the_key_away_or_is_no_number_is_refused_before_any_work(string a)
    {
        var hex = a switch
        {
            "N" => SrpGroup.N.ToString("x", CultureInfo.InvariantCulture),
            "2N" => (2 * SrpGroup.N).ToString("x", CultureInfo.InvariantCulture),
            "10KB" => new string('1', 10_240),
            _ => a,
        };
        Assert.Equal("InvalidParameterException: Invalid SRP_A value.", (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", hex))).Refusal);
    }

    [Fact]
    public async Task An_A_of_one_or_N_less_one_wins_nothing()
    {
        foreach (var a in (BigInteger[])[BigInteger.One, SrpGroup.N - 1])
        {
            var asked = (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", a.ToString("x", CultureInfo.InvariantCulture)))).Ok.ChallengeParameters!;
            Assert.Equal(Texts.WrongPassword, (await srp.Answer(srp.Answers(asked, World.Password))).Refusal);
        }
    }

    [Fact]
    public async Task B_is_fresh_each_time_and_the_salt_stays()
    {
        var asked = new List<IReadOnlyDictionary<string, string>>();
        for (var i = 0; i < 50; i++)
            asked.Add(await srp.Begin("ana"));
        Assert.Equal(50, asked.Select(p => p["SRP_B"]).Distinct().Count());
        Assert.Equal(50, asked.Select(p => p["SECRET_BLOCK"]).Distinct().Count());
        Assert.Single(asked.Select(p => p["SALT"]).Distinct());
    }

    [Fact]
    public async Task A_proof_works_once()
    {
        var answers = srp.Answers(await srp.Begin("ana"), World.Password);
        Assert.True((await srp.Answer(answers)).IsOk);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(answers)).Refusal);
    }

    [Fact]
    public async Task Of_thirty_two_equal_proofs_at_once_one_wins()
    {
        var answers = srp.Answers(await srp.Begin("ana"), World.Password);
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => srp.Answer(answers))));
        Assert.Single(said, s => s.IsOk);
    }

    [Fact]
    public async Task A_signature_of_another_exchange_or_another_time_is_wrong()
    {
        var (one, two) = (srp.Answers(await srp.Begin("ana"), World.Password), srp.Answers(await srp.Begin("ana"), World.Password));
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(With(one, "PASSWORD_CLAIM_SIGNATURE", two[2].Value))).Refusal);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(With(one, "PASSWORD_CLAIM_SECRET_BLOCK", two[1].Value))).Refusal);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(With(one, "TIMESTAMP", SrpProver.Stamp(world.Now.AddSeconds(1))))).Refusal);
        Assert.True((await srp.Answer(one)).IsOk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64")]
    [InlineData("==")]
    public async Task A_secret_block_that_is_none_of_ours_is_refused(string block)
    {
        var answers = With(srp.Answers(await srp.Begin("ana"), World.Password), "PASSWORD_CLAIM_SECRET_BLOCK", block);
        Assert.Contains(
            (await srp.Answer(answers)).Refusal,
            (string[])[Texts.WrongPassword, "InvalidParameterException: Missing required parameter PASSWORD_CLAIM_SECRET_BLOCK"]);
    }

    [Fact]
    public async Task A_secret_block_of_another_application_or_pool_is_refused()
    {
        var other = pool.Client();
        var answers = srp.Answers(await srp.Begin("ana"), World.Password);
        Assert.Equal(Texts.WrongPassword, (await other.Respond("PASSWORD_VERIFIER", null, answers)).Refusal);
        Assert.Equal(Texts.WrongPassword, (await world.Pool().Client().Respond("PASSWORD_VERIFIER", null, answers)).Refusal);
    }

    [Fact]
    public async Task A_proof_for_one_person_does_not_open_another_s_door()
    {
        pool.User("bob");
        var answers = srp.Answers(await srp.Begin("ana"), World.Password);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(With(answers, "USERNAME", "bob"))).Refusal);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task The_time_it_names_is_about_now(int seconds, bool works) =>
        Assert.Equal(works, (await srp.Answer(srp.Answers(await srp.Begin("ana"), World.Password, world.Now.AddSeconds(seconds)))).IsOk);

    [Theory]
    [InlineData("Tue  Sep 1 09:08:07 UTC 2026")]
    [InlineData(" Tue Sep 1 09:08:07 UTC 2026")]
    [InlineData("Tue Sep 1 9:08:07 UTC 2026")]
    [InlineData("Di Sep 1 09:08:07 UTC 2026")]
    [InlineData("Wed Sep 1 09:08:07 UTC 2026")]
    [InlineData("Tue Sep 1 09:08:07 CET 2026")]
    [InlineData("2026-09-01T09:08:07Z")]
    public async Task The_time_is_written_in_one_way(string stamp)
    {
        var answers = srp.Answers(await srp.Begin("ana"), World.Password);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(With(answers, "TIMESTAMP", stamp))).Refusal);
    }

    [Fact]
    public async Task A_proof_that_comes_too_late_is_refused()
    {
        var asked = await srp.Begin("ana");
        world.Wait(app.Now.StepLifetime);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(srp.Answers(asked, World.Password))).Refusal);
    }

    [Fact]
    public async Task A_password_replaced_meanwhile_proves_nothing()
    {
        var asked = await srp.Begin("ana");
        await pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.WrongPassword, (await srp.Answer(srp.Answers(asked, World.Password))).Refusal);
    }

    [Theory]
    [InlineData("USERNAME")]
    [InlineData("PASSWORD_CLAIM_SECRET_BLOCK")]
    [InlineData("PASSWORD_CLAIM_SIGNATURE")]
    [InlineData("TIMESTAMP")]
    public async Task Every_part_of_the_proof_is_required(string missing)
    {
        var answers = srp.Answers(await srp.Begin("ana"), World.Password).Where(a => a.Name != missing).ToArray();
        Assert.Equal($"InvalidParameterException: Missing required parameter {missing}", (await srp.Answer(answers)).Refusal);
    }

    [Theory]
    [InlineData(UserStatus.Unconfirmed, Texts.NotConfirmed)]
    [InlineData(UserStatus.ExternalProvider, Texts.WrongPassword)]
    public async Task Where_a_person_stands_decides_after_the_proof(UserStatus status, string refusal)
    {
        pool.User("bob", with: u => u with { Status = status });
        Assert.Equal(refusal, (await srp.Try("bob", World.Password)).Refusal);
    }

    [Fact]
    public async Task Who_is_disabled_or_must_reset_does_not_get_in()
    {
        pool.User("bob", with: u => u with { Enabled = false });
        pool.User("eve", with: u => u with { Status = UserStatus.ResetRequired });
        Assert.Equal(Texts.Disabled, (await srp.Try("bob", World.Password)).Refusal);
        Assert.Equal(Texts.ResetRequired, (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "eve"), ("SRP_A", "2"))).Refusal);
    }

    [Fact]
    public async Task A_temporary_password_leads_to_a_new_one_by_SRP_too()
    {
        await pool.Create("bob", r => r with { TemporaryPassword = World.Password });
        var asked = (await srp.Try("bob", World.Password)).Ok;
        Assert.Equal("NEW_PASSWORD_REQUIRED", asked.ChallengeName);
        Assert.NotNull((await app.ChooseNewPassword("bob", asked.Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Nobody_is_said_to_be_nobody_where_existence_is_not_hidden() =>
        Assert.Equal(Texts.NoUser, (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "nobody"), ("SRP_A", "2"))).Refusal);

    private static (string, string)[] With((string Name, string Value)[] answers, string name, string value) =>
        [.. answers.Select(a => a.Name == name ? (name, value) : a)];
}
