using System.Text;
using Gatehouse.Federation;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>Access tokens of Facebook and Amazon, which only they can judge.</summary>
public class AccessTokensTests
{
    private readonly TestOutside outside = new();

    private void Answers(string question, string document, int status = 200) => outside.Answers[question] = new(status, Encoding.UTF8.GetBytes(document));

    private async Task<string> Ask(string provider, string token = "t/1", params string[] applications)
    {
        var judge = new ForeignTokens(outside, new("https://fb.example", "https://az.example"), TimeProvider.System);
        var outcome = await judge.Ask(provider, token, applications.Length == 0 ? ["app"] : applications, default);
        return outcome.Refused(out var refusal, out var read) ? $"{refusal.Kind}" : $"{read.Subject} by {read.Audience}: {read.Claims["sub"]} {read.Claims["aud"]}";
    }

    // Case 165: a token of Facebook that another application got.
    [Fact]
    public async Task Facebook_is_asked_for_the_application_and_then_for_the_person()
    {
        Answers("https://fb.example/app?fields=id&access_token=t%2F1", """{"id":"app","name":"The app"}""");
        Answers("https://fb.example/me?fields=id&access_token=t%2F1", """{"id":"42"}""");
        Assert.Equal("42 by app: 42 app", await Ask(SocialProviders.Facebook));
        Assert.Equal("LoginInvalid", await Ask(SocialProviders.Facebook, "t/1", "other"));
        Assert.Equal(3, outside.Asked.Count);
    }

    [Fact]
    public async Task Amazon_knows_the_application_by_two_names()
    {
        Answers("https://az.example/auth/o2/tokeninfo?access_token=t%2F1", """{"iss":"https://www.amazon.com","user_id":"amzn1.account.A","aud":"client","app_id":"application","exp":3597,"iat":1}""");
        Assert.Equal("amzn1.account.A by client: amzn1.account.A client", await Ask(SocialProviders.Amazon, "t/1", "client"));
        Assert.Equal("amzn1.account.A by application: amzn1.account.A application", await Ask(SocialProviders.Amazon, "t/1", "application"));
        Assert.Equal("LoginInvalid", await Ask(SocialProviders.Amazon, "t/1", "other"));
    }

    [Theory]
    [InlineData(400, "LoginInvalid")]
    [InlineData(401, "LoginInvalid")]
    [InlineData(429, "Unreachable")]
    [InlineData(500, "Unreachable")]
    [InlineData(302, "Unreachable")]
    public async Task A_no_is_told_from_an_outage(int status, string refusal)
    {
        Answers("https://fb.example/app?fields=id&access_token=t%2F1", """{"error":{}}""", status);
        Answers("https://az.example/auth/o2/tokeninfo?access_token=t%2F1", """{"error":"invalid_token"}""", status);
        Assert.Equal(refusal, await Ask(SocialProviders.Facebook));
        Assert.Equal(refusal, await Ask(SocialProviders.Amazon));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"user_id":"a","aud":"app"}""")]
    [InlineData("no json")]
    public async Task An_answer_that_says_nothing_is_none(string document)
    {
        Answers("https://fb.example/app?fields=id&access_token=t%2F1", document);
        Answers("https://az.example/auth/o2/tokeninfo?access_token=t%2F1", document);
        Assert.Equal("Unreachable", await Ask(SocialProviders.Facebook));
        Assert.Equal("Unreachable", await Ask(SocialProviders.Amazon));
        Assert.Equal("Unreachable", await Ask(SocialProviders.Amazon, "nobody answers this"));
    }

    [Fact]
    public async Task A_token_that_is_over_or_endless_is_refused()
    {
        Answers("https://az.example/auth/o2/tokeninfo?access_token=t%2F1", """{"user_id":"a","aud":"app","exp":0}""");
        Assert.Equal("LoginInvalid", await Ask(SocialProviders.Amazon));
        Assert.Equal("LoginInvalid", await Ask(SocialProviders.Facebook, new string('a', 4097)));
        Assert.Single(outside.Asked);
    }
}
