using CsCheck;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// Random walks through the whole machine of challenges, held at every step against a model: several sign-ins of one person at once, in
/// any order, answered rightly, wrongly, too late, twice and under other names, while passwords change and the person is disabled.
/// </summary>
public sealed class SignInModelTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public Task The_server_does_what_the_model_says() => Gen.Int[0, int.MaxValue].Array[30, 60].SampleAsync(
        async dice =>
        {
            using var walk = await SignInWalk.Begin(dice, Patience);
            for (var step = 0; step < 14; step++)
                await walk.Step();
            return true;
        },
        iter: IsLong ? 10_000 : 120,
        threads: 1);
}

/// <summary>One walk: a person, their sign-ins, and the model of both.</summary>
internal sealed class SignInWalk : IDisposable
{
    private static readonly string[] Flows = ["password", "srp", "choice", "PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "WEB_AUTHN"];

    private readonly int[] dice;
    private readonly TimeSpan patience;
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly Person person;
    private readonly SignInModel model;
    private readonly List<Begun> begun = [];
    private readonly List<string> told = [];
    private int turn;
    private int wrong;
    private int sent;

    private SignInWalk(int[] dice, TimeSpan patience)
    {
        (this.dice, this.patience) = (dice, patience);
        var has = SignInModel.FactorWords.Where(_ => Roll(2) == 0).ToHashSet();
        var on = has.Where(_ => Roll(2) == 0).ToHashSet();
        model = new()
        {
            Mode = Pick("off", "optional", "on"), Has = has, On = on, Preferred = on.Count > 0 && Roll(2) == 0 ? on.First() : null,
            PasskeyIsBoth = on.Count > 0 && Roll(2) == 0, Device = Pick("untracked", "new", "spares", "proves"),
        };
        pool = world.Pool(rules => rules with
        {
            FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.Passkey], SecondFactors = Enum.GetValues<SecondFactor>(),
            Passkeys = new(Challenges.Party, false, true), Devices = model.Device == "untracked" ? null : new(model.Device == "spares", false),
        });
        var app = pool.Client(client => client with { Ways = client.Ways | SignInWays.Choice, StepLifetime = patience });
        person = new Person(app, "ana") { Passkey = new("https://app.example.com", Challenges.Party) };
    }

    public static async Task<SignInWalk> Begin(int[] dice, TimeSpan patience)
    {
        var walk = new SignInWalk(dice, patience);
        await walk.Equip();
        return walk;
    }

    public void Dispose() => person.Passkey!.Dispose();

    /// <summary>Does something, and holds what comes of it against the model.</summary>
    public async Task Step()
    {
        var open = begun.Count == 0 ? null : begun[^(1 + Roll(Math.Min(4, begun.Count)))];
        switch (Roll(12))
        {
            case < 4:
                await Start(Flows[Roll(Flows.Length)]);
                break;
            case < 9 when open is not null:
                await Answer(open);
                break;
            case 9 when open is not null && wrong < 3:
                await Spoil(open);
                break;
            case 10 when open is not null:
                await Misname(open);
                break;
            case 11 when Roll(4) == 0:
                await Meddle();
                break;
            default:
                await Start("password");
                break;
        }
    }

    private async Task Start(string flow)
    {
        if (flow == "EMAIL_OTP" && sent >= 4)
            return;

        var asked = await person.Begin(flow);
        var expected = flow switch
        {
            "password" => model.Next(false, false),
            "srp" => "PASSWORD_VERIFIER",
            "choice" => "SELECT_CHALLENGE",
            _ => model.Offered(flow),
        };
        sent += asked.Challenge == "EMAIL_OTP" && flow == "EMAIL_OTP" ? 1 : 0;
        Hold($"begin {flow}", expected, asked);
        Keep(asked, isFirst: flow != "password", hasSecond: false, hasDevice: false);
    }

    private async Task Answer(Begun at)
    {
        world.Wait(TimeSpan.FromSeconds(31));
        var expected = Expected(at, out var hasSecond, out var hasDevice);
        if (expected == "refused" && at.Asked.Challenge is "PASSWORD_VERIFIER" or "EMAIL_OTP" or "SMS_MFA" && wrong++ >= 3)
            return;

        // Whoever may not set up any more is refused on the way.
        var session = at.Asked.Session;
        if (at.Asked.Challenge == "MFA_SETUP" && expected != "refused")
            session = await person.SetUp(session);
        var asked = await person.Respond(at.Asked.Challenge!, session, Answers(at));
        Hold($"answer {at.Asked.Challenge}", expected, asked);
        if (expected == "refused")
            return;

        at.IsSpent = true;
        Learn(at);
        Keep(asked, isFirst: asked.Challenge is "PASSWORD_VERIFIER", hasSecond, hasDevice);
    }

