using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// What is asked of whom: one table over all that decides it, and every combination is signed in through the operations, with every
/// challenge answered rightly, down to the tokens.
/// </summary>
public sealed class SignInTableTests
{
    private const string Party = "example.com";

    private static readonly string[] Modes = ["off", "optional", "on"];
    private static readonly string[] Devices = ["untracked", "new", "known", "spares", "proves"];
    private static readonly string[] Flows = ["password", "srp", "server", "code", "passkey"];
    private static readonly string[] People =
        ["nothing", "mail", "phone", "mail-on", "phone-on", "app-on", "app-phone-on", "app-preferred", "passkey-both"];

    /// <summary>
    /// The pool's MfaConfiguration; what the person has and has turned on; the device; with what the person begins; and what is asked after
    /// that. Lists are alternatives, <c>any</c> is all of them.
    /// <para>
    /// Everybody has a password and a passkey, in a pool where passkeys can be both factors. Devices: the pool keeps no track; it is new;
    /// it is confirmed and not remembered; it is remembered and spares the second factor; it is remembered and spares nothing.
    /// <c>server</c> is a password through AdminInitiateAuth, <c>code</c> EMAIL_OTP and <c>passkey</c> WEB_AUTHN by USER_AUTH; <c>choice</c>
    /// is SELECT_CHALLENGE, for what was wished for cannot be.
    /// </para>
    /// </summary>
    public static TheoryData<string> Table =>
    [
        // Nobody has a second factor where there is none, or who did not turn one on where it is optional.
        "off | any | untracked new known | password srp server => tokens",
        "off | any | spares proves | password srp => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "off | any | spares proves | server => tokens",
        "off | any | untracked new known | passkey => tokens",
        "off | any | spares proves | passkey => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "off | mail mail-on | untracked new known | code => tokens",
        "off | mail mail-on | spares proves | code => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "optional | nothing mail phone | untracked new known | password srp server => tokens",
        "optional | nothing mail phone | spares proves | password srp => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "optional | nothing mail phone | spares proves | server => tokens",
        "optional | nothing mail phone | untracked new known | passkey => tokens",
        "optional | nothing mail phone | spares proves | passkey => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "optional | mail | untracked new known | code => tokens",
        "optional | mail | spares proves | code => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",

        // Who has no mailbox is sent no mail.
        "off | nothing phone phone-on app-on app-phone-on app-preferred passkey-both | any | code => choice",
        "optional | nothing phone | any | code => choice",

        // Who has a second factor begins with the password, or with a passkey that is both.
        "optional | mail-on phone-on app-on app-phone-on app-preferred passkey-both | any | code => choice",
        "optional | mail-on phone-on app-on app-phone-on app-preferred | any | passkey => choice",
        "on | any | any | code => choice",
        "on | nothing mail phone mail-on phone-on app-on app-phone-on app-preferred | any | passkey => choice",
        "optional on | passkey-both | untracked new known | passkey => tokens",
        "optional on | passkey-both | spares proves | passkey => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",

        // A remembered device takes the place of the second factor where it spares it.
        "optional | mail-on phone-on app-on app-phone-on app-preferred passkey-both | spares | password srp => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "on | any | spares | password srp => DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",

        // Other devices do not, and a server has none.
        "optional on | mail-on | untracked new known | password srp server => EMAIL_OTP tokens",
        "optional on | mail-on | spares proves | server => EMAIL_OTP tokens",
        "optional on | mail-on | proves | password srp => EMAIL_OTP DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "optional on | phone-on | untracked new known | password srp server => SMS_MFA tokens",
        "optional on | phone-on | spares proves | server => SMS_MFA tokens",
        "optional on | phone-on | proves | password srp => SMS_MFA DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "optional on | app-on app-preferred passkey-both | untracked new known | password srp server => SOFTWARE_TOKEN_MFA tokens",
        "optional on | app-on app-preferred passkey-both | spares proves | server => SOFTWARE_TOKEN_MFA tokens",
        "optional on | app-on app-preferred passkey-both | proves | password srp => SOFTWARE_TOKEN_MFA DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "optional on | app-phone-on | untracked new known | password srp server => SELECT_MFA_TYPE SOFTWARE_TOKEN_MFA tokens",
        "optional on | app-phone-on | spares proves | server => SELECT_MFA_TYPE SOFTWARE_TOKEN_MFA tokens",
        "optional on | app-phone-on | proves | password srp => SELECT_MFA_TYPE SOFTWARE_TOKEN_MFA DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",

        // Where one is required, an address is one unasked, and whoever has nothing sets one up.
        "on | mail | untracked new known | password srp server => EMAIL_OTP tokens",
        "on | mail | spares proves | server => EMAIL_OTP tokens",
        "on | mail | proves | password srp => EMAIL_OTP DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "on | phone | untracked new known | password srp server => SMS_MFA tokens",
        "on | phone | spares proves | server => SMS_MFA tokens",
        "on | phone | proves | password srp => SMS_MFA DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
        "on | nothing | untracked new known | password srp server => MFA_SETUP tokens",
        "on | nothing | spares proves | server => MFA_SETUP tokens",
        "on | nothing | proves | password srp => MFA_SETUP DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER tokens",
    ];

