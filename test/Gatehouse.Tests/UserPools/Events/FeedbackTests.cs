using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Events;

/// <summary>What administrators and people say of events afterwards: AdminUpdateAuthEventFeedback, UpdateAuthEventFeedback.</summary>
public sealed class FeedbackTests
{
    private const string NoToken = "NotAuthorizedException: Invalid feedback token.";

    private readonly EventWorld events = new();

    [Fact]
    public async Task An_administrator_s_word_is_shown_and_may_be_changed()
    {
        var id = await Happened();
        Assert.True((await ByAdmin(id, "Invalid")).IsOk);
        events.World.Wait(TimeSpan.FromMinutes(1));
        Assert.True((await ByAdmin(id, "Valid")).IsOk);

        var feedback = Assert.Single(await events.History()).EventFeedback!;
        Assert.Equal(("Valid", "Admin", events.World.Now), (feedback.FeedbackValue, feedback.Provider, feedback.FeedbackDate!.Value));
    }

    [Fact]
    public async Task The_person_s_word_needs_the_token_of_the_event()
    {
        var id = await Happened();

        Assert.True((await ByToken(id, await Token())).IsOk);

        var feedback = Assert.Single(await events.History()).EventFeedback!;
        Assert.Equal(("Invalid", "User"), (feedback.FeedbackValue, feedback.Provider));
    }

    [Fact]
    public async Task A_token_has_the_form_of_the_contract() =>
        Assert.Matches("^[A-Za-z0-9-_=.]+$", await Happened() is not null ? await Token() : "");

    [Fact]
    public async Task A_token_is_for_one_event_of_one_person_in_one_pool()
    {
        var first = await Happened();
        var token = await Token();
        var second = await Happened();
        events.Pool.User("bob");
        var other = events.World.Pool(p => p with { Threats = ThreatMode.Audit });
        other.User("ana");

        Assert.Equal(NoToken, (await ByToken(second, token)).Refusal);
        Assert.Equal(NoToken, (await ByToken(first, token, "bob")).Refusal);
        Assert.Equal(NoToken, (await ByToken(first, token, poolId: other.Id)).Refusal);
        Assert.True((await ByToken(first, token)).IsOk);
    }

    [Fact]
    public async Task A_token_does_not_work_for_ever()
    {
        var id = await Happened();
        var token = await Token();
        events.World.Wait(Feedbacks.TokenLifetime - TimeSpan.FromSeconds(1));
        Assert.True((await ByToken(id, token)).IsOk);
        events.World.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(NoToken, (await ByToken(id, token)).Refusal);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("a.b.c")]
    [InlineData("=")]
    public async Task A_made_up_token_tells_nothing_of_people(string token)
    {
        var id = await Happened();
        Assert.Equal(NoToken, (await ByToken(id, token)).Refusal);
        Assert.Equal(NoToken, (await ByToken(id, token, "nobody")).Refusal);
    }

    [Fact]
    public async Task A_changed_or_endless_token_is_none()
    {
        var id = await Happened();
        var token = await Token();
        Assert.Equal(NoToken, (await ByToken(id, token[..^1])).Refusal);
        Assert.Equal(NoToken, (await ByToken(id, token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"))).Refusal);
        Assert.Equal(NoToken, (await ByToken(id, new string('A', 100_000))).Refusal);
    }

    [Fact]
    public async Task Whoever_was_deleted_is_not_found_by_a_token_that_was_theirs()
    {
        var id = await Happened();
        var token = await Token();
        await events.Pool.Delete("ana");

        Assert.Equal("UserNotFoundException: User does not exist.", (await ByToken(id, token)).Refusal);
        events.Pool.User("ana");
        Assert.Equal(NoToken, (await ByToken(id, token)).Refusal);
    }

    [Fact]
    public async Task An_event_that_is_not_there_is_not_judged()
    {
        await Happened();
        events.Pool.User("bob");
        var id = Assert.Single(await events.History()).EventId!;

        Assert.Equal("ResourceNotFoundException: Event does not exist.", (await ByAdmin("00000000-0000-7000-8000-000000000000")).Refusal);
        Assert.Equal("ResourceNotFoundException: Event does not exist.", (await ByAdmin(id, name: "bob")).Refusal);
        Assert.Equal("UserNotFoundException: User does not exist.", (await ByAdmin(id, name: "nobody")).Refusal);
    }

    [Fact]
    public async Task A_pool_that_does_not_watch_takes_no_word()
    {
        var id = await Happened();
        var token = await Token();
        events.Pool.Change(p => p with { Threats = ThreatMode.Off });

        Assert.StartsWith("UserPoolAddOnNotEnabledException: ", (await ByAdmin(id)).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("UserPoolAddOnNotEnabledException: ", (await ByToken(id, token)).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("ResourceNotFoundException: ", (await ByToken(id, token, poolId: "eu-central-1_000000000")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_word_than_the_two_is_refused() =>
        Assert.StartsWith("InvalidParameterException: ", (await ByAdmin(await Happened(), "Perhaps")).Refusal, StringComparison.Ordinal);

    private async Task<string> Happened()
    {
        await events.Client.SignIn("ana");
        return (await events.History())[^1].EventId!;
    }

    /// <summary>The token of the newest event, as a mail would carry it.</summary>
    private async Task<string> Token() =>
        events.World.Get<Feedbacks>().Token((await events.World.Store.AuthEvents.List(events.Pool.Id, events.Ana.Sub, null, 1, default)).Items[0]);

    private Task<Said<AdminUpdateAuthEventFeedbackResponse>> ByAdmin(string id, string value = "Valid", string name = "ana") =>
        events.World.Call(
            events.World.Op<AdminUpdateAuthEventFeedback>(), new() { UserPoolId = events.Pool.Id, Username = name, EventId = id, FeedbackValue = value });

    private Task<Said<UpdateAuthEventFeedbackResponse>> ByToken(string id, string token, string name = "ana", string? poolId = null) =>
        events.World.Call(
            events.World.Op<UpdateAuthEventFeedback>(),
            new() { UserPoolId = poolId ?? events.Pool.Id, Username = name, EventId = id, FeedbackToken = token, FeedbackValue = "Invalid" });
}
