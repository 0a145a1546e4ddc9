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
        Assert.False(Steps.Open(client, Steps.Seal(client, user)).Refused(out _, out var step));
        Assert.Equal((client.PoolId, client.Id, user.Sub, user.State.Password!.Since.UtcTicks), (step!.PoolId, step.ClientId, step.Sub, step.PasswordSince));
    }

    [Fact]
    public void It_looks_like_the_sessions_clients_know()
    {
        var (client, user) = Someone();
        Assert.Matches("^AYABe[0-9A-Za-z_-]{15,2043}$", Steps.Seal(client, user));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, RefusalKind.StepExpired)]
    public void It_is_good_for_as_long_as_the_application_says(int seconds, RefusalKind? refused)
    {
        var (client, user) = Someone();
        var session = Steps.Seal(client, user);
        world.Wait(client.StepLifetime + TimeSpan.FromSeconds(seconds));
        Steps.Open(client, session).Refused(out var refusal, out _);
        Assert.Equal(refused, refusal?.Kind);
    }

    [Fact]
    public void Another_application_cannot_open_it()
    {
        var (client, user) = Someone();
        var session = Steps.Seal(client, user);
        Assert.True(Steps.Open(client with { Id = "another" }, session).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.StepInvalid, refusal!.Kind);
        Assert.True(Steps.Open(client with { PoolId = "r_another" }, session).Refused(out _, out _));
    }

    [Fact]
    public void No_change_to_it_goes_unseen()
    {
        var (client, user) = Someone();
        var session = Steps.Seal(client, user);
        for (var i = 0; i < session.Length; i += 7)
        {
            var changed = session[..i] + (session[i] == 'A' ? 'B' : 'A') + session[(i + 1)..];
            Assert.True(Steps.Open(client, changed).Refused(out _, out _), changed);
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
        Assert.True(Steps.Open(Someone().Client, session).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.StepInvalid, refusal!.Kind);
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_goes_on()
    {
        var (client, user) = Someone();
        Steps.Open(client, Steps.Seal(client, user)).Refused(out _, out var step);
        var won = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () => await Steps.Spend(step!, default))));
        Assert.Single(won, true);
    }

    private (AppClient Client, User User) Someone()
    {
        var pool = world.Pool();
        return (pool.Client().Now, pool.User("ana").Now);
    }
}
