using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools.Federation;

/// <summary>People for whom another provider vouches arrive, and functions have their say about what it says.</summary>
public sealed class FederatedArrivalsTests
{
    private static readonly ProviderWord Word = new("42")
    {
        TokenResponse = Wire.Map(("access_token", "at"), ("token_type", "Bearer")),
        IdToken = Wire.Map(("sub", "42"), ("mail", "old@corp.example"), ("groups", "a,b")),
        UserInfo = Wire.Map(("sub", "42"), ("mail", "ana@corp.example"), ("called", "Ana")),
    };

    private readonly FunctionWorld at = new(Occasion.FederatedArrival, Occasion.BeforeSignUp, Occasion.AfterConfirmation, Occasion.BeforeSignIn);
    private readonly IdentityProvider okta;

    public FederatedArrivalsTests() => okta = Provider(ProviderType.Oidc);

    [Fact]
    public async Task Who_comes_for_the_first_time_is_added_with_what_the_provider_says()
    {
        var ana = Done(await Arrive());
        Assert.Equal(("Okta_42", UserStatus.ExternalProvider), (ana.Username, ana.Status));
        Assert.Equal(("ana@corp.example", "false", "Ana"), (ana["email"], ana["email_verified"], ana["name"]));
        Assert.Equal(["InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp"], at.Functions.Sources);
    }

    [Fact]
    public async Task Who_comes_again_is_found_and_brought_up_to_date()
    {
        var ana = Done(await Arrive());
        var again = Done(await Arrive(Word with { UserInfo = Wire.Map(("called", "Ana of the hills")) }));
        Assert.Equal(ana.Sub, again.Sub);
        Assert.Equal(("old@corp.example", "Ana of the hills"), (again["email"], again["name"]));
        Assert.Equal(["InboundFederation_ExternalProvider", "PreAuthentication_Authentication"], at.Functions.Sources.Skip(3));
    }

    [Fact]
    public async Task What_is_not_said_any_more_stays()
    {
        Done(await Arrive());
        var again = Done(await Arrive(new("42") { IdToken = Wire.Map(("sub", "42"), ("mail", ""), ("called", "")) }));
        Assert.Equal(("ana@corp.example", "Ana"), (again["email"], again["name"]));
    }

