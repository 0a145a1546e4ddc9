using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Factors;

/// <summary>What people choose of second factors, and where it shows.</summary>
public class MfaPreferenceTests
{
    private const string AloneRefused = "InvalidParameterException: Passkey MFA can be enabled only together with another MFA type.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestBearer bearer;

    public MfaPreferenceTests()
    {
        pool = world.Pool(rules => rules with
        {
            SecondFactors = [SecondFactor.Sms, SecondFactor.SoftwareToken, SecondFactor.Email],
            FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.SmsCode, FirstFactor.Passkey],
        });
        app = pool.Client();
        pool.User("ana", "ana@example.com", "+15550001234");
        bearer = app.In("ana").Result;
    }

    [Fact]
    public async Task Who_has_chosen_nothing_shows_nothing()
    {
        var own = (await bearer.Get()).Ok;
        Assert.Equal((null, null, null), (own.UserMFASettingList, own.PreferredMfaSetting, own.MFAOptions));
        var shown = (await pool.Get("ana")).Ok;
        Assert.Equal((null, null, null), (shown.UserMFASettingList, shown.PreferredMfaSetting, shown.MFAOptions));
        Assert.Null((await pool.List()).Ok.Users![0].MFAOptions);
    }

    [Fact]
    public async Task What_is_turned_on_shows_everywhere_in_one_order()
    {
        await bearer.SetUpAuthenticator();
        Assert.True((await bearer.Prefer(email: new() { Enabled = true }, sms: new() { Enabled = true, PreferredMfa = true })).IsOk);

        string[] all = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];
        var own = (await bearer.Get()).Ok;
        Assert.Equal((IReadOnlyList<string>)all, own.UserMFASettingList);
        Assert.Equal("SMS_MFA", own.PreferredMfaSetting);
        var shown = (await pool.Get("ana")).Ok;
        Assert.Equal((IReadOnlyList<string>)all, shown.UserMFASettingList);
        Assert.Equal("SMS_MFA", shown.PreferredMfaSetting);
        foreach (var options in new[] { own.MFAOptions, shown.MFAOptions, (await pool.List()).Ok.Users![0].MFAOptions })
            Assert.Equal(("SMS", "phone_number"), (Assert.Single(options!).DeliveryMedium, options![0].AttributeName));
    }

    [Fact]
    public async Task What_is_left_out_stays_and_one_that_is_turned_off_is_not_preferred()
    {
        await bearer.Prefer(sms: new() { Enabled = true, PreferredMfa = true }, email: new() { Enabled = true });
        await bearer.Prefer(email: new() { PreferredMfa = true });
        Assert.Equal((2, "EMAIL_OTP"), await Shown());
        await bearer.Prefer(sms: new() { Enabled = true });
        Assert.Equal((2, "EMAIL_OTP"), await Shown());
        await bearer.Prefer(email: new() { Enabled = false });
        Assert.Equal((1, null), await Shown());
        await bearer.Prefer(sms: new() { Enabled = true, PreferredMfa = true });
        await bearer.Prefer(sms: new() { PreferredMfa = false });
        Assert.Equal((1, null), await Shown());
        await bearer.Prefer();
        Assert.Equal((1, null), await Shown());
    }

    [Fact]
    public async Task One_cannot_turn_on_what_one_does_not_have()
    {
        pool.User("bob");
        var bob = await app.In("bob");
        const string none = "InvalidParameterException: ";
        Assert.Equal(none + "User does not have a phone_number set to turn on SMS MFA", (await bob.Prefer(sms: new() { Enabled = true })).Refusal);
        Assert.Equal(none + "User does not have an email set to turn on Email MFA", (await bob.Prefer(email: new() { Enabled = true })).Refusal);
        Assert.Equal(none + "User has not verified software token mfa", (await bob.Prefer(token: new() { Enabled = true })).Refusal);
        await bob.Associate();
        Assert.Equal(none + "User has not verified software token mfa", (await bob.Prefer(token: new() { Enabled = true, PreferredMfa = true })).Refusal);
        Assert.True((await bob.Prefer(sms: new() { Enabled = false }, token: new() { Enabled = false, PreferredMfa = false })).IsOk);
    }

    [Fact]
    public async Task One_cannot_turn_on_what_the_pool_does_not_have()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.SoftwareToken] });
        Assert.Equal("InvalidParameterException: MFA type is not enabled for this user pool.", (await bearer.Prefer(sms: new() { Enabled = true })).Refusal);
        Assert.True((await bearer.Prefer(sms: new() { Enabled = false })).IsOk);
    }

    [Fact]
    public async Task Only_one_is_preferred_and_only_one_that_is_on()
    {
        Assert.Equal(
            "InvalidParameterException: Only one MFA type can be set as preferred.",
            (await bearer.Prefer(sms: new() { Enabled = true, PreferredMfa = true }, email: new() { Enabled = true, PreferredMfa = true })).Refusal);
        Assert.Equal(
            "InvalidParameterException: An MFA type that is not enabled cannot be preferred.",
            (await bearer.Prefer(sms: new() { Enabled = true }, email: new() { PreferredMfa = true })).Refusal);
        Assert.Equal((0, null), await Shown());
    }

    [Fact]
    public async Task Passkeys_count_as_both_factors_only_where_the_pool_says_so()
    {
        Assert.Equal("InvalidParameterException: Passkey MFA is not enabled for this user pool.", (await bearer.Prefer(passkey: new() { Enabled = true })).Refusal);
        Assert.True((await bearer.Prefer(passkey: new() { Enabled = false })).IsOk);
        pool.Change(rules => rules with { Passkeys = new("example.com", true, true) });
        Assert.Equal(AloneRefused, (await bearer.Prefer(passkey: new() { Enabled = true })).Refusal);
        Assert.False(pool.Find("ana")!.State.Factors.Passkey);
        Assert.True((await bearer.Prefer(sms: new() { Enabled = true }, passkey: new() { Enabled = true })).IsOk);
        Assert.True(pool.Find("ana")!.State.Factors.Passkey);
        Assert.Equal(AloneRefused, (await bearer.Prefer(sms: new() { Enabled = false })).Refusal);
        Assert.True((await bearer.Prefer(sms: new() { Enabled = false }, passkey: new() { Enabled = false })).IsOk);
        Assert.False(pool.Find("ana")!.State.Factors.Passkey);
    }

    [Fact]
    public async Task An_administrator_chooses_by_the_same_rules()
    {
        Assert.True((await pool.Prefer("ana", sms: new() { Enabled = true, PreferredMfa = true })).IsOk);
        Assert.Equal("SMS_MFA", (await app.SignIn("ana")).Ok.ChallengeName);
        Assert.Equal("InvalidParameterException: User has not verified software token mfa", (await pool.Prefer("ana", token: new() { Enabled = true })).Refusal);
        Assert.Equal(Texts.NoUser, (await pool.Prefer("nobody", sms: new() { Enabled = true })).Refusal);
        Assert.Equal(
            Texts.NoPool("eu-central-1_000000000"),
            (await world.Call(world.Op<AdminSetUserMFAPreference>(), new AdminSetUserMFAPreferenceRequest { UserPoolId = "eu-central-1_000000000", Username = "ana" })).Refusal);
    }

    [Fact]
    public async Task Older_clients_turn_text_messages_on_and_off()
    {
        var sms = new MFAOptionType { DeliveryMedium = "SMS", AttributeName = "phone_number" };
        Assert.True((await bearer.Settings(sms)).IsOk);
        Assert.Equal((1, null), await Shown());
        Assert.True((await bearer.Settings()).IsOk);
        Assert.Equal((0, null), await Shown());

        Assert.True((await Settings("ana", sms)).IsOk);
        Assert.Equal("SMS_MFA", (await app.SignIn("ana")).Ok.ChallengeName);
        Assert.True((await Settings("ana")).IsOk);
        Assert.Equal((0, null), await Shown());
        Assert.Equal(Texts.NoUser, (await Settings("nobody")).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_000000000"), (await Settings("ana", "eu-central-1_000000000")).Refusal);
    }

    [Theory]
    [InlineData("EMAIL", "email")]
    [InlineData("SMS", "email")]
    [InlineData("EMAIL", "phone_number")]
    [InlineData("SMS", null)]
    [InlineData(null, "phone_number")]
    public async Task Older_clients_turn_nothing_else_on(string? medium, string? attribute)
    {
        var option = new MFAOptionType { DeliveryMedium = medium, AttributeName = attribute };
        const string text = "InvalidParameterException: MFAOptions can only set the delivery medium SMS for the attribute phone_number.";
        Assert.Equal(text, (await bearer.Settings(option)).Refusal);
        Assert.Equal(text, (await Settings("ana", option)).Refusal);
    }

    [Fact]
    public async Task Who_has_no_second_factor_can_begin_with_whatever_the_pool_allows()
    {
        var own = (await bearer.Factors()).Ok;
        Assert.Equal("ana", own.Username);
        Assert.Equal(["PASSWORD", "EMAIL_OTP", "SMS_OTP"], own.ConfiguredUserAuthFactors);
        Assert.Equal((null, null), (own.UserMFASettingList, own.PreferredMfaSetting));
        pool.Change(rules => rules with { FirstFactors = [FirstFactor.Password] });
        Assert.Equal(["PASSWORD"], (await bearer.Factors()).Ok.ConfiguredUserAuthFactors);
    }

    [Fact]
    public async Task Who_has_one_begins_with_the_password()
    {
        await bearer.SetUpAuthenticator();
        await bearer.Prefer(sms: new() { Enabled = true }, token: new() { PreferredMfa = true });
        var own = (await bearer.Factors()).Ok;
        Assert.Equal(["PASSWORD", "SMS_OTP", "SOFTWARE_TOKEN"], own.ConfiguredUserAuthFactors);
        Assert.Equal(["SMS_MFA", "SOFTWARE_TOKEN_MFA"], own.UserMFASettingList);
        Assert.Equal("SOFTWARE_TOKEN_MFA", own.PreferredMfaSetting);

        var shown = (await Factors("ana")).Ok;
        Assert.Equal(("ana", "SOFTWARE_TOKEN_MFA"), (shown.Username, shown.PreferredMfaSetting));
        Assert.Equal(own.ConfiguredUserAuthFactors, shown.ConfiguredUserAuthFactors);
        Assert.Equal(own.UserMFASettingList, shown.UserMFASettingList);
    }

    [Fact]
    public async Task Of_nobody_there_are_no_factors()
    {
        Assert.Equal(Texts.NoUser, (await Factors("nobody")).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_000000000"), (await Factors("ana", "eu-central-1_000000000")).Refusal);
    }

    [Fact]
    public void A_code_that_is_sent_is_no_beginning_where_it_would_be_the_end_as_well()
    {
        var user = pool.Find("ana")!;
        Assert.Equal([FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.SmsCode, FirstFactor.Passkey], FirstFactors.Of(pool.Now, user, hasPasskey: true));
        var required = pool.Now with { RequiresSecondFactor = true };
        Assert.Equal([FirstFactor.Password], FirstFactors.Of(required, user, hasPasskey: true));

        var both = required with { Passkeys = new("example.com", true, SatisfiesSecondFactor: true) };
        Assert.Equal([FirstFactor.Password], FirstFactors.Of(both, user, hasPasskey: true));
        user.Choose(new() { Passkey = true }, world.Now);
        Assert.Equal([FirstFactor.Password, FirstFactor.Passkey], FirstFactors.Of(both, user, hasPasskey: true));
        Assert.Equal([FirstFactor.Password], FirstFactors.Of(required, user, hasPasskey: true));
    }

    private Task<Said<AdminGetUserAuthFactorsResponse>> Factors(string name, string? poolId = null) =>
        world.Call(world.Op<AdminGetUserAuthFactors>(), new() { UserPoolId = poolId ?? pool.Id, Username = name });

    private Task<Said<AdminSetUserSettingsResponse>> Settings(string name, params MFAOptionType[] options) =>
        world.Call(world.Op<AdminSetUserSettings>(), new() { UserPoolId = pool.Id, Username = name, MFAOptions = options });

    private Task<Said<AdminSetUserSettingsResponse>> Settings(string name, string poolId) =>
        world.Call(world.Op<AdminSetUserSettings>(), new() { UserPoolId = poolId, Username = name, MFAOptions = [] });

    private async Task<(int, string?)> Shown()
    {
        var own = (await bearer.Get()).Ok;
        return (own.UserMFASettingList?.Count ?? 0, own.PreferredMfaSetting);
    }
}
