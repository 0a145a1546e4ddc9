using CsCheck;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Identity;

public class StepsTests
{
    private readonly World world = new();

    private Steps Steps => world.Get<Steps>();

    [Fact]
    public void A_step_comes_back_as_it_was_given()
    {
        var (client, user) = Someone();
        Assert.False(Steps.Open(client, Sealed(client, user), StepKind.NewPassword).Refused(out _, out var step));
        Assert.Equal((client.PoolId, client.Id, user.Sub, user.State.Password!.Since.UtcTicks), (step!.PoolId, step.ClientId, step.Sub, step.PasswordSince));
    }

    [Fact]
    public void Everything_in_it_comes_back()
    {
        var (client, user) = Someone();
        Gen.Select(Courses, Riddles, Gen.String.Null(), Gen.Bool).Sample(
            (course, riddle, ceremony, hasFactor) =>
            {
                var step = Steps.Next(new(world.Store.Pools.Find(client.PoolId, default).Done()!, client, user.Username) { Course = course }, user, StepKind.Riddle) with
                {
                    Riddle = riddle, Ceremony = ceremony, HasSecondFactor = hasFactor,
                };
                Assert.False(Steps.Open(client, Steps.Seal(step), StepKind.Riddle).Refused(out _, out var opened));
                Assert.Equal(course?.Rounds, opened!.Course?.Rounds);
                Assert.Equal(course?.PublicA, opened.Course?.PublicA);
                Assert.Equal(riddle.Values, opened.Riddle.Values);
                Assert.Equal(riddle.Note, opened.Riddle.Note);
                Assert.Equal((string.IsNullOrEmpty(ceremony) ? null : ceremony, hasFactor), (opened.Ceremony, opened.HasSecondFactor));
            },
            iter: 500);
    }

    [Fact]
    public void What_follows_a_step_goes_the_same_course()
    {
        var (client, user) = Someone();
        var before = Steps.Next(new(world.Store.Pools.Find(client.PoolId, default).Done()!, client, user.Username) { Course = Course.Begin("ff") }, user, StepKind.SetUpFactor);
        var after = Steps.Next(client, before, StepKind.AuthenticatorGiven);
        Assert.Equal(before.Course!.Rounds, Steps.CourseOf(Steps.Seal(after))!.Rounds);
        Assert.Null(Steps.CourseOf(Sealed(client, user)));
    }

    [Fact]
    public void Nothing_secret_in_it_shows_when_it_is_printed() =>
        Assert.DoesNotContain("Podgorica", new Round(RoundKind.Riddle, true, "Podgorica").ToString() + new Riddle(new Dictionary<string, string>(), new(new Dictionary<string, string> { ["answer"] = "Podgorica" }, "Podgorica")).ToString());

    [Fact]
    public void It_looks_like_the_sessions_clients_know()
    {
        var (client, user) = Someone();
        Assert.Matches("^AYABe[0-9A-Za-z_-]{15,2043}$", Sealed(client, user));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_step_answers_its_own_question_and_no_other(StepKind kind)
    {
        var (client, user) = Someone();
        var session = Sealed(client, user, kind);
        Assert.Equal([kind], Enum.GetValues<StepKind>().Where(asked => !Steps.Open(client, session, asked).Refused(out _, out _)));
    }

    public static TheoryData<StepKind> Kinds => [.. Enum.GetValues<StepKind>()];

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, RefusalKind.StepExpired)]
    public void It_is_good_for_as_long_as_the_application_says(int seconds, RefusalKind? refused)
    {
        var (client, user) = Someone();
        var session = Sealed(client, user);
        world.Wait(client.StepLifetime + TimeSpan.FromSeconds(seconds));
        Steps.Open(client, session, StepKind.NewPassword).Refused(out var refusal, out _);
        Assert.Equal(refused, refusal?.Kind);
    }

    [Fact]
    public void Another_application_cannot_open_it()
    {
        var (client, user) = Someone();
        var session = Sealed(client, user);
        Assert.True(Steps.Open(client with { Id = "another" }, session, StepKind.NewPassword).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.StepInvalid, refusal!.Kind);
        Assert.True(Steps.Open(client with { PoolId = "r_another" }, session, StepKind.NewPassword).Refused(out _, out _));
    }

    [Fact]
    public void No_change_to_it_goes_unseen()
    {
        var (client, user) = Someone();
        var session = Sealed(client, user);
        for (var i = 0; i < session.Length; i += 7)
        {
            var changed = session[..i] + (session[i] == 'A' ? 'B' : 'A') + session[(i + 1)..];
            Assert.True(Steps.Open(client, changed, StepKind.NewPassword).Refused(out _, out _), changed);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AYABe")]
    [InlineData("AYABe!!!!")]
    [InlineData("AYABeAAAA")]
    [InlineData("nothing of ours at all")]
    public void What_is_none_of_ours_is_refused(string? session)
    {
        Assert.True(Steps.Open(Someone().Client, session, StepKind.NewPassword).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.StepInvalid, refusal!.Kind);
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_goes_on()
    {
        var (client, user) = Someone();
        Steps.Open(client, Sealed(client, user), StepKind.NewPassword).Refused(out _, out var step);
        var won = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await Steps.Spend(step!, default))));
        Assert.Single(won, true);
    }

    private static Gen<Course?> Courses => Gen.Select(
        Gen.Select(Gen.Enum<RoundKind>(), Gen.Bool, Gen.String.Null(), (kind, passed, note) => new Round(kind, passed, note)).Array[0, Course.Longest],
        Gen.Byte.Array[1, 384].Null(),
        (rounds, publicA) => new Course(rounds) { PublicA = publicA }).Null();

    private static Gen<RiddleSecret> Riddles => Gen.Select(
        Gen.Dictionary(Gen.String, Gen.String)[0, 20], Gen.String.Null(), (values, note) => new RiddleSecret(values, note));

    private string Sealed(AppClient client, User user, StepKind kind = StepKind.NewPassword) => Steps.Seal(Steps.Next(new(world.Store.Pools.Find(client.PoolId, default).Done()!, client, user.Username), user, kind));

    private (AppClient Client, User User) Someone()
    {
        var pool = world.Pool();
        return (pool.Client().Now, pool.User("ana").Now);
    }
}
