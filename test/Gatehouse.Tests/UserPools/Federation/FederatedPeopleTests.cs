using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class FederatedPeopleTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly FederatedPeople people;
    private readonly Linking linking;
    private readonly IdentityProvider okta;

    public FederatedPeopleTests()
    {
        pool = world.Pool();
        (people, linking) = (world.Get<FederatedPeople>(), world.Get<Linking>());
        okta = new()
        {
            PoolId = pool.Id, Name = "Okta", Type = ProviderType.Saml, Created = world.Now, Modified = world.Now,
            Saml = new("https://okta.example.com", "https://okta.example.com/sso") { Certificates = [] },
            Mapping = Wire.Map(("email", "mail")),
        };
    }

    [Fact]
    public async Task Who_comes_for_the_first_time_is_nobody_and_then_somebody()
    {
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(pool.Now, okta, "42", Nothing, default)));
        var added = Done(await people.Add(pool.Now, okta, "42", Wire.Map(("email", "ana@example.com")), default));
        Assert.Equal(("Okta_42", UserStatus.ExternalProvider, true), (added.Username, added.Status, added.Enabled));
        Assert.Equal(("ana@example.com", "false"), (added["email"], added["email_verified"]));
        var identity = Assert.Single(added.State.Identities);
        Assert.Equal(new("Okta", ProviderType.Saml, null, "42", world.Now) { IsOwn = true, Issuer = "https://okta.example.com" }, identity);
        Assert.Equal(added.Sub, Done(await people.Find(pool.Now, okta, "42", Nothing, default)).Sub);
        Assert.Equal(added.Sub, pool.Find("okta_42")!.Sub);
    }

    [Fact]
    public async Task Another_subject_provider_or_pool_is_another_person()
    {
        await people.Add(pool.Now, okta, "42", Nothing, default);
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(pool.Now, okta, "43", Nothing, default)));
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(pool.Now, okta with { Name = "Other" }, "42", Nothing, default)));
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(world.Pool().Now, okta, "42", Nothing, default)));
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(pool.Now, okta with { Type = ProviderType.Oidc }, "42", Nothing, default)));
    }

    [Fact]
    public async Task Nobody_is_found_by_an_address_alone()
    {
        var native = pool.User("ana", "ana@example.com");
        var said = Wire.Map(("email", "ana@example.com"), ("email_verified", "true"));
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(pool.Now, okta, "42", said, default)));
        Assert.NotEqual(native.Sub, Done(await people.Add(pool.Now, okta, "42", said, default)).Sub);
    }

    [Fact]
    public async Task A_proven_address_that_is_an_alias_of_another_is_not_taken_over()
    {
        pool.Change(now => now with { Names = new() { Aliases = ["email"] } });
        var native = pool.User("ana", "ana@example.com");
        var said = Wire.Map(("email", "ana@example.com"), ("email_verified", "true"));
        Assert.Equal(RefusalKind.AliasTaken, Why(await people.Add(pool.Now, okta, "42", said, default)));
        Assert.Equal(native.Sub, pool.Find("ana@example.com")!.Sub);
    }

    [Fact]
    public async Task A_linked_person_is_found_by_subject()
    {
        var ana = pool.User("ana");
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", null, "42"), default));
        Assert.Equal(ana.Sub, Done(await people.Find(pool.Now, okta, "42", Nothing, default)).Sub);
    }

    [Fact]
    public async Task A_person_linked_by_attribute_is_found_by_it_once_and_by_subject_from_then_on()
    {
        var ana = pool.User("ana");
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", "email", "ana@corp.example"), default));
        var said = Wire.Map(("name", "Ana"), ("email", "ana@corp.example"));
        Assert.Equal(ana.Sub, Done(await people.Find(pool.Now, okta, "42", said, default)).Sub);
        Assert.Equal(new IdentityKey("Okta", null, "42"), Assert.Single(ana.Now.State.Identities).Key);
        Assert.Equal(ana.Sub, Done(await people.Find(pool.Now, okta, "42", Nothing, default)).Sub);
        Assert.Equal(RefusalKind.UnknownUser, Why(await people.Find(pool.Now, okta, "stranger", said, default)));
    }

    [Fact]
    public async Task An_attribute_settles_only_where_no_one_has_the_subject()
    {
        var (ana, bob) = (pool.User("ana"), pool.User("bob"));
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", "email", "ana@corp.example"), default));
        Done(await linking.Link(pool.Now, bob.Sub, okta, new("Okta", null, "42"), default));
        Assert.Equal(bob.Sub, Done(await people.Find(pool.Now, okta, "42", Wire.Map(("email", "ana@corp.example")), default)).Sub);
        Assert.Equal("email", Assert.Single(ana.Now.State.Identities).Attribute);
    }

    [Fact]
    public async Task Of_many_who_come_at_once_by_one_attribute_all_who_are_one_subject_are_let_in()
    {
        var ana = pool.User("ana");
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", "email", "ana@corp.example"), default));
        var said = Wire.Map(("email", "ana@corp.example"));
        var found = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => await people.Find(pool.Now, okta, i % 2 == 0 ? "42" : "43", said, default))));
        var settled = Assert.Single(ana.Now.State.Identities).Value;
        Assert.Contains(settled, (string[])["42", "43"]);
        Assert.All(found.Where((_, i) => settled == (i % 2 == 0 ? "42" : "43")), one => Assert.Equal(ana.Sub, Done(one).Sub));
        Assert.All(found.Where((_, i) => settled != (i % 2 == 0 ? "42" : "43")), one => Assert.Equal(RefusalKind.UnknownUser, Why(one)));
    }

    [Fact]
    public async Task Who_is_kept_out_is_kept_out_by_whatever_they_are_known()
    {
        var (ana, bob) = (pool.User("ana"), pool.User("bob"));
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", null, "42"), default));
        Done(await linking.Link(pool.Now, bob.Sub, okta, new("Okta", "email", "bob@corp.example"), default));
        await pool.Disable("ana");
        await pool.Disable("bob");
        Assert.Equal(RefusalKind.Disabled, Why(await people.Find(pool.Now, okta, "42", Nothing, default)));
        Assert.Equal(RefusalKind.Disabled, Why(await people.Find(pool.Now, okta, "43", Wire.Map(("email", "bob@corp.example")), default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public async Task A_subject_that_cannot_be_in_a_name_is_refused(string subject) =>
        Assert.Equal(RefusalKind.Invalid, Why(await people.Add(pool.Now, okta, subject, Nothing, default)));

    [Theory]
    [InlineData(123, true)]
    [InlineData(124, false)]
    public async Task A_user_name_has_128_characters_at_most(int length, bool isAdded) =>
        Assert.Equal(isAdded, !(await people.Add(pool.Now, okta, new string('s', length), Nothing, default)).Refused(out _, out _));

    [Fact]
    public async Task Attributes_are_judged_as_at_a_sign_up()
    {
        Assert.Equal(RefusalKind.Invalid, Why(await people.Add(pool.Now, okta, "42", Wire.Map(("email", "no address")), default)));
        Assert.Equal(RefusalKind.Invalid, Why(await people.Add(pool.Now, okta, "42", Wire.Map(("sub", "x")), default)));
        pool.Change(now => now with { Schema = now.Schema.Redefine(now.Schema.Find("email")! with { Required = true }) });
        (await people.Add(pool.Now, okta, "42", Nothing, default)).Refused(out var refusal, out _);
        Assert.Equal("Attributes did not conform to the schema: email: The attribute is required", refusal!.Detail);
    }

    [Fact]
    public async Task Of_many_first_sign_ins_at_once_one_adds_the_person()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await people.Add(pool.Now, okta, "42", Nothing, default))));
        Assert.Single(added, one => !one.Refused(out _, out _));
        Assert.Equal(15, added.Count(one => one.Refused(out var refusal, out _) && refusal.Kind is RefusalKind.UserExists));
    }

    [Fact]
    public async Task A_person_without_a_password_does_not_come_in_by_one_or_recover_one()
    {
        await people.Add(pool.Now, okta, "42", Wire.Map(("email", "ana@example.com"), ("email_verified", "true")), default);
        var client = pool.Client();
        Assert.Equal("NotAuthorizedException: Incorrect username or password.", (await client.SignIn("Okta_42")).Refusal);
        Assert.Equal("NotAuthorizedException: User password cannot be reset in the current state.", (await client.Forgot("Okta_42")).Refusal);
    }

    [Fact]
    public async Task Who_is_unlinked_between_the_proof_and_the_session_gets_none()
    {
        var ana = pool.User("ana");
        var (mint, attempt) = (world.Get<TokenMint>(), new SignInAttempt(pool.Now, pool.Client().Now, "ana"));
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", null, "42"), default));
        var proven = Done(await people.Find(pool.Now, okta, "42", Nothing, default));
        Done(await linking.Link(pool.Now, ana.Sub, okta, new("Okta", null, "43"), default));
        Assert.False((await mint.Open(attempt, proven, null, default)).Refused(out _, out _));

        Done(await linking.Unlink(pool.Now, new("Okta", null, "42"), default));
        Assert.True((await mint.Open(attempt, proven, null, default)).Refused(out _, out _));
    }

    private static User Done(Outcome<User> outcome)
    {
        Assert.False(outcome.Refused(out var refusal, out var user), refusal?.ToString());
        return user;
    }

    private static RefusalKind Why(Outcome<User> outcome)
    {
        Assert.True(outcome.Refused(out var refusal, out _));
        return refusal.Kind;
    }
}
