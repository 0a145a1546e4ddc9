using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>A passkey as both factors at once: by the word of the pool, by the person's own, and because the device makes sure of the person.</summary>
public sealed class PasskeyAsBothTests : IDisposable
{
    private const byte Verified = 1 | 4 | 8 | 16;
    private const byte Unverified = 1 | 8 | 16;

    private readonly PasskeyWorld world = new();
    private readonly SoftAuthenticator phone = PasskeyWorld.Authenticator();

    public void Dispose() => phone.Dispose();

    /// <summary>
    /// What the pool says of second factors, and of passkeys (single or multi-factor; verification preferred or required); whether the person
    /// turned on an authenticator, and passkey MFA; whether they are verified as they sign in; and what comes of a wish for WEB_AUTHN.
    /// </summary>
    public static TheoryData<string> Table =>
    [
        // pool     factor  wants     on  both verified => outcome
        "optional   single  preferred no  -    no       => in",
        "optional   single  preferred no  -    yes      => in",
        "optional   single  required  no  -    no       => refused",
        "optional   single  required  no  -    yes      => in",
        "optional   single  preferred yes -    yes      => other",
        "optional   single  required  yes -    yes      => other",
        "optional   multi   preferred no  -    no       => in",
        "optional   multi   required  no  -    no       => refused",
        "optional   multi   preferred yes no   yes      => other",
        "optional   multi   required  yes no   yes      => other",
        "optional   multi   preferred yes yes  yes      => in",
        "optional   multi   preferred yes yes  no       => refused",
        "optional   multi   required  yes yes  yes      => in",
        "optional   multi   required  yes yes  no       => refused",
        "required   single  preferred yes -    yes      => other",
        "required   single  required  yes -    yes      => other",
        "required   multi   preferred yes no   yes      => other",
        "required   multi   preferred yes yes  yes      => in",
        "required   multi   preferred yes yes  no       => refused",
        "required   multi   required  yes yes  yes      => in",
        "required   multi   required  yes yes  no       => refused",
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public async Task What_comes_of_a_passkey(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await world.Person("ana", phone);
        world.Pool.Change(pool => pool with
        {
            SecondFactors = [SecondFactor.SoftwareToken], Passkeys = new(PasskeyWorld.Party, words[2] == "required", words[1] == "multi"),
        });
        if (words[3] == "yes")
        {
            var bearer = new TestBearer(world.World, await world.TokenOf("ana"));
            await bearer.SetUpAuthenticator("app");
            if (words[4] == "yes")
                Assert.True((await bearer.Prefer(passkey: new() { Enabled = true })).IsOk);
        }

        world.Pool.Change(pool => pool with { RequiresSecondFactor = words[0] == "required" });
        Assert.Equal(words[7], await Outcome(words[5] == "yes" ? Verified : Unverified));
    }

    [Fact]
    public async Task The_pool_takes_its_word_back_in_the_middle_of_a_sign_in()
    {
        await Both();
        var asked = (await world.Begin("ana")).Ok;
        Assert.Equal("required", (string?)JsonNode.Parse(PasskeyWorld.Options(asked))!["userVerification"]);
        world.Pool.Change(pool => pool with { Passkeys = pool.Passkeys! with { SatisfiesSecondFactor = false } });
        Assert.Equal(Texts.SessionInvalid, (await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked)).GetRawText())).Refusal);
    }

    [Fact]
    public async Task Who_turns_it_on_in_the_middle_of_a_sign_in_must_be_verified_in_it()
    {
        await world.Person("ana", phone);
        world.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.SoftwareToken], Passkeys = new(PasskeyWorld.Party, false, true) });
        var (first, second) = ((await world.Begin("ana")).Ok, (await world.Begin("ana")).Ok);
        var bearer = new TestBearer(world.World, await world.TokenOf("ana"));
        await bearer.SetUpAuthenticator("app");
        Assert.True((await bearer.Prefer(passkey: new() { Enabled = true })).IsOk);

        var unseen = phone.Prove(PasskeyWorld.Options(first), c => c with { Flags = Unverified }).GetRawText();
        Assert.Equal(Texts.WrongPassword, (await world.Prove("ana", first.Session, unseen)).Refusal);
        Assert.True((await world.Prove("ana", second.Session, phone.Prove(PasskeyWorld.Options(second), c => c with { Flags = Verified }).GetRawText())).IsOk);
    }

    [Fact]
    public async Task The_other_factor_is_still_asked_for_after_the_password()
    {
        await Both();
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await world.App.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task Of_strangers_it_shows_no_more_than_of_people()
    {
        world.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.SoftwareToken], RequiresSecondFactor = true, Passkeys = new(PasskeyWorld.Party, false, true) });
        var hiding = world.Pool.Client(client => client with { Ways = SignInWays.Choice, HidesUnknownUsers = true });
        Assert.Equal(["required"], await Wanted());
        world.Pool.Change(pool => pool with { RequiresSecondFactor = false });
        Assert.Equal(["preferred", "required"], await Wanted());
        world.Pool.Change(pool => pool with { Passkeys = new(PasskeyWorld.Party, false, false) });
        Assert.Equal(["preferred"], await Wanted());

        async Task<IEnumerable<string?>> Wanted()
        {
            var wanted = new SortedSet<string?>(StringComparer.Ordinal);
            for (var i = 0; i < 800; i++)
            {
                var asked = (await world.Begin($"stranger{i}", hiding)).Ok;
                if (asked.ChallengeName == "WEB_AUTHN")
                    wanted.Add((string?)JsonNode.Parse(PasskeyWorld.Options(asked))!["userVerification"]);
            }

            return wanted;
        }
    }

    private async Task Both()
    {
        await world.Person("ana", phone);
        world.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.SoftwareToken], Passkeys = new(PasskeyWorld.Party, false, true) });
        var bearer = new TestBearer(world.World, await world.TokenOf("ana"));
        await bearer.SetUpAuthenticator("app");
        Assert.True((await bearer.Prefer(passkey: new() { Enabled = true })).IsOk);
    }

    private async Task<string> Outcome(byte flags)
    {
        var asked = (await world.Begin("ana")).Ok;
        if (asked.ChallengeName != "WEB_AUTHN")
            return "other";

        var said = await world.Prove("ana", asked.Session, phone.Prove(PasskeyWorld.Options(asked), c => c with { Flags = flags }).GetRawText());
        if (!said.IsOk)
            Assert.Equal(Texts.WrongPassword, said.Refusal);
        return !said.IsOk ? "refused" : said.Ok.AuthenticationResult is null ? said.Ok.ChallengeName! : "in";
    }
}
