using System.Text.Json.Nodes;
using Gatehouse.Identity;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Factors;

/// <summary>GetUserPoolMfaConfig and SetUserPoolMfaConfig, beside what UpdateUserPool and DescribeUserPool say of the same.</summary>
public sealed class PoolFactorsTests
{
    private const string Sms = "'SmsConfiguration':{'SnsCallerArn':'arn:aws:iam::123456789012:role/sms','ExternalId':'x','SnsRegion':'eu-central-1'}";
    private const string NoSms = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional";

    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_new_pool_has_no_second_factor_and_says_no_more_than_that() =>
        AssertSame("{'MfaConfiguration':'OFF'}", await Get(await world.Pool()));

    [Theory]
    [InlineData("{'MfaConfiguration':'OPTIONAL','SoftwareTokenMfaConfiguration':{'Enabled':true}}", "SoftwareToken")]
    [InlineData("{'MfaConfiguration':'ON','SoftwareTokenMfaConfiguration':{'Enabled':true}}", "SoftwareToken")]
    [InlineData("{'MfaConfiguration':'ON','EmailMfaConfiguration':{'Message':'Use {####}','Subject':'Sign in'}}", "Email")]
    [InlineData("{'MfaConfiguration':'OPTIONAL','EmailMfaConfiguration':{}}", "Email")]
    [InlineData("{'MfaConfiguration':'OPTIONAL','SmsMfaConfiguration':{'SmsAuthenticationMessage':'Use {####}'," + Sms + "}}", "Sms")]
    [InlineData(
        "{'MfaConfiguration':'ON','SmsMfaConfiguration':{" + Sms + "},'SoftwareTokenMfaConfiguration':{'Enabled':true},'EmailMfaConfiguration':{}}",
        "Sms SoftwareToken Email")]
    [InlineData("{'MfaConfiguration':'OFF','WebAuthnConfiguration':{'RelyingPartyId':'auth.example.com','UserVerification':'required'}}", "")]
    [InlineData("{'MfaConfiguration':'OFF','SoftwareTokenMfaConfiguration':{'Enabled':false}}", "")]
    public async Task What_is_set_is_answered_shown_and_kept(string settings, string factors)
    {
        var id = await world.Pool();
        AssertSame(settings, await Ask(world.SetFactors, In(id, settings, clientName: null)));
        AssertSame(settings, await Get(id));

        var pool = await Stored(id);
        Assert.Equal(factors, string.Join(' ', pool.SecondFactors));
        Assert.Equal(settings.Contains("'ON'", StringComparison.Ordinal), pool.RequiresSecondFactor);
        Assert.Equal((string)Json(settings)["MfaConfiguration"]!, (string)(await Shown(id))["MfaConfiguration"]!);
    }

