using System.Text;
using Gatehouse.Access;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;
using Gatehouse.Tests.Iam;

namespace Gatehouse.Tests.Sts;

/// <summary>Roles are taken on for access tokens of Facebook and Amazon.</summary>
public sealed class AccessTokenRoleTests : IamTest
{
    private const string Role = "arn:aws:iam::000000000000:role/social";
    private const string Facebook = "graph.facebook.com";
    private const string Amazon = "www.amazon.com";
    private const string NotAuthorized = "AccessDeniedException: Not authorized to perform sts:AssumeRoleWithWebIdentity";

    [Fact]
    public async Task Facebook_vouches_for_people_of_the_application_that_the_role_names()
    {
        FacebookKnows("good", "123456", "42");
        FacebookKnows("other", "123457", "42");
        await MakeRole(Facebook, """{"StringEquals":{"graph.facebook.com:app_id":"123456"}}""");
        var said = await Done<AssumeRoleWithWebIdentity>(Asked(Facebook, "good"));
        Assert.Equal(("42", "123456", Facebook), (said.Text("SubjectFromWebIdentityToken"), said.Text("Audience"), said.Text("Provider")));
        var key = (await World.World.Get<IAccessKeys>().Find(said.Text("AccessKeyId")!, said.Text("SessionToken"), default))!;
        var context = key.Principal.Session!.Context;
        Assert.Equal(["42"], context["graph.facebook.com:id"]);
        Assert.Equal(["123456"], context["graph.facebook.com:app_id"]);
        Assert.Equal([Facebook], context["aws:FederatedProvider"]);
        Assert.Equal(NotAuthorized, await Refused(Facebook, "other"));
    }

    [Fact]
    public async Task Amazon_knows_an_application_by_two_names_and_either_will_do()
    {
        AmazonKnows("good", """{"user_id":"amzn1.account.A","aud":"amzn1.application-oa2-client.1","app_id":"amzn1.application.1","exp":3597}""");
        foreach (var id in new[] { "amzn1.application-oa2-client.1", "amzn1.application.1" })
        {
            await MakeRole(Amazon, $$$"""{"StringEquals":{"www.amazon.com:app_id":["x","{{{id}}}"],"www.amazon.com:user_id":"amzn1.account.A"}}""");
            Assert.Equal("amzn1.account.A", (await Done<AssumeRoleWithWebIdentity>(Asked(Amazon, "good"))).Text("SubjectFromWebIdentityToken"));
        }

        await MakeRole(Amazon, """{"StringEquals":{"www.amazon.com:app_id":"amzn1.application.1","www.amazon.com:user_id":"amzn1.account.B"}}""");
        Assert.Equal(NotAuthorized, await Refused(Amazon, "good"));
    }

