using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>What people see, write and remove of themselves.</summary>
public class OwnAttributesTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public OwnAttributesTests()
    {
        pool = world.Pool(p => p with
        {
            AutoVerified = ["email"],
            Schema = new Schema([
                .. p.Schema.All.Select(d => d.Name == "name" ? d with { Required = true } : d),
                new("custom:team", AttributeKind.String) { Mutable = false },
                new("dev:custom:score", AttributeKind.Number),
            ]),
        });
        app = pool.Client();
        ana = pool.User("ana", "ana@example.com", with: u => u with
        {
            Attributes = new SortedDictionary<string, string>(u.Attributes.ToDictionary(), StringComparer.Ordinal) { ["name"] = "Ana", ["dev:custom:score"] = "9" },
        });
    }

    [Fact]
    public async Task People_see_themselves_but_not_what_is_for_administrators()
    {
        var shown = (await (await app.In("ana")).Get()).Ok;
        Assert.Equal("ana", shown.Username);
        Assert.Equal(["sub", "email", "email_verified", "name"], shown.UserAttributes!.Select(a => a.Name));
    }

    [Fact]
    public async Task Through_an_application_that_reads_little_they_see_little()
    {
        var narrow = pool.Client(c => c with { Readable = new HashSet<string> { "name", "dev:custom:score" } });
        Assert.Equal(["sub", "name"], (await (await narrow.In("ana")).Get()).Ok.UserAttributes!.Select(a => a.Name));
    }

    [Fact]
    public async Task A_new_address_is_unproven_and_gets_a_code()
    {
        var bearer = await app.In("ana");
        var details = Assert.Single((await bearer.Update(("email", "new@example.com"), ("nickname", "An"))).Ok.CodeDeliveryDetailsList!);
        Assert.Equal(("n***@e***", "email"), (details.Destination, details.AttributeName));
        Assert.Equal(("new@example.com", "false", "An"), (ana["email"], ana["email_verified"], ana["nickname"]));
        Assert.True((await bearer.Verify("email", world.CodeTo("new@example.com"))).IsOk);
        Assert.Equal("true", ana["email_verified"]);
    }

    [Fact]
    public async Task An_address_the_pool_does_not_verify_gets_none()
    {
        Assert.Null((await (await app.In("ana")).Update(("phone_number", "+123"))).Ok.CodeDeliveryDetailsList);
        Assert.Empty(world.Sent());
    }

    [Theory]
    [InlineData("email_verified", "true")]
    [InlineData("phone_number_verified", "true")]
    [InlineData("dev:custom:score", "10")]
    public async Task Nobody_vouches_for_themselves(string name, string value)
    {
        Assert.Equal(Texts.NotWritable, (await (await app.In("ana")).Update((name, value), ("nickname", "x"))).Refusal);
        Assert.Null(ana["nickname"]);
    }

    [Fact]
    public async Task With_a_changed_address_the_flag_cannot_come_along()
    {
        Assert.Equal(Texts.NotWritable, (await (await app.In("ana")).Update(("email", "victim@example.com"), ("email_verified", "true"))).Refusal);
        Assert.Equal("ana@example.com", ana["email"]);
    }

    [Theory]
    [InlineData("custom:team", "red", "user.custom:team: Attribute cannot be updated.")]
    [InlineData("name", "", "user.name: Required attribute cannot be deleted.")]
    [InlineData("sub", "x", "user.sub: Attribute cannot be updated.")]
    [InlineData("birthdate", "yesterday!", "Attributes did not conform to the schema: Invalid birthdate format.")]
    [InlineData("name", "A\0", "Attributes did not conform to the schema: name: String must not contain a null character")]
    public async Task The_schema_is_kept(string name, string value, string text) =>
        Assert.Equal($"InvalidParameterException: {text}", (await (await app.In("ana")).Update((name, value))).Refusal);

    [Fact]
    public async Task An_application_writes_and_removes_only_what_it_may()
    {
        var narrow = await pool.Client(c => c with { Writable = new HashSet<string> { "nickname" } }).In("ana");
        Assert.True((await narrow.Update(("nickname", "An"))).IsOk);
        Assert.Equal(Texts.NotWritable, (await narrow.Update(("email", "new@example.com"))).Refusal);
        Assert.Equal(Texts.NotWritable, (await narrow.Remove("email")).Refusal);
        Assert.True((await narrow.Remove("nickname")).IsOk);
        Assert.Null(ana["nickname"]);
    }

    [Fact]
    public async Task Removing_an_address_removes_its_proof_and_its_codes()
    {
        var bearer = await app.In("ana");
        await bearer.AskCode("email");
        Assert.True((await bearer.Remove("email")).IsOk);
        Assert.Equal((null, null), (ana["email"], ana["email_verified"]));
        Assert.Equal(Texts.CodeExpired, (await bearer.Verify("email", world.CodeTo("ana@example.com"))).Refusal);
    }

    [Fact]
    public async Task What_is_required_is_not_removed_and_what_is_unknown_is_named()
    {
        var bearer = await app.In("ana");
        Assert.Equal("InvalidParameterException: user.name: Required attribute cannot be deleted.", (await bearer.Remove("name")).Refusal);
        Assert.Equal(
            "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined",
            (await bearer.Remove("custom:x")).Refusal);
    }

    [Fact]
    public async Task Where_proof_comes_first_the_old_address_works_until_the_new_one_is_proven()
    {
        pool.Change(p => p with { VerifiedBeforeUpdate = ["email"] });
        var bearer = await app.In("ana");
        Assert.Equal("n***@e***", Assert.Single((await bearer.Update(("email", "new@example.com"))).Ok.CodeDeliveryDetailsList!).Destination);
        Assert.Equal(("ana@example.com", "true"), (ana["email"], ana["email_verified"]));
        Assert.Equal("a***@e***", (await app.Forgot("ana")).Ok.CodeDeliveryDetails!.Destination);
        Assert.True((await bearer.Verify("email", world.CodeTo("new@example.com"))).IsOk);
        Assert.Equal(("new@example.com", "true"), (ana["email"], ana["email_verified"]));
    }

    [Fact]
    public async Task A_code_sent_to_a_new_address_never_proves_the_one_that_stayed()
    {
        pool.Change(p => p with { VerifiedBeforeUpdate = ["email"] });
        var eve = pool.User("eve", "victim@example.com", proven: false, with: u => u with { Attributes = u.Attributes.Append(new("name", "Eve")).ToDictionary() });
        var bearer = await app.In("eve");
        await bearer.Update(("email", "eve@example.com"));
        await bearer.Update(("email", "victim@example.com"));
        Assert.Equal(Texts.CodeExpired, (await bearer.Verify("email", world.CodeTo("eve@example.com"))).Refusal);
        Assert.Equal("false", eve["email_verified"]);
    }

    [Fact]
    public async Task Nobody_makes_the_pool_write_to_stranger_after_stranger()
    {
        var bearer = await app.In("ana");
        for (var i = 0; i < 5; i++)
            Assert.True((await bearer.Update(("email", $"stranger{i}@example.com"))).IsOk);
        Assert.Equal(
            "TooManyRequestsException: Attempt limit exceeded, please try after some time.", (await bearer.Update(("email", "stranger5@example.com"))).Refusal);
        Assert.True((await bearer.Update(("email", "stranger4@example.com"), ("nickname", "same address"))).IsOk);
        Assert.Equal(5, world.Sent().Count);
    }

    [Fact]
    public async Task Who_deletes_themselves_is_gone()
    {
        var bearer = await app.In("ana");
        Assert.True((await bearer.Delete()).IsOk);
        Assert.Null(ana.Stored);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(Texts.NoUser, (await app.SignIn("ana")).Refusal);
    }
}