    [Fact]
    public async Task What_is_left_out_is_not_there_any_more_but_the_mode_stays()
    {
        var id = await world.Pool();
        await Set(id, "{'MfaConfiguration':'ON','SoftwareTokenMfaConfiguration':{'Enabled':true},'WebAuthnConfiguration':{'UserVerification':'preferred'}}");
        await Set(id, "{'EmailMfaConfiguration':{}}");
        AssertSame("{'MfaConfiguration':'ON','EmailMfaConfiguration':{}}", await Get(id));
        await Set(id, "{'MfaConfiguration':'OFF'}");
        AssertSame("{'MfaConfiguration':'OFF'}", await Get(id));
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "{'MfaConfiguration':'OFF','SoftwareTokenMfaConfiguration':{'Enabled':true}}", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together." },
        { "{'MfaConfiguration':'OFF','EmailMfaConfiguration':{}}", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together." },
        { "{'EmailMfaConfiguration':{}}", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together." },
        { "{'MfaConfiguration':'OFF','SmsMfaConfiguration':{" + Sms + "}}", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together." },
        { "{'MfaConfiguration':'ON'}", "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration." },
        { "{'MfaConfiguration':'OPTIONAL','SoftwareTokenMfaConfiguration':{}}", "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration." },
        { "{'MfaConfiguration':'OPTIONAL','WebAuthnConfiguration':{'UserVerification':'required'}}", "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration." },
        { "{'MfaConfiguration':'ON','SmsMfaConfiguration':{}}", NoSms },
        { "{'WebAuthnConfiguration':{'RelyingPartyId':'https://example.com'}}", "Invalid RelyingPartyId: https://example.com" },
        { "{'WebAuthnConfiguration':{'RelyingPartyId':'Example.com'}}", "Invalid RelyingPartyId: Example.com" },
        { "{'WebAuthnConfiguration':{'RelyingPartyId':'exämple.com'}}", "Invalid RelyingPartyId: exämple.com" },
        { "{'MfaConfiguration':'ON','EmailMfaConfiguration':{'Message':'no place'}}", "1 validation error detected: Value 'no place' at 'emailMfaConfiguration.message' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*" },
        { "{'MfaConfiguration':'ON','EmailMfaConfiguration':{'Subject':'" + new string('s', 141) + "'}}", "The subject of EmailMfaConfiguration cannot be longer than 140 characters." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_contradicts_itself_is_refused_and_changes_nothing(string settings, string text)
    {
        var id = await world.Pool();
        var before = await Stored(id);
        Assert.Equal(new("InvalidParameterException", text), await Refused(world.SetFactors, In(id, settings, clientName: null)));
        Assert.Same(before, await Stored(id));
    }

    [Fact]
    public async Task A_mailbox_cannot_be_the_second_factor_and_the_only_recovery()
    {
        const string alone = "'AccountRecoverySetting':{'RecoveryMechanisms':[{'Name':'verified_email','Priority':1}]}";
        var id = await world.Pool("{" + alone + "}");
        var text = "Invalid account recovery setting parameter. Account recovery setting cannot use verified_email alone with email MFA.";
        var mail = In(id, "{'MfaConfiguration':'ON','EmailMfaConfiguration':{}}", clientName: null);
        Assert.Equal(text, (await Refused(world.SetFactors, (JsonObject)mail.DeepClone())).Message);

        await Ask(world.UpdatePool, In(id, clientName: null));
        await Ask(world.SetFactors, mail);
        Assert.Equal(text, (await Refused(world.UpdatePool, In(id, "{'MfaConfiguration':'ON'," + alone + "}", clientName: null))).Message);
    }

    [Fact]
    public async Task A_pool_made_with_text_messages_has_them_as_second_factor()
    {
        var id = await world.Pool("{'MfaConfiguration':'OPTIONAL','SmsAuthenticationMessage':'Use {####}'," + Sms + "}");
        AssertSame("{'MfaConfiguration':'OPTIONAL','SmsMfaConfiguration':{'SmsAuthenticationMessage':'Use {####}'," + Sms + "}}", await Get(id));
        Assert.Equal("Use {####}", (await Stored(id)).Messages.FactorSms);
    }

    [Fact]
    public async Task A_change_of_the_pool_keeps_what_it_has_no_words_for()
    {
        var id = await world.Pool();
        await Set(id, "{'MfaConfiguration':'ON','SoftwareTokenMfaConfiguration':{'Enabled':true},'WebAuthnConfiguration':{'UserVerification':'required'}}");
        await Ask(world.UpdatePool, In(id, "{'MfaConfiguration':'OPTIONAL'}", clientName: null));
        AssertSame(
            "{'MfaConfiguration':'OPTIONAL','SoftwareTokenMfaConfiguration':{'Enabled':true},'WebAuthnConfiguration':{'UserVerification':'required'}}",
            await Get(id));

        await Ask(world.UpdatePool, In(id, clientName: null));
        AssertSame("{'MfaConfiguration':'OFF','WebAuthnConfiguration':{'UserVerification':'required'}}", await Get(id));
        Assert.Empty((await Stored(id)).SecondFactors);
    }

    [Fact]
    public async Task Text_messages_that_a_pool_sends_for_other_ends_do_not_become_a_factor()
    {
        var id = await world.Pool("{" + Sms + "}");
        await Set(id, "{'MfaConfiguration':'ON','SoftwareTokenMfaConfiguration':{'Enabled':true}}");
        await Ask(world.UpdatePool, In(id, "{'MfaConfiguration':'ON'," + Sms + "}", clientName: null));
        Assert.Equal([SecondFactor.SoftwareToken], (await Stored(id)).SecondFactors);
    }

    [Fact]
    public async Task What_factors_say_of_text_messages_the_pool_says_too()
    {
        var id = await world.Pool();
        await Set(id, "{'MfaConfiguration':'ON','SmsMfaConfiguration':{'SmsAuthenticationMessage':'Enter {####}'," + Sms + "}}");
        var shown = await Shown(id);
        Assert.Equal("Enter {####}", (string)shown["SmsAuthenticationMessage"]!);
        AssertSame("{" + Sms + "}", new JsonObject { ["SmsConfiguration"] = shown["SmsConfiguration"]!.DeepClone() });
    }

    [Fact]
    public async Task Messages_and_passkeys_become_rules()
    {
        var id = await world.Pool();
        await Set(id, "{'MfaConfiguration':'ON','EmailMfaConfiguration':{'Message':'Mail {####}','Subject':'Hello'},'WebAuthnConfiguration':{'RelyingPartyId':'example.com','UserVerification':'required','FactorConfiguration':'MULTI_FACTOR_WITH_USER_VERIFICATION'}}");
        var pool = await Stored(id);
        Assert.Equal(("Hello", "Mail {####}"), (pool.Messages.FactorSubject, pool.Messages.FactorEmail));
        Assert.Equal(new PasskeyRules("example.com", true, true), pool.Passkeys);
    }

    [Fact]
    public async Task A_change_is_dated()
    {
        var id = await world.Pool();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await Set(id, "{'MfaConfiguration':'OPTIONAL','SoftwareTokenMfaConfiguration':{'Enabled':true}}");
        Assert.Equal(Noon.AddHours(1), (await Stored(id)).Modified);
    }

    [Fact]
    public async Task A_strict_installation_asks_what_the_real_service_asks()
    {
        var (small, large) = (await world.Pool("{'UserPoolTier':'LITE','EmailConfiguration':{'EmailSendingAccount':'DEVELOPER'}}"), await world.Pool());
        const string mail = "{'MfaConfiguration':'ON','EmailMfaConfiguration':{}}";
        world.IsStrict = true;
        Assert.Equal("FeatureUnavailableInTierException", (await Refused(world.SetFactors, In(small, mail, clientName: null))).Code);
        Assert.Equal(
            "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.",
            (await Refused(world.SetFactors, In(large, mail, clientName: null))).Message);
    }

    [Fact]
    public async Task An_unknown_pool_has_none()
    {
        var nowhere = In($"{Gatehouse.TestKit.Calls.Region}_000000000", clientName: null);
        Assert.Equal("ResourceNotFoundException", (await Refused(world.Factors, (JsonObject)nowhere.DeepClone())).Code);
        Assert.Equal("ResourceNotFoundException", (await Refused(world.SetFactors, nowhere)).Code);
    }

    private static void AssertSame(string expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(Json(expected), actual), actual.ToJsonString());

    private async Task Set(string id, string settings) => await Ask(world.SetFactors, In(id, settings, clientName: null));

    private Task<JsonObject> Get(string id) => Ask(world.Factors, In(id, clientName: null));

    private async Task<UserPool> Stored(string id) => (await world.Store.Pools.Find(id, default))!;

    private async Task<JsonObject> Shown(string id) => (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!.AsObject();
}