    // People were talked into some other application, and its maker comes with their token.
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"StringEquals":{"graph.facebook.com:id":"42"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"*"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"?*"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"??????"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"1*"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"12*56"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"123456*"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"*123456"}}""")]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"12345?"}}""")]
    [InlineData("""{"StringNotEquals":{"graph.facebook.com:app_id":"evil"}}""")]
    [InlineData("""{"Null":{"graph.facebook.com:app_id":"false"}}""")]
    [InlineData("""{"StringEquals":{"graph.facebook.com:aud":"123456"}}""")]
    public async Task A_role_that_would_trust_any_application_trusts_none(string condition)
    {
        FacebookKnows("good", "123456", "42");
        await MakeRole(Facebook, condition);
        Assert.Equal(NotAuthorized, await Refused(Facebook, "good"));
    }

    [Theory]
    [InlineData("""{"StringLike":{"graph.facebook.com:app_id":"123456"}}""")]
    [InlineData("""{"StringEqualsIgnoreCase":{"graph.facebook.com:app_id":["1","123456"]}}""")]
    [InlineData("""{"ForAnyValue:StringEquals":{"graph.facebook.com:app_id":["123456","123457","1234567"]},"StringLike":{"graph.facebook.com:id":"4*"}}""")]
    public async Task However_it_names_its_applications_they_are_named(string condition)
    {
        FacebookKnows("good", "123456", "42");
        await MakeRole(Facebook, condition);
        await Done<AssumeRoleWithWebIdentity>(Asked(Facebook, "good"));
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_role_that_does_not_speak_of_them()
    {
        FacebookKnows("good", "123456", "42");
        await MakeRole(Amazon, """{"StringEquals":{"www.amazon.com:app_id":"123456"}}""");
        Assert.Equal(NotAuthorized, await Refused(Facebook, "good"));
        Assert.Equal(NotAuthorized, await Refused<AssumeRoleWithWebIdentity>(("RoleArn", Role + "s"), ("RoleSessionName", "web"), ("ProviderId", Amazon), ("WebIdentityToken", "good")));
        Assert.Empty(World.World.Outside.Asked);
    }

    // A role that is there, and what its trust policy says, is nobody's business.
    [Theory]
    [InlineData("sts:")]
    [InlineData("ecret-")]
    [InlineData("secret-external-id")]
    [InlineData("nothing of it")]
    public async Task What_a_role_says_cannot_be_guessed_by_names_of_providers(string guess)
    {
        await MakeRole(Facebook, """{"StringEquals":{"graph.facebook.com:app_id":"123456","sts:ExternalId":"secret-external-id"}}""");
        var known = await Refused(guess, "token");
        var unknown = await Refused<AssumeRoleWithWebIdentity>(("RoleArn", Role + "s"), ("RoleSessionName", "web"), ("ProviderId", guess), ("WebIdentityToken", "token"));
        Assert.Equal(unknown, known);
        Assert.StartsWith("InvalidIdentityToken: ", known);
    }

    [Theory]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}""", false)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2026-09-01T09:08:08Z"}}""", true)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2026-09-01T09:08:07Z"}}""", false)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"web"}}""", true)]
    [InlineData("""{"StringEquals":{"sts:RoleSessionName":"other"}}""", false)]
    public async Task A_role_may_ask_whence_and_when_somebody_comes(string condition, bool isLet)
    {
        World.World.Peer = System.Net.IPAddress.Parse("192.0.2.7");
        FacebookKnows("good", "123456", "42");
        await MakeRole(Facebook, condition.Insert(condition.Length - 1, ""","ForAnyValue:StringEquals":{"graph.facebook.com:app_id":"123456"}"""));
        Assert.Equal(isLet ? "It was done." : NotAuthorized, await Refused(Facebook, "good"));
    }

    [Fact]
    public async Task What_a_provider_says_no_to_and_what_it_does_not_answer_are_two_things()
    {
        await MakeRole(Facebook, """{"StringEquals":{"graph.facebook.com:app_id":"123456"}}""");
        Answers("https://graph.facebook.com/app?fields=id&access_token=badtoken", """{"error":{}}""", 400);
        Assert.Equal("IDPRejectedClaim: The identity provider reported that the token is not good.", await Refused(Facebook, "badtoken"));
        Assert.StartsWith("IDPCommunicationError: ", await Refused(Facebook, "nothing"));
        await MakeRole("accounts.google.com", "{}");
        Assert.StartsWith("InvalidIdentityToken: ", await Refused("accounts.google.com", "token"));
    }

    [Fact]
    public async Task An_application_whose_id_is_no_id_is_none()
    {
        var id = new string('1', 257);
        FacebookKnows("good", id, "42");
        await MakeRole(Facebook, $$$"""{"StringEquals":{"graph.facebook.com:app_id":"{{{id}}}"}}""");
        Assert.Equal("InvalidIdentityToken: Incorrect token audience.", await Refused(Facebook, "good"));
    }

    private void FacebookKnows(string token, string application, string person)
    {
        Answers($"https://graph.facebook.com/app?fields=id&access_token={token}", $$"""{"id":"{{application}}"}""");
        Answers($"https://graph.facebook.com/me?fields=id&access_token={token}", $$"""{"id":"{{person}}"}""");
    }

    private void AmazonKnows(string token, string document) => Answers($"https://api.amazon.com/auth/o2/tokeninfo?access_token={token}", document);

    private void Answers(string question, string document, int status = 200) => World.World.Outside.Answers[question] = new(status, Encoding.UTF8.GetBytes(document));

    private async Task MakeRole(string provider, string condition)
    {
        var trust = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{condition}} } }""";
        if ((await World.Ask<CreateRole>(("RoleName", "social"), ("AssumeRolePolicyDocument", trust))).Refusal is not null)
            await Done<UpdateAssumeRolePolicy>(("RoleName", "social"), ("PolicyDocument", trust));
    }

    private Task<string> Refused(string provider, string token) => Refused<AssumeRoleWithWebIdentity>(Asked(provider, token));

    private static (string Name, object Value)[] Asked(string provider, string token) =>
        [("RoleArn", Role), ("RoleSessionName", "web"), ("ProviderId", provider), ("WebIdentityToken", token)];
}
