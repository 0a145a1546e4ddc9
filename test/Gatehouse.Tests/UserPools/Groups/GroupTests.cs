using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class GroupTests
{
    private const string Role = "arn:aws:iam::123456789012:role/editors";
    private readonly GroupWorld groups = new();

    [Fact]
    public async Task A_group_is_made_as_it_was_asked_for_and_found_again()
    {
        var made = (await groups.Create("editors", 0, Role, "They edit.")).Ok.Group!;
        Assert.Equal(
            ("editors", groups.Pool.Id, "They edit.", Role, 0, groups.World.Now, groups.World.Now),
            (made.GroupName, made.UserPoolId, made.Description, made.RoleArn, made.Precedence, made.CreationDate, made.LastModifiedDate));
        Assert.Equal(made, (await groups.Get("editors")).Ok.Group);
    }

    [Fact]
    public async Task What_was_not_given_is_absent()
    {
        await groups.Create("plain");
        var json = await groups.World.Send<GetGroup>($$"""{"UserPoolId":"{{groups.Pool.Id}}","GroupName":"plain"}""");
        Assert.Contains("\"GroupName\":\"plain\"", json, StringComparison.Ordinal);
        Assert.All(["Description", "RoleArn", "Precedence"], member => Assert.DoesNotContain(member, json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_groups_of_one_name_the_first_stays()
    {
        await groups.Create("editors", 1);
        Assert.Equal("GroupExistsException: A group with the name already exists", (await groups.Create("editors", 2)).Refusal);
        Assert.Equal(1, (await groups.Get("editors")).Ok.Group!.Precedence);
    }

    [Theory]
    [InlineData("editors", "Editors")]
    [InlineData("caf\u00E9", "cafe\u0301")]
    [InlineData("\uFB01nance", "finance")]
    [InlineData("admin", "\u0430dmin")]
    [InlineData("STRASSE", "stra\u00DFe")]
    [InlineData("a/b", "a\u2215b")]
    public async Task Names_that_only_look_alike_are_two_groups(string one, string other)
    {
        await groups.Create(one, 1);
        Assert.Equal(GroupWorld.NoGroup, (await groups.Get(other)).Refusal);
        Assert.True((await groups.Create(other, 2)).IsOk);
        Assert.Equal(1, (await groups.Get(one)).Ok.Group!.Precedence);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("tab\t")]
    [InlineData("\u200B")]
    public async Task Names_have_no_blanks_and_nothing_that_is_not_seen(string name) =>
        Assert.StartsWith("InvalidParameterException: 1 validation error detected", (await groups.Create(name)).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task What_the_model_bounds_is_bounded()
    {
        Assert.False((await groups.Create(new string('n', 129))).IsOk);
        Assert.False((await groups.Create("a", precedence: -1)).IsOk);
        Assert.False((await groups.Create("a", role: "no role at all, really")).IsOk);
        Assert.False((await groups.Create("a", description: new string('d', 2049))).IsOk);
        Assert.True((await groups.Create(new string('n', 128), int.MaxValue, Role, new string('d', 2048))).IsOk);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_leaves_the_rest()
    {
        await groups.Create("editors", 3, Role, "They edit.");
        groups.World.Wait(TimeSpan.FromMinutes(1));

        var changed = (await groups.Update("editors", precedence: 0)).Ok.Group!;
        Assert.Equal((0, Role, "They edit."), (changed.Precedence, changed.RoleArn, changed.Description));
        Assert.Equal(groups.World.Now, changed.LastModifiedDate);
        Assert.Equal(groups.World.Now - TimeSpan.FromMinutes(1), changed.CreationDate);

        Assert.Equal("They write.", (await groups.Update("editors", description: "They write.")).Ok.Group!.Description);
        Assert.Null((await groups.Update("editors", description: "")).Ok.Group!.Description);
        Assert.Equal((0, Role), ((await groups.Get("editors")).Ok.Group!.Precedence, (await groups.Get("editors")).Ok.Group!.RoleArn));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(GroupWorld.NoGroup, (await groups.Get("none")).Refusal);
        Assert.Equal(GroupWorld.NoGroup, (await groups.Update("none", 1)).Refusal);
        Assert.Equal(GroupWorld.NoGroup, (await groups.Delete("none")).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_nowhere"), (await groups.Create("a", pool: "eu-central-1_nowhere")).Refusal);
        Assert.Equal(Texts.NoPool("us-east-1_nowhere"), (await groups.List(pool: "us-east-1_nowhere")).Refusal);
    }

    [Fact]
    public async Task A_group_is_of_its_pool_alone()
    {
        await groups.Create("editors");
        var other = groups.World.Pool();
        Assert.Equal(GroupWorld.NoGroup, (await groups.Get("editors", other.Id)).Refusal);
        Assert.True((await groups.Create("editors", pool: other.Id)).IsOk);
        Assert.Empty((await groups.List(pool: groups.World.Pool().Id)).Ok.Groups!);
    }

    [Fact]
    public async Task A_deleted_group_is_gone_and_its_name_is_free()
    {
        await groups.Create("editors", 5);
        Assert.True((await groups.Delete("editors")).IsOk);
        Assert.Equal(GroupWorld.NoGroup, (await groups.Get("editors")).Refusal);
        Assert.Null((await groups.Create("editors")).Ok.Group!.Precedence);
    }

    [Fact]
    public async Task Pages_go_on_where_the_last_one_ended_while_groups_are_added()
    {
        Assert.Null((await groups.List()).Ok.NextToken);
        foreach (var name in new[] { "d", "b", "f" })
            await groups.Create(name);
        Assert.Null((await groups.List(limit: 3)).Ok.NextToken);

        var first = (await groups.List(limit: 2)).Ok;
        Assert.Equal(["b", "d"], first.Groups!.Select(group => group.GroupName));
        await groups.Create("a");
        await groups.Create("e");
        var second = (await groups.List(limit: 2, token: first.NextToken)).Ok;
        Assert.Equal(["e", "f"], second.Groups!.Select(group => group.GroupName));
        Assert.Null(second.NextToken);

        Assert.Equal(GroupWorld.BadToken, (await groups.List(token: "made-up")).Refusal);
        Assert.Equal(GroupWorld.BadToken, (await groups.List(token: first.NextToken, pool: groups.World.Pool().Id)).Refusal);
    }

    [Fact]
    public async Task A_page_has_sixty_unless_fewer_are_wanted()
    {
        for (var i = 0; i < 61; i++)
            await groups.Create($"g{i}");

        Assert.Equal(60, (await groups.List()).Ok.Groups!.Count);
        Assert.Equal(60, (await groups.List(limit: 0)).Ok.Groups!.Count);
        Assert.False((await groups.List(limit: 61)).IsOk);
    }

    [Fact]
    public async Task A_pool_has_its_fill_of_groups()
    {
        var parts = groups.World.Store.Parts<Group>();
        var sample = new Group { PoolId = groups.Pool.Id, Name = "", Id = "", Created = groups.World.Now, Modified = groups.World.Now };
        for (var i = 0; i < Group.MaxPerPool; i++)
            await parts.Add(sample with { Name = $"g{i}", Id = $"{i}" }, TestContext.Current.CancellationToken);

        Assert.Equal("LimitExceededException: The number of groups in a user pool cannot exceed 10000.", (await groups.Create("one-more")).Refusal);
    }
}
