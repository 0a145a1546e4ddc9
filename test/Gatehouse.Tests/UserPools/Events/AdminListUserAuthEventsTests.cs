using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools.Events;

public sealed class AdminListUserAuthEventsTests
{
    private readonly EventWorld events = new();

    [Fact]
    public async Task Nothing_happened_is_an_empty_list_without_a_token()
    {
        var answer = (await events.List()).Ok;
        Assert.Empty(answer.AuthEvents!);
        Assert.Null(answer.NextToken);
    }

    [Fact]
    public async Task The_newest_comes_first_and_a_full_page_that_is_the_last_has_no_token()
    {
        await Happen(3);

        var page = (await events.List(limit: 3)).Ok;

        Assert.Equal(page.AuthEvents!.Select(e => e.CreationDate).OrderDescending(), page.AuthEvents!.Select(e => e.CreationDate));
        Assert.Null(page.NextToken);
        Assert.Single((await events.List(limit: 1)).Ok.AuthEvents!);
    }

    [Fact]
    public async Task Page_after_page_shows_each_once_while_more_happens()
    {
        await Happen(25);
        var (seen, token, pages) = (new List<string>(), default(string), 0);
        do
        {
            var page = (await events.List(limit: 10, token: token)).Ok;
            seen.AddRange(page.AuthEvents!.Select(e => e.EventId!));
            (token, pages) = (page.NextToken, pages + 1);
            await Happen(2);
        }
        while (token is not null);

        Assert.Equal(3, pages);
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task Without_a_limit_a_page_has_sixty(int? limit)
    {
        await Happen(61);
        var page = (await events.List(limit: limit)).Ok;
        Assert.Equal(60, page.AuthEvents!.Count);
        Assert.NotNull(page.NextToken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(61)]
    public async Task A_page_has_no_more_than_sixty(int limit) =>
        Assert.StartsWith("InvalidParameterException: 1 validation error detected: ", (await events.List(limit: limit)).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task A_token_works_for_its_own_person_only()
    {
        await Happen(3);
        events.Pool.User("bob");
        var other = events.World.Pool(p => p with { Threats = ThreatMode.Audit });
        other.User("ana");
        var token = (await events.List(limit: 1)).Ok.NextToken!;
        string[] refusals =
        [
            (await events.List("bob", token: token)).Refusal,
            (await events.List(token: token, poolId: other.Id)).Refusal,
            (await events.List(token: token[..^1])).Refusal,
            (await events.List(token: token[..^4] + "AAAA")).Refusal,
            (await events.List(token: "AAAA")).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal("InvalidParameterException: Invalid pagination token.", refusal));
        Assert.Equal(2, (await events.List(events.Ana.Sub, token: token)).Ok.AuthEvents!.Count);
    }

    [Fact]
    public async Task Who_has_no_history_is_told_why()
    {
        Assert.Equal("UserNotFoundException: User does not exist.", (await events.List("nobody")).Refusal);
        Assert.Equal(
            "ResourceNotFoundException: User pool eu-central-1_000000000 does not exist.", (await events.List(poolId: "eu-central-1_000000000")).Refusal);
        events.Pool.Change(p => p with { Threats = ThreatMode.Off });
        Assert.Equal(
            $"UserPoolAddOnNotEnabledException: User pool {events.Pool.Id} does not have threat protection enabled.", (await events.List("nobody")).Refusal);
    }

    [Fact]
    public async Task A_pool_of_another_region_has_no_history_for_this_caller()
    {
        events.World.SignedRegion = "us-east-1";

        Assert.Equal($"ResourceNotFoundException: User pool {events.Pool.Id} does not exist.", (await events.List()).Refusal);
    }

    [Fact]
    public async Task A_history_goes_with_the_person()
    {
        await Happen(2);
        await events.Pool.Delete("ana");
        events.Pool.User("ana");

        Assert.Empty((await events.List()).Ok.AuthEvents!);
        Assert.Empty((await events.World.Store.AuthEvents.List(events.Pool.Id, events.Ana.Sub, null, 10, default)).Items);
    }

    private async Task Happen(int times)
    {
        for (var i = 0; i < times; i++)
        {
            events.World.Wait(TimeSpan.FromSeconds(1));
            await events.Client.SignIn("ana");
        }

        await events.World.KeepEvents();
    }
}
