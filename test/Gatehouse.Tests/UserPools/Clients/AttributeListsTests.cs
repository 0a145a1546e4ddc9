using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class AttributeListsTests
{
    private static readonly Schema Schema = new(
    [
        .. Schema.Standard.Redefine(Schema.Standard.Find("email")! with { Required = true }).All,
        new("custom:team", AttributeKind.String), new("dev:custom:note", AttributeKind.String),
    ]);

    [Theory]
    [InlineData("sub email_verified custom:team dev:custom:note", true)]
    [InlineData("oidc:profile", true)]
    [InlineData("custom:none", false)]
    [InlineData("team", false)]
    [InlineData("oidc:email", false)]
    public void A_client_reads_what_the_schema_has(string names, bool allowed) =>
        Assert.Equal(allowed, AttributeLists.Broken(new() { ReadAttributes = names.Split(' ') }, Schema) is null);

    [Theory]
    [InlineData("email custom:team", true)]
    [InlineData("email oidc:profile", true)]
    [InlineData("custom:team", false)]
    [InlineData("email sub", false)]
    [InlineData("email email_verified", false)]
    [InlineData("email phone_number_verified", false)]
    [InlineData("email dev:custom:note", false)]
    [InlineData("email custom:none", false)]
    public void A_client_writes_what_a_person_may_and_at_least_what_a_person_must(string names, bool allowed) =>
        Assert.Equal(allowed, AttributeLists.Broken(new() { WriteAttributes = names.Split(' ') }, Schema) is null);

    [Fact]
    public void The_profile_stands_for_its_fourteen_claims()
    {
        var names = AttributeLists.Read(["oidc:profile", "email"])!;
        Assert.Equal(15, names.Count);
        Assert.Contains("birthdate", names);
        Assert.DoesNotContain("oidc:profile", names);
    }

    [Fact]
    public void No_list_is_no_limit() => Assert.Null(AttributeLists.Read(null));
}
