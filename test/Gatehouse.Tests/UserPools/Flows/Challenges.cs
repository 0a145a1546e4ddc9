using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>A person who was asked something, in a world of their own, where everything is on offer.</summary>
internal sealed record Challenged(World World, Person Person, Asked Asked) : IDisposable
{
    public void Dispose() => Person.Passkey?.Dispose();
}

/// <summary>Every challenge that people are given, as it comes about.</summary>
internal static class Challenges
{
    public const string Party = "example.com";

    /// <summary>Each kind, by the name of its challenge and how it differs from others of that name.</summary>
    public static readonly string[] Kinds =
    [
        "PASSWORD_VERIFIER", "NEW_PASSWORD_REQUIRED", "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP as second", "SELECT_MFA_TYPE", "MFA_SETUP",
        "MFA_SETUP by mail", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "SELECT_CHALLENGE", "PASSWORD", "PASSWORD_SRP", "EMAIL_OTP as first",
        "SMS_OTP", "WEB_AUTHN",
    ];

    public static async Task<Challenged> Make(string kind, Action<string>? watch = null)
    {
        var world = new World(watch);
        var person = await Add(world, kind);
        var asked = await person.Begin(kind switch
        {
            "PASSWORD_VERIFIER" => "srp",
            "SELECT_CHALLENGE" => "choice",
            "EMAIL_OTP as first" => "EMAIL_OTP",
            "PASSWORD" or "PASSWORD_SRP" or "SMS_OTP" or "WEB_AUTHN" => kind,
            _ => "password",
        });
        if (kind == "MFA_SETUP")
            asked = asked with { Session = await person.SetUp(asked.Session) };
        if (kind == "DEVICE_PASSWORD_VERIFIER")
            asked = await person.Answer(asked);
        Assert.Equal(kind.Split(' ')[0], asked.Challenge);
        return new(world, person, asked);
    }

    /// <summary>The right answers: those of the person, but where there are two ways.</summary>
    public static (string Name, string Value)[] Answers(string kind, Challenged at) => kind == "MFA_SETUP by mail"
        ? [("USERNAME", at.Person.Name), ("EMAIL", "new@example.com")]
        : at.Person.Answers(at.Asked);

    private static async Task<Person> Add(World world, string kind)
    {
        var pool = world.Pool(rules => rules with
        {
            FirstFactors = Enum.GetValues<FirstFactor>(),
            SecondFactors = Enum.GetValues<SecondFactor>(),
            RequiresSecondFactor = kind.StartsWith("MFA_SETUP", StringComparison.Ordinal),
            Passkeys = new(Party, false, false),
            Devices = kind.StartsWith("DEVICE", StringComparison.Ordinal) ? new(true, false) : null,
        });
        var app = pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice });
        var person = new Person(app, "ana");
        var isBare = kind.StartsWith("MFA_SETUP", StringComparison.Ordinal);
        pool.User(person.Name, isBare ? null : person.Mail, isBare ? null : person.Phone);
        if (kind == "NEW_PASSWORD_REQUIRED")
            Assert.True((await pool.SetPassword(person.Name, World.Password, permanent: false)).IsOk);
        if (kind is "SMS_MFA" or "SELECT_MFA_TYPE")
            Assert.True((await pool.Prefer(person.Name, sms: new() { Enabled = true })).IsOk);
        if (kind == "EMAIL_OTP as second")
            Assert.True((await pool.Prefer(person.Name, email: new() { Enabled = true })).IsOk);
        if (kind is "SOFTWARE_TOKEN_MFA" or "SELECT_MFA_TYPE")
            person.Authenticator = Given(world, pool, person.Name);
        if (kind.StartsWith("DEVICE", StringComparison.Ordinal))
            await Know(world, person);
        if (kind == "WEB_AUTHN")
            await Register(world, person);
        return person;
    }

    private static AuthenticatorApp Given(World world, TestPool pool, string name)
    {
        byte[] secret = [.. Enumerable.Repeat((byte)7, Authenticator.SecretLength)];
        Assert.True(world.Store.Users.Change(pool.Now, pool.Find(name)!.Sub, Enrol, takeAliases: false, default).Done().Outcome);
        world.Wait(TimeSpan.FromMinutes(1));
        return new(world, Operations.UserPools.Base32.Of(secret));

        bool Enrol(User user)
        {
            user.GiveAuthenticator(secret, world.Now);
            user.Choose(user.State.Factors.With(SecondFactor.SoftwareToken, on: true), world.Now);
            return user.ProveAuthenticator(Totp.Code(secret, world.Now.ToUnixTimeSeconds() / 30), null, world.Now) is AuthenticatorCheck.Accepted;
        }
    }

    private static async Task Know(World world, Person person)
    {
        person.Device = TestDevice.Told(await person.App.TokensOf(person.Name));
        person.NamesDevice = true;
        var (salt, verifier) = world.Get<ISrp>().Enrol(person.Device.GroupKey, person.Device.Key, person.Device.Secret);
        Assert.True((await world.Call(world.Op<Operations.UserPools.ConfirmDevice>(), new()
        {
            AccessToken = person.Device.Token,
            DeviceKey = person.Device.Key,
            DeviceSecretVerifierConfig = new() { Salt = Convert.ToBase64String(salt), PasswordVerifier = Convert.ToBase64String(verifier) },
        })).IsOk);
    }

    private static async Task Register(World world, Person person)
    {
        person.Passkey = new("https://app.example.com", Party);
        var token = (await person.App.TokensOf(person.Name)).AccessToken!;
        var options = (await world.Call(world.Op<Operations.UserPools.StartWebAuthnRegistration>(), new() { AccessToken = token })).Ok;
        Assert.True((await world.Call(world.Op<Operations.UserPools.CompleteWebAuthnRegistration>(), new()
        {
            AccessToken = token, Credential = person.Passkey.Make(options.CredentialCreationOptions!.Value),
        })).IsOk);
    }
}
