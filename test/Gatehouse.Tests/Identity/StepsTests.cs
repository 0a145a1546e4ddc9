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

    private string Sealed(AppClient client, User user, StepKind kind = StepKind.NewPassword) => Steps.Seal(Steps.Next(new(world.Store.Pools.Find(client.PoolId, default).Done()!, client, user.Username), user, kind));

    private (AppClient Client, User User) Someone()
    {
        var pool = world.Pool();
        return (pool.Client().Now, pool.User("ana").Now);
    }
}
