using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class MembershipTests
{
    private readonly GroupWorld groups = new();

    public MembershipTests()
    {
        groups.Pool.User("ana", "ana@example.com");
        groups.Pool.User("bob");
    }

    [Fact]
    public async Task People_come_into_groups_and_go_out_of_them_as_often_as_one_says()
    {
        await groups.Create("editors");
        await groups.Create("authors");
        Assert.Empty(await groups.NamesOf("ana"));

        foreach (var group in new[] { "editors", "authors", "editors" })
            Assert.True((await groups.Join("ana", group)).IsOk);
        Assert.Equal(["authors", "editors"], await groups.NamesOf("ana"));
        Assert.Equal(["ana"], await groups.PeopleIn("editors"));

        Assert.True((await groups.Leave("ana", "editors")).IsOk);
        Assert.True((await groups.Leave("ana", "editors")).IsOk);
        Assert.Equal(["authors"], await groups.NamesOf("ana"));
        Assert.Empty(await groups.PeopleIn("editors"));
    }

    [Fact]
    public async Task A_person_is_put_into_a_group_under_any_name_they_have()
    {
        var sub = groups.Pool.Find("bob")!.Sub;
        await groups.Create("editors");
        Assert.True((await groups.Join(sub, "editors")).IsOk);
        Assert.Equal(["editors"], await groups.NamesOf("bob"));
    }

    [Fact]
    public async Task Members_are_shown_as_any_listing_shows_them()
    {
        await groups.Create("editors");
        await groups.Join("ana", "editors");
        var ana = Assert.Single((await groups.In("editors")).Ok.Users!);
        Assert.Equal(("ana", "CONFIRMED", true), (ana.Username, ana.UserStatus, ana.Enabled));
        Assert.Equal("ana@example.com", Wire.Read(ana.Attributes)["email"]);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await groups.Create("editors");
        Assert.Equal(Texts.NoUser, (await groups.Join("eve", "editors")).Refusal);
        Assert.Equal(Texts.NoUser, (await groups.Leave("eve", "editors")).Refusal);
        Assert.Equal(Texts.NoUser, (await groups.Of("eve")).Refusal);
        Assert.Equal(GroupWorld.NoGroup, (await groups.Join("ana", "Editors")).Refusal);
        Assert.Equal(GroupWorld.NoGroup, (await groups.Leave("ana", "Editors")).Refusal);
        Assert.Equal(GroupWorld.NoGroup, (await groups.In("Editors")).Refusal);
        Assert.Empty(await groups.NamesOf("ana"));
    }

    [Fact]
    public async Task Nobody_is_in_a_group_that_was_removed_and_made_again()
    {
        await groups.Create("editors", role: "arn:aws:iam::123456789012:role/editors");
        await groups.Join("ana", "editors");
        await groups.Delete("editors");
        Assert.Empty(await groups.NamesOf("ana"));

        await groups.Create("editors");
        Assert.Empty(await groups.NamesOf("ana"));
        Assert.Empty(await groups.PeopleIn("editors"));
    }

    [Fact]
    public async Task Whoever_is_deleted_is_in_no_group()
    {
        await groups.Create("editors");
        await groups.Join("ana", "editors");
        await groups.Join("bob", "editors");
        await groups.Pool.Delete("ana");
        Assert.Equal(["bob"], await groups.PeopleIn("editors"));

        groups.Pool.User("ana");
        Assert.Empty(await groups.NamesOf("ana"));
    }

    [Fact]
    public async Task Nobody_is_in_more_groups_than_a_hundred()
    {
        for (var i = 0; i <= Group.MaxPerPerson; i++)
            await groups.Create($"g{i:D3}");
        for (var i = 0; i < Group.MaxPerPerson; i++)
            Assert.True((await groups.Join("ana", $"g{i:D3}")).IsOk);

        Assert.Equal("InvalidParameterException: A user cannot be in more than 100 groups.", (await groups.Join("ana", "g100")).Refusal);
        Assert.True((await groups.Join("ana", "g007")).IsOk, "who is in it already is not one more");
        await groups.Leave("ana", "g000");
        Assert.True((await groups.Join("ana", "g100")).IsOk);

        var first = (await groups.Of("ana")).Ok;
        Assert.Equal(60, first.Groups!.Count);
        Assert.Equal("g061", (await groups.Of("ana", token: first.NextToken)).Ok.Groups![0].GroupName);
    }

    [Fact]
    public async Task A_persons_groups_come_page_by_page()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            await groups.Create(name);
            await groups.Join("ana", name);
        }

        var first = (await groups.Of("ana", 2)).Ok;
        Assert.Equal(["a", "b"], first.Groups!.Select(group => group.GroupName));
        await groups.Create("d");
        await groups.Join("ana", "d");
        var second = (await groups.Of("ana", 2, first.NextToken)).Ok;
        Assert.Equal(["c", "d"], second.Groups!.Select(group => group.GroupName));
        Assert.Null(second.NextToken);
        Assert.Null((await groups.Of("ana", 4)).Ok.NextToken);

        Assert.Equal(GroupWorld.BadToken, (await groups.Of("bob", token: first.NextToken)).Refusal);
        Assert.Equal(GroupWorld.BadToken, (await groups.List(token: first.NextToken)).Refusal);
    }

    [Fact]
    public async Task The_people_of_a_group_come_page_by_page()
    {
        await groups.Create("editors");
        await groups.Create("authors");
        var subs = Enumerable.Range(0, 5).Select(i => groups.Pool.User($"p{i}").Sub).Order(StringComparer.Ordinal).ToList();
        foreach (var sub in subs)
            await groups.Join(sub, "editors");

        var first = (await groups.In("editors", 3)).Ok;
        await groups.Leave(subs[2], "editors");
        var second = (await groups.In("editors", 3, first.NextToken)).Ok;
        Assert.Equal(subs, first.Users!.Concat(second.Users!).Select(user => Wire.Read(user.Attributes)["sub"]));
        Assert.Null(second.NextToken);
        Assert.Null((await groups.In("editors", 4)).Ok.NextToken);

        Assert.Equal(GroupWorld.BadToken, (await groups.In("authors", token: first.NextToken)).Refusal);
        Assert.Equal(GroupWorld.BadToken, (await groups.In("editors", token: "made-up")).Refusal);
    }
}
