using System.Text.Json.Nodes;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

/// <summary>What neither CreateUserPool nor UpdateUserPool takes, and how they say so.</summary>
public sealed class PoolFaultTests
{
    private readonly PoolWorld world = new();

    public static TheoryData<string, string> BothRefuse => new()
    {
        {
            "{'MfaConfiguration':'ON'}",
            "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
        },
        {
            "{'MfaConfiguration':'OPTIONAL'}",
            "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
        },
        {
            "{'UserAttributeUpdateSettings':{'AttributesRequireVerificationBeforeUpdate':['email']}}",
            "AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes: email is not auto-verified."
        },
        {
            "{'AdminCreateUserConfig':{'InviteMessageTemplate':{'EmailMessage':'Password: {####}'}}}",
            "InviteMessageTemplate EmailMessage must contain {username}."
        },
        {
            "{'AdminCreateUserConfig':{'InviteMessageTemplate':{'SMSMessage':'Hello, {username}'}}}",
            "InviteMessageTemplate SMSMessage must contain {####}."
        },
        {
            "{'AccountRecoverySetting':{'RecoveryMechanisms':[{'Priority':1,'Name':'verified_email'},{'Priority':1,'Name':'verified_phone_number'}]}}",
            "Invalid account recovery setting parameter. Account recovery setting priorities must be unique."
        },
        {
            "{'AccountRecoverySetting':{'RecoveryMechanisms':[{'Priority':1,'Name':'verified_email'},{'Priority':2,'Name':'verified_email'}]}}",
            "Invalid account recovery setting parameter. Account recovery setting names must be unique."
        },
        {
            "{'AccountRecoverySetting':{'RecoveryMechanisms':[{'Priority':1,'Name':'admin_only'},{'Priority':2,'Name':'verified_email'}]}}",
            "Invalid account recovery setting parameter. Account recovery setting cannot use admin_only setting with any other recovery mechanisms."
        },
        {
            "{'Policies':{'PasswordPolicy':{'TemporaryPasswordValidityDays':3}},'AdminCreateUserConfig':{'UnusedAccountValidityDays':4}}",
            "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays"
        },
        { "{'Policies':{'SignInPolicy':{'AllowedFirstAuthFactors':['EMAIL_OTP']}}}", "PASSWORD must be included in AllowedFirstAuthFactors." },
        {
            "{'Policies':{'SignInPolicy':{'AllowedFirstAuthFactors':['PASSWORD','SOFTWARE_TOKEN']}}}",
            "SOFTWARE_TOKEN is not supported in AllowedFirstAuthFactors."
        },
        { "{'EmailConfiguration':{'From':'nobody'}}", "Provided From email address is invalid" },
        { "{'EmailConfiguration':{'From':'a@b.example\\r\\nBcc: c@d.example'}}", "Provided From email address is invalid" },
        {
            "{'LambdaConfig':{'CustomEmailSender':{'LambdaVersion':'V1_0','LambdaArn':'arn:aws:lambda:eu-central-1:123456789012:function:f'}}}",
            "KMSKeyID is required when CustomSMSSender or CustomEmailSender is set."
        },
        {
            "{'LambdaConfig':{'PreTokenGeneration':'arn:aws:lambda:eu-central-1:123456789012:function:f','PreTokenGenerationConfig':"
            + "{'LambdaVersion':'V1_0','LambdaArn':'arn:aws:lambda:eu-central-1:123456789012:function:g'}}}",
            "PreTokenGeneration and the LambdaArn of PreTokenGenerationConfig must be identical."
        },
        { "{'AcrConfiguration':{'Level5':{'AcrValue':'urn:x'}}}", "Invalid ACR level: Level5" },
        { "{'AcrConfiguration':{'Level1':{'AcrValue':'two words'}}}", "Invalid ACR value: two words" },
        { "{'AcrConfiguration':{'Level1':{'AcrValue':'urn:cognito:loa:2'}}}", "ACR values must be unique across all levels in the user pool." },
        { "{'DcrConfiguration':{'EnableStatus':'on'}}", "Invalid EnableStatus: on" },
        { "{'DcrConfiguration':{'AllowedScopes':['two words']}}", "Invalid scope: two words" },
        { "{'KeyConfiguration':{'KeyType':'MINE'}}", "Invalid KeyType: MINE" },
        { "{'KeyConfiguration':{'KeyType':'CUSTOMER_MANAGED_KEY','KmsKeyArn':'key'}}", "Invalid KmsKeyArn: key" },
        { "{'KeyConfiguration':{'KeyType':'CUSTOMER_MANAGED_KEY'}}", "KmsKeyArn must be given with the KeyType CUSTOMER_MANAGED_KEY, and with no other." },
        {
            "{'KeyConfiguration':{'KmsKeyArn':'arn:aws:kms:eu-central-1:123456789012:key/k'}}",
            "KmsKeyArn must be given with the KeyType CUSTOMER_MANAGED_KEY, and with no other."
        },
        { "{'IssuerConfiguration':{'Type':'NEW'}}", "Invalid issuer type: NEW" },
        { "{'DcrConfiguration':{'OpenDcrGrantTypes':['password']}}", "Invalid grant type: password" },
    };

