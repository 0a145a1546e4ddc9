using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Nobody signs up with more than they may have.</summary>
public class SmuggledAttributesTests
{
    private const string Nonconforming = "InvalidParameterException: Attributes did not conform to the schema: ";

    private readonly World world = new();

    [Theory]
    [InlineData("email_verified", "true", Texts.NotWritable)]
    [InlineData("phone_number_verified", "true", Texts.NotWritable)]
    [InlineData("dev:custom:score", "1", Texts.NotWritable)]
    [InlineData("gender", "x", Texts.NotWritable)]
    [InlineData("sub", "11111111-1111-4111-8111-111111111111", "InvalidParameterException: user.sub: Attribute cannot be updated.")]
    [InlineData("cognito:user_status", "CONFIRMED", Nonconforming + "Type for attribute {cognito:user_status} could not be determined")]
    [InlineData("identities", "[]", Nonconforming + "Type for attribute {identities} could not be determined")]
    [InlineData("custom:unknown", "x", Nonconforming + "Type for attribute {custom:unknown} could not be determined")]
    [InlineData("username", "root", Nonconforming + "Type for attribute {username} could not be determined")]
    [InlineData("nickname", "a\0b", Nonconforming + "nickname: String must not contain a null character")]
    public async Task What_is_not_for_them_is_refused_and_nobody_is_added(string name, string value, string refusal)
    {
        var pool = world.Pool(p => p with { AutoVerified = ["email"], Schema = new Schema([.. p.Schema.All, new("dev:custom:score", AttributeKind.Number)]) });
        var app = pool.Client(c => c with { Writable = new HashSet<string> { "email", "nickname", "email_verified", "dev:custom:score" } });
        Assert.Equal(refusal, (await app.SignUp("ana", World.Password, ("email", "ana@example.com"), (name, value))).Refusal);
        Assert.Null(pool.Find("ana"));
        Assert.Empty(world.Sent());
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_password_has_eight_to_256_characters_wherever_it_is_set(int length, bool works)
    {
        var password = "Aa1!" + new string('x', length - 4);
        var pool = world.Pool();
        pool.User("ana", "ana@example.com");
        var app = pool.Client();
        await app.Forgot("ana");
        Assert.Equal(works, (await app.ConfirmForgot("ana", world.CodeTo("ana@example.com"), password)).IsOk);
        Assert.Equal(works, (await app.SignUp("bob", password)).IsOk);
        Assert.Equal(works, (await pool.Create("eve", r => r with { TemporaryPassword = password })).IsOk);
        Assert.Equal(works, (await pool.SetPassword("ana", password)).IsOk);
        await pool.SetPassword("ana", World.Another);
        Assert.Equal(works, (await (await app.In("ana", World.Another)).ChangePassword(World.Another, password)).IsOk);
    }

    [Fact]
    public async Task A_password_does_not_begin_or_end_with_a_space_nor_hold_one_where_the_contract_forbids_it()
    {
        var app = world.Pool().Client();
        foreach (var password in (string[])[" Aa1!xxxx", "Aa1!xxxx ", "Aa1! xxxx", "Aa1!\txxxx"])
            Assert.StartsWith("Invalid", (await app.SignUp("ana", password)).Refusal, StringComparison.Ordinal);
        Assert.True((await app.SignUp("ana", "Aa1!🔑🔑🔑")).IsOk);
        Assert.Equal(Texts.NotConfirmed, (await app.SignIn("ana", "Aa1!🔑🔑🔑")).Refusal);
    }
}