    [Fact]
    public async Task The_function_is_asked_in_these_words()
    {
        at.Functions.Refuse("InboundFederation", "Not from there");
        Assert.Equal("InboundFederation failed with error Not from there.", Refused(await Arrive()).Detail);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"42",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"InboundFederation_ExternalProvider",
             "request":{"providerName":"Okta","providerType":"OIDC","attributes":{
              "tokenResponse":{"access_token":"at","token_type":"Bearer"},
              "idToken":{"sub":"42","mail":"old@corp.example","groups":"a,b"},
              "userInfo":{"sub":"42","mail":"ana@corp.example","called":"Ana"}}},
             "response":{"userAttributesToMap":{}}}
            """);
        Assert.Null(at.Pool.Find("Okta_42"));
    }

    [Fact]
    public async Task Of_a_SAML_provider_it_sees_the_assertion_alone()
    {
        var word = new ProviderWord("42") { SamlAssertion = Wire.Map(("mail", "ana@corp.example")) };
        var ana = Done(await Arrive(word, Provider(ProviderType.Saml)));
        Assert.Equal("ana@corp.example", ana["email"]);
        Assert.Equal(
            """{"providerName":"Okta","providerType":"SAML","attributes":{"samlResponse":{"mail":"ana@corp.example"}}}""",
            at.Functions.Asked[0]["request"]!.ToJsonString());
    }

    [Theory]
    [InlineData(ProviderType.Google, "Google")]
    [InlineData(ProviderType.Facebook, "Facebook")]
    [InlineData(ProviderType.Amazon, "LoginWithAmazon")]
    [InlineData(ProviderType.Apple, "SignInWithApple")]
    public async Task Every_type_has_its_name(ProviderType type, string name)
    {
        Done(await Arrive(provider: Provider(type)));
        Assert.Equal(name, (string?)at.Functions.Asked[0]["request"]!["providerType"]);
    }

    [Fact]
    public async Task What_the_function_says_is_mapped_and_nothing_else()
    {
        at.Functions.Respond("InboundFederation", """{"userAttributesToMap":{"mail":"better@corp.example","unmapped":"x","sub":"7"}}""");
        var ana = Done(await Arrive());
        Assert.Equal(("better@corp.example", (string?)null), (ana["email"], ana["name"]));
        Assert.Equal(("Okta_42", "42"), (ana.Username, Assert.Single(ana.State.Identities).Value));
    }

    [Theory]
    [InlineData("""{"userAttributesToMap":{}}""")]
    [InlineData("""{"userAttributesToMap":null}""")]
    [InlineData("{}")]
    public async Task A_function_that_says_nothing_leaves_it_as_it_was(string response)
    {
        at.Functions.Respond("InboundFederation", response);
        Assert.Equal("ana@corp.example", Done(await Arrive())["email"]);
    }

    [Theory]
    [InlineData("""{"userAttributesToMap":[]}""")]
    [InlineData("""{"userAttributesToMap":{"mail":null}}""")]
    [InlineData("""{"userAttributesToMap":{"mail":1}}""")]
    [InlineData("""{"attributes":{}}""")]
    public async Task What_cannot_be_meant_lets_nobody_arrive(string response)
    {
        at.Functions.Respond("InboundFederation", response);
        Assert.Equal(RefusalKind.FunctionMistaken, Refused(await Arrive()).Kind);
        Assert.Null(at.Pool.Find("Okta_42"));
    }

    [Fact]
    public async Task A_linked_person_is_found_by_what_the_function_made_of_it()
    {
        var ana = at.Pool.User("ana");
        Assert.False((await at.World.Get<Linking>().Link(at.Pool.Now, ana.Sub, okta, new("Okta", "email", "ana@corp.example"), default)).Refused(out _, out _));
        at.Functions.Respond("InboundFederation", """{"userAttributesToMap":{"mail":"ana@corp.example"}}""");
        Assert.Equal(ana.Sub, Done(await Arrive(Word with { UserInfo = Wire.Map(("mail", "ANA@CORP.EXAMPLE")) })).Sub);
        Assert.Equal("ana@corp.example", ana["email"]);
    }

    [Fact]
    public async Task Who_is_refused_before_a_sign_up_or_a_sign_in_does_not_arrive()
    {
        at.Functions.Refuse("PreSignUp", "Full");
        Assert.Equal("PreSignUp failed with error Full.", Refused(await Arrive()).Detail);
        Assert.Null(at.Pool.Find("Okta_42"));
        at.Functions.Answer("PreSignUp", Gatehouse.Triggers.FunctionAnswer.Of);
        Done(await Arrive());

        at.Functions.Refuse("PreAuthentication", "Not on Sundays");
        Assert.Equal("PreAuthentication failed with error Not on Sundays.", Refused(await Arrive(Word with { UserInfo = null })).Detail);
        Assert.Equal("ana@corp.example", at.Pool.Find("Okta_42")!["email"]);
    }

    [Fact]
    public async Task Before_a_sign_up_the_function_sees_who_will_be_added_and_has_no_say_in_proofs()
    {
        at.Functions.Respond("PreSignUp", """{"autoConfirmUser":true,"autoVerifyEmail":true,"autoVerifyPhone":true}""");
        var ana = Done(await Arrive());
        Assert.Equal((UserStatus.ExternalProvider, "false"), (ana.Status, ana["email_verified"]));
        var asked = at.Functions.Asked[1];
        Assert.Equal("Okta_42", (string?)asked["userName"]);
        Assert.Equal("""{"email":"ana@corp.example","name":"Ana"}""", asked["request"]!["userAttributes"]!.ToJsonString());
    }

    [Fact]
    public async Task Who_is_kept_out_does_not_arrive()
    {
        Done(await Arrive());
        await at.Pool.Disable("Okta_42");
        Assert.Equal(RefusalKind.Disabled, Refused(await Arrive()).Kind);
    }

    [Fact]
    public async Task Who_is_kept_out_while_a_function_thinks_does_not_arrive()
    {
        Done(await Arrive());
        at.Functions.Do("PreAuthentication", () => at.Pool.Disable("Okta_42"));
        Assert.Equal(RefusalKind.Disabled, Refused(await Arrive(Word with { UserInfo = Wire.Map(("called", "Other")) })).Kind);
    }

    [Fact]
    public async Task What_may_not_change_ends_the_arrival()
    {
        at.Pool.Change(pool => pool with { Schema = new([.. Schema.Standard.All.Select(one => one.Name == "name" ? one with { Mutable = false } : one)]) });
        Done(await Arrive());
        Done(await Arrive());
        var refusal = Refused(await Arrive(Word with { UserInfo = Wire.Map(("called", "Eve")) }));
        Assert.Equal("user.name: Attribute cannot be updated.", refusal.Detail);
    }

    [Fact]
    public async Task What_the_application_may_not_write_ends_it_too()
    {
        at.App.Change(client => client with { Writable = new HashSet<string> { "email" } });
        Assert.Equal(RefusalKind.AttributeNotWritable, Refused(await Arrive()).Kind);
        Assert.Null(at.Pool.Find("Okta_42"));
    }

    [Fact]
    public async Task An_address_that_is_somebodys_alias_is_not_taken_over()
    {
        at.Pool.Change(pool => pool with { Names = new() { Aliases = ["email"] } });
        var proven = okta with { Mapping = Wire.Map(("email", "mail"), ("email_verified", "proven")) };
        var ana = at.Pool.User("ana", "ana@corp.example");
        Assert.Equal(RefusalKind.AliasTaken, Refused(await Arrive(Proven("ana@corp.example"), proven)).Kind);
        Done(await Arrive(Proven("other@corp.example"), proven));
        Assert.Equal(RefusalKind.AliasTaken, Refused(await Arrive(Proven("ana@corp.example"), proven)).Kind);
        Assert.Equal(ana.Sub, at.Pool.Find("ana@corp.example")!.Sub);

        static ProviderWord Proven(string mail) => new("42") { IdToken = Wire.Map(("mail", mail), ("proven", "true")) };
    }

    [Fact]
    public async Task Nobody_is_called_by_a_name_that_is_kept_for_a_providers_people()
    {
        at.Pool.Change(pool => pool with { Names = new() { Aliases = ["preferred_username"] } });
        await at.World.Get<IParts<IdentityProvider>>().Add(okta, default);
        var named = okta with { Mapping = Wire.Map(("preferred_username", "called")) };
        foreach (var name in (string[])["Okta_43", "okta_42"])
        {
            var refusal = Refused(await Arrive(new("42") { IdToken = Wire.Map(("called", name)) }, named));
            Assert.Equal("Names that begin with the name of an identity provider are reserved for its users.", refusal.Detail);
        }

        Assert.Equal("ana", Done(await Arrive(new("42") { IdToken = Wire.Map(("called", "ana")) }, named))["preferred_username"]);
    }

    [Fact]
    public async Task An_address_that_changes_is_proven_if_the_provider_says_so()
    {
        var proven = okta with { Mapping = Wire.Map(("email", "mail"), ("email_verified", "proven")) };
        foreach (var (mail, isProven) in ((string, string)[])[("a@corp.example", "true"), ("b@corp.example", "true"), ("b@corp.example", "false")])
        {
            var ana = Done(await Arrive(new("42") { IdToken = Wire.Map(("mail", mail), ("proven", isProven)) }, proven));
            Assert.Equal((mail, isProven), (ana["email"], ana["email_verified"]));
        }

        Assert.Equal("false", Done(await Arrive(new("42") { IdToken = Wire.Map(("mail", "c@corp.example")) }, proven))["email_verified"]);
    }

    [Fact]
    public async Task Who_comes_twice_at_once_is_one_person()
    {
        at.Pool.Hook();
        var said = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Arrive())));
        Assert.Single(said.Select(one => Done(one).Sub).Distinct());
    }

    [Fact]
    public void A_word_does_not_show_itself() => Assert.DoesNotContain("corp", Word + new MappedClaims(Word.Claims).ToString());

    private static User Done(Outcome<User> outcome)
    {
        Assert.False(outcome.Refused(out var refusal, out var user), refusal?.ToString());
        return user!;
    }

    private static Refusal Refused(Outcome<User> outcome)
    {
        Assert.True(outcome.Refused(out var refusal, out _));
        return refusal!;
    }

    private IdentityProvider Provider(ProviderType type) => new()
    {
        PoolId = at.Pool.Id, Name = "Okta", Type = type, Created = at.World.Now, Modified = at.World.Now,
        Mapping = Wire.Map(("email", "mail"), ("name", "called"), ("username", "sub")),
    };

    private async Task<Outcome<User>> Arrive(ProviderWord? word = null, IdentityProvider? provider = null) =>
        await at.World.Get<FederatedArrivals>().Arrive(new(at.Pool.Now, at.App.Now), provider ?? okta, word ?? Word, default);
}