    [Theory]
    [MemberData(nameof(BothRefuse))]
    public async Task A_setting_that_cannot_stand_is_refused(string settings, string text)
    {
        var create = Json(settings);
        create["PoolName"] = "People";
        var expected = new Fault("InvalidParameterException", text);
        Assert.Equal(expected, await Refused(world.CreatePool, create));
        Assert.Equal(expected, await Refused(world.UpdatePool, In(await world.Pool(), settings, clientName: null)));
    }

    [Theory]
    [InlineData("{'VerificationMessageTemplate':{'EmailMessage':'no code here'}}")]
    [InlineData("{'VerificationMessageTemplate':{'SmsMessage':'no code here'}}")]
    [InlineData("{'VerificationMessageTemplate':{'EmailMessageByLink':'{#no#} link'}}")]
    [InlineData("{'SmsAuthenticationMessage':'no code here'}")]
    [InlineData("{'EmailVerificationMessage':'no code here'}")]
    [InlineData("{'Policies':{'PasswordPolicy':{'MinimumLength':5}}}")]
    [InlineData("{'Policies':{'PasswordPolicy':{'MinimumLength':100}}}")]
    [InlineData("{'PoolName':'a/b'}")]
    [InlineData("{'AutoVerifiedAttributes':['name']}")]
    [InlineData("{'UserPoolTier':'FREE'}")]
    public async Task A_setting_outside_the_service_model_is_refused_before_anything_is_done(string settings)
    {
        var create = Json(settings);
        create["PoolName"] ??= "People";
        var fault = await Refused(world.CreatePool, create);
        Assert.Equal("InvalidParameterException", fault.Code);
        Assert.StartsWith("1 validation error detected: ", fault.Message);
        Assert.Equal(fault, await Refused(world.UpdatePool, In(await world.Pool(), settings, clientName: null)));
    }

    [Fact]
    public async Task Aliases_and_names_instead_of_user_names_exclude_each_other()
    {
        var fault = await Refused(world.CreatePool, Json("{'PoolName':'People','AliasAttributes':['email'],'UsernameAttributes':['email']}"));
        Assert.Equal("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.", fault.Message);
    }

    [Fact]
    public async Task Tags_are_at_most_fifty_and_none_is_reserved()
    {
        Assert.Equal("UserPoolTaggingException", (await Refused(world.CreatePool, Tagged(1, "AWS:"))).Code);
        Assert.Equal("InvalidParameterException", (await Refused(world.CreatePool, Tagged(51, "t"))).Code);
        await Ask(world.CreatePool, Tagged(50, "t"));

        static JsonObject Tagged(int count, string prefix)
        {
            var tags = new JsonObject();
            for (var i = 0; i < count; i++)
                tags[prefix + i] = "";
            return new JsonObject { ["PoolName"] = "People", ["UserPoolTags"] = tags };
        }
    }
}
