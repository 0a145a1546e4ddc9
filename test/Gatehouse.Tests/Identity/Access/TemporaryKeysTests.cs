using CsCheck;
using Gatehouse.Access;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Identity.Access;

public sealed class TemporaryKeysTests
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RolePrincipal Guest = new("000000000000", "guest", "AROAGUEST", "CognitoIdentityCredentials")
    {
        Session = new(Noon, Noon.AddHours(1)),
    };

    private static readonly Gen<string> Word = Gen.String[0, 40];
    private static readonly Gen<IReadOnlyList<string>> Words = Word.List[0, 4].Select(list => (IReadOnlyList<string>)list);

    private static readonly Gen<SessionTerms> Terms =
        from policies in Words
        from arns in Words
        from tags in Gen.Dictionary(Word, Word)[0, 5]
        from keys in Words
        from context in Gen.Dictionary(Word, Words)[0, 4]
        from source in Word
        from identity in Word
        from chained in Gen.Bool
        from seconds in Gen.Int[0, 43_200]
        select new SessionTerms(Noon, Noon.AddSeconds(seconds))
        {
            Policies = policies,
            PolicyArns = arns,
            Tags = tags,
            TransitiveTags = keys,
            Context = context,
            SourceIdentity = source.Length == 0 ? null : source,
            IdentityId = identity.Length == 0 ? null : identity,
            IsChained = chained,
        };

    private static readonly Gen<Principal> Principals =
        from terms in Terms
        from name in Word
        from principal in Gen.OneOf(
            Gen.Const<Principal>(new Root("000000000000")),
            Gen.Const<Principal>(new UserPrincipal("000000000000", "/a/b/", name, "AIDAANA")),
            Gen.Const<Principal>(new RolePrincipal("000000000000", name, "AROA", "me")),
            Gen.Const<Principal>(new FederatedPrincipal("000000000000", name, new UserPrincipal("000000000000", "/", "ana", "AIDAANA"))))
        select principal with { Session = terms };

    private readonly TemporaryKeys keys = new(TestKeys.Secrets, new SystemRandom());

    [Fact]
    public void A_session_is_known_again_with_all_it_says() => Principals.Sample(principal =>
    {
        var key = keys.Issue(principal);
        var found = Find(key.Id, key.Token)!;
        Assert.Equal((key.Id, key.Secret, principal.Session!.Expires), (found.Id, found.Secret, found.Expires));
        Assert.Equivalent(principal, found.Principal, strict: true);
    });

    [Fact]
    public void Keys_have_the_form_that_clients_know_and_no_two_are_alike()
    {
        var made = Enumerable.Range(0, 200).Select(_ => keys.Issue(Guest)).ToList();
        Assert.All(made, key => Assert.Matches("^ASIA[A-Z2-7]{16}$", key.Id));
        Assert.All(made, key => Assert.Equal(40, key.Secret.Length));
        Assert.Equal(200, made.Select(key => key.Id).Distinct().Count());
        Assert.Equal(200, made.Select(key => key.Secret).Distinct().Count());
        Assert.All(made, key => Assert.True(key.Token.Length < 1000));
    }

    [Fact]
    public void A_token_serves_its_own_key_alone()
    {
        var (one, other) = (keys.Issue(Guest), keys.Issue(Guest));
        Assert.NotNull(Find(one.Id, one.Token));
        Assert.Null(Find(one.Id, other.Token));
        Assert.Null(Find(one.Id, null));
        Assert.Null(Find(one.Id.ToLowerInvariant(), one.Token));
    }

    [Fact]
    public void Whatever_letter_of_a_token_is_changed_it_is_none()
    {
        var key = keys.Issue(Guest);
        for (var i = 0; i < key.Token.Length - 1; i++)
        {
            var letters = key.Token.ToCharArray();
            letters[i] = letters[i] == 'A' ? 'B' : 'A';
            Assert.Null(Find(key.Id, new string(letters)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("A")]
    [InlineData("AAAA")]
    public void What_is_no_token_finds_nothing(string token)
    {
        Assert.Null(Find("ASIAAAAAAAAAAAAAAAAA", token));
        Assert.Null(Find("ASIAAAAAAAAAAAAAAAAA", token + new string('A', 20_000)));
    }

    [Fact]
    public void Who_has_no_session_has_no_temporary_key() =>
        Assert.Throws<ArgumentException>(() => keys.Issue(new Root("000000000000")));

    [Fact]
    public void A_session_too_large_for_a_header_is_not_given_out()
    {
        var random = new Random(1);
        var noise = Enumerable.Range(0, 20).Select(_ => Convert.ToHexString(Enumerable.Range(0, 2000).Select(_ => (byte)random.Next()).ToArray())).ToList();
        Assert.Throws<ArgumentException>(() => keys.Issue(Guest with { Session = Guest.Session! with { Policies = noise } }));
    }

    [Fact]
    public void No_key_prints_its_secret()
    {
        var key = keys.Issue(Guest);
        Assert.DoesNotContain(key.Secret, key.ToString());
        Assert.DoesNotContain(key.Token, key.ToString());
    }

    private AccessKey? Find(string id, string? token) => keys.Find(id, token, default).AsTask().GetAwaiter().GetResult();
}
