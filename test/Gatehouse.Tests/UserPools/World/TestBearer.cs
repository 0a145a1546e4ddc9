using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Whoever shows an access token, good or bad, and every operation that takes one.</summary>
internal sealed class TestBearer(World world, string token)
{
    private const string DeviceKey = "eu-central-1_00000000-0000-4000-8000-000000000000";

    public string Token => token;

    public Task<Said<GetUserResponse>> Get() => world.Call(world.Op<GetUser>(), new() { AccessToken = token });

    public Task<Said<UpdateUserAttributesResponse>> Update(params (string Name, string? Value)[] attributes) =>
        world.Call(world.Op<UpdateUserAttributes>(), new() { AccessToken = token, UserAttributes = Wire.List(attributes) });

    public Task<Said<DeleteUserAttributesResponse>> Remove(params string[] names) =>
        world.Call(world.Op<DeleteUserAttributes>(), new() { AccessToken = token, UserAttributeNames = names });

    public Task<Said<GetUserAttributeVerificationCodeResponse>> AskCode(string attribute) =>
        world.Call(world.Op<GetUserAttributeVerificationCode>(), new() { AccessToken = token, AttributeName = attribute });

    public Task<Said<VerifyUserAttributeResponse>> Verify(string attribute, string code) =>
        world.Call(world.Op<VerifyUserAttribute>(), new() { AccessToken = token, AttributeName = attribute, Code = code });

    public Task<Said<ChangePasswordResponse>> ChangePassword(string? previous, string proposed) =>
        world.Call(world.Op<ChangePassword>(), new() { AccessToken = token, PreviousPassword = previous, ProposedPassword = proposed });

    public Task<Said<ListUserSessionsResponse>> Sessions(string? page = null) =>
        world.Call(world.Op<ListUserSessions>(), new() { AccessToken = token, NextToken = page });

    public Task<Said<RevokeUserSessionResponse>> Revoke(string session, string? associated = null) =>
        world.Call(world.Op<RevokeUserSession>(), new() { AccessToken = token, SessionId = session, RevokeAssociatedSessions = associated });

    public Task<Said<GlobalSignOutResponse>> SignOut() => world.Call(world.Op<GlobalSignOut>(), new() { AccessToken = token });

    public Task<Said<Nothing>> Delete() => world.Call(world.Op<DeleteUser>(), new DeleteUserRequest { AccessToken = token });

    public Task<Said<AssociateSoftwareTokenResponse>> Associate() => world.Call(world.Op<AssociateSoftwareToken>(), new() { AccessToken = token });

    public Task<Said<VerifySoftwareTokenResponse>> VerifyToken(string code, string? device = null) =>
        world.Call(world.Op<VerifySoftwareToken>(), new() { AccessToken = token, UserCode = code, FriendlyDeviceName = device });

    /// <summary>Sets up an authenticator, and turns it on; answers the app, whose present code is spent.</summary>
    public async Task<AuthenticatorApp> SetUpAuthenticator(string? device = null, bool turnOn = true)
    {
        var app = new AuthenticatorApp(world, (await Associate()).Ok.SecretCode!);
        Assert.Equal("SUCCESS", (await VerifyToken(app.Code(), device)).Ok.Status);
        if (turnOn)
            Assert.True((await Prefer(token: new() { Enabled = true })).IsOk);
        world.Wait(TimeSpan.FromSeconds(30));
        return app;
    }

    public Task<Said<SetUserMFAPreferenceResponse>> Prefer(
        SMSMfaSettingsType? sms = null, SoftwareTokenMfaSettingsType? token = null, EmailMfaSettingsType? email = null, WebAuthnMfaSettingsType? passkey = null) =>
        world.Call(world.Op<SetUserMFAPreference>(), new()
        {
            AccessToken = Token, SMSMfaSettings = sms, SoftwareTokenMfaSettings = token, EmailMfaSettings = email, WebAuthnMfaSettings = passkey,
        });

    public Task<Said<SetUserSettingsResponse>> Settings(params MFAOptionType[] options) =>
        world.Call(world.Op<SetUserSettings>(), new() { AccessToken = token, MFAOptions = options });

    public Task<Said<GetUserAuthFactorsResponse>> Factors() => world.Call(world.Op<GetUserAuthFactors>(), new() { AccessToken = token });

    /// <summary>Every operation there is that an access token opens, by name, with a request that is right in all else.</summary>
    public IReadOnlyDictionary<string, Func<Task<Fault?>>> Everything => new Dictionary<string, Func<Task<Fault?>>>
    {
        ["GetUser"] = async () => (await Get()).Fault,
        ["UpdateUserAttributes"] = async () => (await Update(("name", "Ana"))).Fault,
        ["DeleteUserAttributes"] = async () => (await Remove("name")).Fault,
        ["GetUserAttributeVerificationCode"] = async () => (await AskCode("email")).Fault,
        ["VerifyUserAttribute"] = async () => (await Verify("email", "123456")).Fault,
        ["ChangePassword"] = async () => (await ChangePassword(World.Password, World.Another)).Fault,
        ["AssociateSoftwareToken"] = async () => (await Associate()).Fault,
        ["VerifySoftwareToken"] = async () => (await VerifyToken("123456")).Fault,
        ["SetUserMFAPreference"] = async () => (await Prefer()).Fault,
        ["SetUserSettings"] = async () => (await Settings()).Fault,
        ["GetUserAuthFactors"] = async () => (await Factors()).Fault,
        ["ListUserSessions"] = async () => (await Sessions()).Fault,
        ["RevokeUserSession"] = async () => (await Revoke("tkn0000000000000000000000000")).Fault,
        ["GlobalSignOut"] = async () => (await SignOut()).Fault,
        ["StartWebAuthnRegistration"] = async () => (await world.Call(world.Op<StartWebAuthnRegistration>(), new() { AccessToken = token })).Fault,
        ["CompleteWebAuthnRegistration"] = async () =>
            (await world.Call(world.Op<CompleteWebAuthnRegistration>(), new() { AccessToken = token, Credential = JsonElement.Parse("{}") })).Fault,
        ["ListWebAuthnCredentials"] = async () => (await world.Call(world.Op<ListWebAuthnCredentials>(), new() { AccessToken = token })).Fault,
        ["DeleteWebAuthnCredential"] = async () =>
            (await world.Call(world.Op<DeleteWebAuthnCredential>(), new() { AccessToken = token, CredentialId = "AAAA" })).Fault,
        ["ConfirmDevice"] = async () => (await world.Call(world.Op<ConfirmDevice>(), new() { AccessToken = token, DeviceKey = DeviceKey })).Fault,
        ["GetDevice"] = async () => (await world.Call(world.Op<GetDevice>(), new() { AccessToken = token, DeviceKey = DeviceKey })).Fault,
        ["ListDevices"] = async () => (await world.Call(world.Op<ListDevices>(), new() { AccessToken = token })).Fault,
        ["UpdateDeviceStatus"] = async () => (await world.Call(
            world.Op<UpdateDeviceStatus>(), new() { AccessToken = token, DeviceKey = DeviceKey, DeviceRememberedStatus = "remembered" })).Fault,
        ["ForgetDevice"] = async () =>
            (await world.Call(world.Op<ForgetDevice>(), new ForgetDeviceRequest { AccessToken = token, DeviceKey = DeviceKey })).Fault,
        ["DeleteUser"] = async () => (await Delete()).Fault,
    };
}
