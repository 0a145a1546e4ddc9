using System.Text.Json.Nodes;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

public sealed class CreateUserPoolTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_pool_with_nothing_but_a_name_has_the_defaults_of_the_service()
    {
        var pool = (await Ask(world.CreatePool, Json("{'PoolName':'People'}")))["UserPool"]!.AsObject();
        var id = (string)pool["Id"]!;
        pool.Remove("SchemaAttributes");

        var expected = Json(
            """
            {
              "Id": "?", "Name": "People", "Arn": "?", "CreationDate": 1772625600, "LastModifiedDate": 1772625600,
              "Policies": {
                "PasswordPolicy": {
                  "MinimumLength": 8, "RequireUppercase": true, "RequireLowercase": true, "RequireNumbers": true, "RequireSymbols": true,
                  "TemporaryPasswordValidityDays": 7
                },
                "SignInPolicy": { "AllowedFirstAuthFactors": ["PASSWORD"] }
              },
              "DeletionProtection": "INACTIVE",
              "LambdaConfig": {},
              "VerificationMessageTemplate": { "DefaultEmailOption": "CONFIRM_WITH_CODE" },
              "MfaConfiguration": "OFF",
              "EstimatedNumberOfUsers": 0,
              "EmailConfiguration": { "EmailSendingAccount": "COGNITO_DEFAULT" },
              "UserPoolTags": {},
              "AdminCreateUserConfig": { "AllowAdminCreateUserOnly": false, "UnusedAccountValidityDays": 7 },
              "AccountRecoverySetting": {
                "RecoveryMechanisms": [ { "Priority": 1, "Name": "verified_email" }, { "Priority": 2, "Name": "verified_phone_number" } ]
              },
              "UserPoolTier": "ESSENTIALS",
              "AcrConfiguration": {
                "Level1": { "AcrValue": "urn:cognito:loa:1" }, "Level2": { "AcrValue": "urn:cognito:loa:2" },
                "Level3": { "AcrValue": "urn:cognito:loa:3" }, "Level4": { "AcrValue": "urn:cognito:loa:4" }
              }
            }
            """);
        expected["Id"] = id;
        expected["Arn"] = $"arn:aws:cognito-idp:eu-central-1:123456789012:userpool/{id}";
        Assert.Matches("^eu-central-1_[0-9a-zA-Z]{9}$", id);
        AssertSame(expected, pool);
    }

    [Fact]
    public async Task Everything_that_is_set_is_shown_again()
    {
        var asked = Json(Full);
        asked["PoolName"] = "People";
        var shown = (await Ask(world.CreatePool, asked.DeepClone().AsObject()))["UserPool"]!.AsObject();

        foreach (var (name, value) in asked.Where(member => member.Key is not "PoolName" and not "Schema"))
            Assert.True(JsonNode.DeepEquals(value, shown[name]), $"{name}: {value?.ToJsonString()} became {shown[name]?.ToJsonString()}");
        AssertSame(shown, (await Ask(world.DescribePool, In((string)shown["Id"]!, clientName: null)))["UserPool"]!.AsObject());
    }

    [Fact]
    public async Task The_domain_gets_the_rules_of_the_settings()
    {
        var pool = (await world.Store.Pools.Find(await world.Pool(Full), default))!;

        Assert.Equal(12, pool.Passwords.MinLength);
        Assert.Equal((true, false, true, false), (pool.Passwords.Uppercase, pool.Passwords.Lowercase, pool.Passwords.Digit, pool.Passwords.Symbol));
        Assert.Equal(TimeSpan.FromDays(3), pool.Passwords.TemporaryLifetime);
        Assert.Equal(["email"], pool.Names.Aliases);
        Assert.Empty(pool.Names.InsteadOfUsername);
        Assert.False(pool.Names.CaseSensitive);
        Assert.Equal(["email", "phone_number"], pool.AutoVerified);
        Assert.Equal(["email"], pool.VerifiedBeforeUpdate);
        Assert.True(pool.OnlyAdminsCreate);
        Assert.Equal(["phone_number", "email"], pool.Recovery);
        Assert.True(pool.DeletionProtected);
        Assert.Equal(("Code", "It is {####}", "Code {####}"), (pool.Messages.CodeSubject, pool.Messages.CodeEmail, pool.Messages.CodeSms));
        Assert.Equal("Come, {username}: {####}", pool.Messages.InviteEmail);
    }

    [Fact]
    public async Task A_pool_gets_two_signing_keys_of_its_own()
    {
        var id = await world.Pool();
        Assert.Equal(2, (await world.Store.SigningKeys.Of(id, default)).Count);
    }

    [Fact]
    public async Task A_pool_lives_in_the_region_it_was_signed_for()
    {
        var pool = (await Ask(world.CreatePool, Json("{'PoolName':'People'}"), "us-east-1"))["UserPool"]!;
        Assert.StartsWith("us-east-1_", (string)pool["Id"]!);
        Assert.StartsWith("arn:aws:cognito-idp:us-east-1:", (string)pool["Arn"]!);
    }

    [Fact]
    public async Task Names_are_told_apart_by_case_unless_the_pool_says_otherwise()
    {
        var pool = (await world.Store.Pools.Find(await world.Pool(), default))!;
        Assert.True(pool.Names.CaseSensitive);
    }

    [Theory]
    [InlineData("{}", true, 8)]
    [InlineData("{'MinimumLength':6}", false, 6)]
    [InlineData("{'RequireUppercase':true}", true, 8)]
    public async Task A_password_policy_that_says_something_demands_only_that(string policy, bool uppercase, int length)
    {
        var pool = (await world.Store.Pools.Find(await world.Pool($"{{'Policies':{{'PasswordPolicy':{policy}}}}}"), default))!;
        Assert.Equal((uppercase, length), (pool.Passwords.Uppercase, pool.Passwords.MinLength));
    }

    [Theory]
    [InlineData("{'Policies':{'PasswordPolicy':{'MinimumLength':8,'TemporaryPasswordValidityDays':0}}}", 7)]
    [InlineData("{'Policies':{'PasswordPolicy':{'MinimumLength':8,'TemporaryPasswordValidityDays':30}}}", 30)]
    [InlineData("{'AdminCreateUserConfig':{'UnusedAccountValidityDays':90}}", 90)]
    public async Task Temporary_passwords_live_as_long_as_either_setting_says(string settings, int days)
    {
        var id = await world.Pool(settings);
        var shown = (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!;
        Assert.Equal(days, (int)shown["AdminCreateUserConfig"]!["UnusedAccountValidityDays"]!);
        Assert.Equal(days, (int)shown["Policies"]!["PasswordPolicy"]!["TemporaryPasswordValidityDays"]!);
        Assert.Equal(TimeSpan.FromDays(days), (await world.Store.Pools.Find(id, default))!.Passwords.TemporaryLifetime);
    }

    [Fact]
    public async Task The_old_members_for_messages_and_the_template_show_each_other()
    {
        var id = await world.Pool("{'EmailVerificationSubject':'S','EmailVerificationMessage':'E {####}','SmsVerificationMessage':'T {####}'}");
        var template = (await Ask(world.DescribePool, In(id, clientName: null)))["UserPool"]!["VerificationMessageTemplate"]!;
        Assert.Equal(("S", "E {####}", "T {####}"), ((string)template["EmailSubject"]!, (string)template["EmailMessage"]!, (string)template["SmsMessage"]!));
    }

    [Fact]
    public async Task An_empty_device_configuration_turns_devices_on()
    {
        var shown = (await Ask(world.DescribePool, In(await world.Pool("{'DeviceConfiguration':{}}"), clientName: null)))["UserPool"]!;
        AssertSame(
            Json("{'ChallengeRequiredOnNewDevice':false,'DeviceOnlyRememberedOnUserPrompt':false}"), shown["DeviceConfiguration"]!.AsObject());
    }

    [Fact]
    public async Task Recovery_by_an_administrator_alone_sends_no_codes()
    {
        var id = await world.Pool("{'AccountRecoverySetting':{'RecoveryMechanisms':[{'Priority':1,'Name':'admin_only'}]}}");
        Assert.Empty((await world.Store.Pools.Find(id, default))!.Recovery);
    }

    internal static void AssertSame(JsonObject expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected.ToJsonString()}\n but was {actual.ToJsonString()}");

    internal const string Full =
        """
        {
          "Policies": {
            "PasswordPolicy": {
              "MinimumLength": 12, "RequireUppercase": true, "RequireLowercase": false, "RequireNumbers": true, "RequireSymbols": false,
              "PasswordHistorySize": 5, "TemporaryPasswordValidityDays": 3
            },
            "SignInPolicy": { "AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] }
          },
          "DeletionProtection": "ACTIVE",
          "LambdaConfig": {
            "PreSignUp": "arn:aws:lambda:eu-central-1:123456789012:function:before",
            "KMSKeyID": "arn:aws:kms:eu-central-1:123456789012:key/k",
            "CustomEmailSender": { "LambdaVersion": "V1_0", "LambdaArn": "arn:aws:lambda:eu-central-1:123456789012:function:mail" },
            "PreTokenGenerationConfig": { "LambdaVersion": "V2_0", "LambdaArn": "arn:aws:lambda:eu-central-1:123456789012:function:token" }
          },
          "AutoVerifiedAttributes": ["email", "phone_number"],
          "AliasAttributes": ["email"],
          "VerificationMessageTemplate": {
            "SmsMessage": "Code {####}", "EmailMessage": "It is {####}", "EmailSubject": "Code",
            "EmailMessageByLink": "Go {##there##}", "EmailSubjectByLink": "Link", "DefaultEmailOption": "CONFIRM_WITH_LINK"
          },
          "SmsAuthenticationMessage": "Sign in with {####}",
          "MfaConfiguration": "OPTIONAL",
          "UserAttributeUpdateSettings": { "AttributesRequireVerificationBeforeUpdate": ["email"] },
          "DeviceConfiguration": { "ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": false },
          "EmailConfiguration": {
            "SourceArn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com", "ReplyToEmailAddress": "help@example.com",
            "EmailSendingAccount": "DEVELOPER", "From": "Gate <gate@example.com>", "ConfigurationSet": "cs"
          },
          "SmsConfiguration": {
            "SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "x", "SnsRegion": "eu-central-1"
          },
          "UserPoolTags": { "a": "b" },
          "AdminCreateUserConfig": {
            "AllowAdminCreateUserOnly": true, "UnusedAccountValidityDays": 3,
            "InviteMessageTemplate": { "SMSMessage": "{username} {####}", "EmailMessage": "Come, {username}: {####}", "EmailSubject": "Come" }
          },
          "UserPoolAddOns": { "AdvancedSecurityMode": "ENFORCED", "AdvancedSecurityAdditionalFlows": { "CustomAuthMode": "AUDIT" } },
          "UsernameConfiguration": { "CaseSensitive": false },
          "AccountRecoverySetting": {
            "RecoveryMechanisms": [ { "Priority": 2, "Name": "verified_email" }, { "Priority": 1, "Name": "verified_phone_number" } ]
          },
          "UserPoolTier": "PLUS",
          "DcrConfiguration": { "EnableStatus": "Enabled", "OpenDcrEnabled": true, "OpenDcrGrantTypes": ["code"] },
          "KeyConfiguration": { "KeyType": "AWS_OWNED_KEY" },
          "IssuerConfiguration": { "Type": "ORIGINAL" },
          "AcrConfiguration": {
            "Level1": { "AcrValue": "urn:cognito:loa:1" }, "Level2": { "AcrValue": "https://id.example/loa2" },
            "Level3": { "AcrValue": "urn:cognito:loa:3" }, "Level4": { "AcrValue": "urn:cognito:loa:4" }
          }
        }
        """;
}