    // A wrong answer is refused; an SRP proof and a passkey are judged once.
    private async Task Spoil(Begun at)
    {
        wrong++;
        world.Wait(TimeSpan.FromSeconds(31));
        var answers = Answers(at);
        var (name, value) = answers[^1];
        if (name is "USERNAME" or "ANSWER" or "SRP_A" or "NEW_PASSWORD")
            return;

        // The last member of a claim is its time.
        var bent = name is "TIMESTAMP" ? SrpProver.Stamp(world.Now + TimeSpan.FromSeconds(1))
            : name is "CREDENTIAL" ? "{}"
            : name is "PASSWORD" ? World.Wrong
            : person.Authenticator is { } app && name is "SOFTWARE_TOKEN_MFA_CODE" ? app.Wrong() : value[..^1] + (value[^1] == '0' ? '1' : '0');
        Hold($"spoil {at.Asked.Challenge}", "refused", await person.Respond(at.Asked.Challenge!, at.Asked.Session, [.. answers[..^1], (name, bent)]));
        if (at.Asked.Challenge is "DEVICE_PASSWORD_VERIFIER" or "WEB_AUTHN" && world.Now < at.Until && at.Password == model.Password)
            at.IsSpent = true;
    }

    // The right answers under the name of another challenge get nobody anywhere.
    private async Task Misname(Begun at)
    {
        var name = Pick("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "SMS_OTP", "MFA_SETUP", "SELECT_MFA_TYPE", "NEW_PASSWORD_REQUIRED", "DEVICE_SRP_AUTH", "PASSWORD", "WEB_AUTHN");
        if (name != at.Asked.Challenge)
            Hold($"{at.Asked.Challenge} as {name}", "refused", await person.Respond(name, at.Asked.Session, Answers(at)));
    }

    private async Task Meddle()
    {
        // No two passwords are of the same instant.
        world.Wait(TimeSpan.FromSeconds(1));
        var what = Roll(4);
        told.Add(what switch { 0 => "disabled", 1 => "too late", _ => "another password" });
        switch (what)
        {
            case 0:
                Assert.True((await pool.Disable(person.Name)).IsOk);
                model.IsDisabled = true;
                break;
            case 1:
                world.Wait(patience);
                break;
            default:
                var isTemporary = Roll(2) == 0;
                person.Password = $"Correct-horse-{model.Password + 10}";
                Assert.True((await pool.SetPassword(person.Name, person.Password, permanent: !isTemporary)).IsOk);
                (model.IsTemporary, model.Password) = (isTemporary, model.Password + 1);
                break;
        }
    }

    private string Expected(Begun at, out bool hasSecond, out bool hasDevice)
    {
        (hasSecond, hasDevice) = (at.HasSecond, at.HasDevice);
        if (at.IsSpent || world.Now >= at.Until || at.Password != model.Password)
            return "refused";

        // Nobody is told that they are disabled before they have proven something.
        if (model.IsDisabled)
            return at.Asked.Challenge == "PASSWORD_SRP" ? "PASSWORD_VERIFIER" : "refused";
        if (at.Code is { } code && code != model.NewestCode)
            return "refused";

        switch (at.Asked.Challenge)
        {
            case "PASSWORD_SRP":
                return "PASSWORD_VERIFIER";
            case "DEVICE_SRP_AUTH":
                return "DEVICE_PASSWORD_VERIFIER";
            case "SELECT_MFA_TYPE":
                return model.On.Contains("SOFTWARE_TOKEN_MFA") ? "SOFTWARE_TOKEN_MFA" : "SMS_MFA";
            case "NEW_PASSWORD_REQUIRED":
                return AfterNewPassword();
            case "MFA_SETUP" when model.Has.Count > 0:
                return "refused";
        }

        hasDevice |= at.Asked.Challenge == "DEVICE_PASSWORD_VERIFIER";
        hasSecond |= at.Asked.Challenge switch
        {
            "WEB_AUTHN" => model.PasskeyIsBoth,
            "DEVICE_PASSWORD_VERIFIER" => model.Device == "spares",
            "EMAIL_OTP" => !at.IsFirst,
            "SMS_MFA" or "SOFTWARE_TOKEN_MFA" or "MFA_SETUP" => true,
            _ => false,
        };
        return model.Next(hasSecond, hasDevice);
    }

    private string AfterNewPassword()
    {
        model.IsTemporary = false;
        var next = model.Next(false, false);
        model.IsTemporary = true;
        return next;
    }

    // What a right answer changes of the person.
    private void Learn(Begun at)
    {
        if (at.Asked.Challenge == "NEW_PASSWORD_REQUIRED")
        {
            (model.IsTemporary, model.Password) = (false, model.Password + 1);
            person.Password = person.NextPassword;
            person.NextPassword = $"Another-horse-{model.Password}";
        }

        if (at.Asked.Challenge == "MFA_SETUP")
        {
            model.Has.Add("SOFTWARE_TOKEN_MFA");
            model.On.Add("SOFTWARE_TOKEN_MFA");
        }
    }

    private void Keep(Asked asked, bool isFirst, bool hasSecond, bool hasDevice)
    {
        if (asked is { Refusal: not null } or { Tokens: not null })
            return;

        var code = asked.Challenge is not ("SMS_MFA" or "EMAIL_OTP") ? null : model.IsDisabled ? "00000000" : world.CodeTo(asked.Challenge == "SMS_MFA" ? person.Phone : person.Mail);
        model.NewestCode = code ?? model.NewestCode;
        begun.Add(new(asked, world.Now + patience, model.Password, hasSecond, hasDevice) { IsFirst = isFirst, Code = code });
    }

    private (string Name, string Value)[] Answers(Begun at) => at.Asked.Challenge switch
    {
        "SMS_MFA" or "EMAIL_OTP" => [("USERNAME", person.Name), (at.Asked.Challenge + "_CODE", at.Code!)],
        "SELECT_MFA_TYPE" => [("USERNAME", person.Name), ("ANSWER", model.On.Contains("SOFTWARE_TOKEN_MFA") ? "SOFTWARE_TOKEN_MFA" : "SMS_MFA")],
        _ => person.Answers(at.Asked),
    };

    private void Hold(string what, string expected, Asked asked)
    {
        var came = asked.Refusal is null ? asked.Word : "refused";
        told.Add($"{what}: {asked.Word}");
        Assert.True(expected == came, $"Expected {expected} of this walk in {model.Mode}/{model.Device}, on {string.Join(' ', model.On)}:\n{string.Join('\n', told)}");
    }

    private async Task Equip()
    {
        pool.User(person.Name, model.Has.Contains("EMAIL_OTP") ? person.Mail : null, model.Has.Contains("SMS_MFA") ? person.Phone : null);
        var tokens = await person.App.TokensOf(person.Name);
        var bearer = new TestBearer(world, tokens.AccessToken!);
        var options = (await world.Call(world.Op<StartWebAuthnRegistration>(), new() { AccessToken = bearer.Token })).Ok;
        Assert.True((await world.Call(world.Op<CompleteWebAuthnRegistration>(), new()
        {
            AccessToken = bearer.Token, Credential = person.Passkey!.Make(options.CredentialCreationOptions!.Value),
        })).IsOk);
        if (model.Has.Contains("SOFTWARE_TOKEN_MFA"))
            person.Authenticator = await bearer.SetUpAuthenticator(turnOn: false);
        Assert.True((await bearer.Prefer(
            sms: Wish("SMS_MFA") is var (on, first) ? new() { Enabled = on, PreferredMfa = first } : null,
            token: Wish("SOFTWARE_TOKEN_MFA") is var (app, second) ? new() { Enabled = app, PreferredMfa = second } : null,
            email: Wish("EMAIL_OTP") is var (mail, third) ? new() { Enabled = mail, PreferredMfa = third } : null,
            passkey: new() { Enabled = model.PasskeyIsBoth })).IsOk);
        if (model.Device is "spares" or "proves")
            await Remember(tokens);

        pool.Change(rules => rules with { RequiresSecondFactor = model.Mode == "on", SecondFactors = model.Mode == "off" ? [] : rules.SecondFactors });

        (bool, bool) Wish(string factor) => (model.On.Contains(factor), model.Preferred == factor);
    }

    private async Task Remember(AuthenticationResultType tokens)
    {
        person.Device = TestDevice.Told(tokens);
        person.NamesDevice = true;
        var (salt, verifier) = world.Get<ISrp>().Enrol(person.Device.GroupKey, person.Device.Key, person.Device.Secret);
        Assert.True((await world.Call(world.Op<ConfirmDevice>(), new()
        {
            AccessToken = person.Device.Token,
            DeviceKey = person.Device.Key,
            DeviceSecretVerifierConfig = new() { Salt = Convert.ToBase64String(salt), PasswordVerifier = Convert.ToBase64String(verifier) },
        })).IsOk);
    }

    private string Pick(params ReadOnlySpan<string> words) => words[Roll(words.Length)];

    private int Roll(int sides) => dice[turn++ % dice.Length] / 7 % sides;
}