    private static IEnumerable<Case> All =>
        from mode in Modes from person in People from device in Devices from flow in Flows select new Case(mode, person, device, flow);

    [Fact]
    public void The_table_has_every_combination_once()
    {
        var rows = Table.Select(row => Row.Read(row.Data)).ToList();
        Assert.All(All, at => Assert.Single(rows, row => row.Has(at)));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task This_is_asked(string text)
    {
        var row = Row.Read(text);
        foreach (var at in All.Where(row.Has))
            Assert.Equal($"{at}: {row.Asks}", $"{at}: {await Walk(at)}");
    }

    private static async Task<string> Walk(Case at)
    {
        var person = await Made(at);
        using var passkey = person.Passkey;
        var asked = await person.Begin(at.Flow switch { "server" => "password", "code" => "EMAIL_OTP", "passkey" => "WEB_AUTHN", _ => at.Flow });
        if (asked.Challenge == "SELECT_CHALLENGE")
            return "choice";

        // What the first factor itself asks is no matter of this table.
        if (at.Flow is "srp" or "code" or "passkey")
            asked = await person.Answer(asked);
        return string.Join(' ', await person.Walk(asked));
    }

    private static async Task<Person> Made(Case at)
    {
        var world = new World();
        var pool = world.Pool(rules => rules with
        {
            FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.Passkey],
            SecondFactors = [SecondFactor.Sms, SecondFactor.SoftwareToken, SecondFactor.Email],
            Passkeys = new(Party, false, true),
            Devices = at.Device == "untracked" ? null : new(SparesSecondFactor: at.Device == "spares", AsksPerson: at.Device == "known"),
        });
        var person = new Person(pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice }), "ana") { Passkey = new("https://app.example.com", Party) };
        var hasPhone = at.Person.Contains("phone", StringComparison.Ordinal);
        pool.User(person.Name, at.Person is "mail" or "mail-on" ? person.Mail : null, hasPhone ? person.Phone : null);
        var tokens = await person.App.TokensOf(person.Name);
        await Equip(world, person, new TestBearer(world, tokens.AccessToken!), at.Person);
        if (at.Device is "known" or "spares" or "proves")
        {
            person.Device = TestDevice.Told(tokens);
            person.NamesDevice = true;
            var (salt, verifier) = world.Get<ISrp>().Enrol(person.Device.GroupKey, person.Device.Key, person.Device.Secret);
            Assert.True((await world.Call(world.Op<Operations.UserPools.ConfirmDevice>(), new()
            {
                AccessToken = person.Device.Token, DeviceKey = person.Device.Key, DeviceName = "phone",
                DeviceSecretVerifierConfig = new() { Salt = Convert.ToBase64String(salt), PasswordVerifier = Convert.ToBase64String(verifier) },
            })).IsOk);
        }

        person.ByServer = at.Flow == "server";
        pool.Change(rules => rules with
        {
            RequiresSecondFactor = at.Mode == "on", SecondFactors = at.Mode == "off" ? [] : rules.SecondFactors,
        });
        return person;
    }

    private static async Task Equip(World world, Person person, TestBearer bearer, string what)
    {
        var options = (await world.Call(world.Op<Operations.UserPools.StartWebAuthnRegistration>(), new() { AccessToken = bearer.Token })).Ok;
        Assert.True((await world.Call(world.Op<Operations.UserPools.CompleteWebAuthnRegistration>(), new()
        {
            AccessToken = bearer.Token, Credential = person.Passkey!.Make(options.CredentialCreationOptions!.Value),
        })).IsOk);
        if (what.StartsWith("app", StringComparison.Ordinal) || what == "passkey-both")
            person.Authenticator = await bearer.SetUpAuthenticator("app");

        var chosen = what switch
        {
            "mail-on" => bearer.Prefer(email: new() { Enabled = true }),
            "phone-on" => bearer.Prefer(sms: new() { Enabled = true }),
            "app-phone-on" => bearer.Prefer(sms: new() { Enabled = true }),
            "app-preferred" => bearer.Prefer(sms: new() { Enabled = false }, token: new() { Enabled = true, PreferredMfa = true }),
            "passkey-both" => bearer.Prefer(passkey: new() { Enabled = true }),
            _ => null,
        };
        if (chosen is not null)
            Assert.True((await chosen).IsOk);
    }

    private sealed record Case(string Mode, string Person, string Device, string Flow);

    private sealed record Row(string[] Modes, string[] People, string[] Devices, string[] Flows, string Asks)
    {
        public static Row Read(string text)
        {
            var sides = text.Split(" => ");
            var parts = sides[0].Split('|', StringSplitOptions.TrimEntries).Select(part => part.Split(' ')).ToArray();
            return new(parts[0], parts[1], parts[2], parts[3], sides[1]);
        }

        public bool Has(Case at) => Is(Modes, at.Mode) && Is(People, at.Person) && Is(Devices, at.Device) && Is(Flows, at.Flow);

        private static bool Is(string[] words, string word) => words is ["any"] || words.Contains(word);
    }
}
