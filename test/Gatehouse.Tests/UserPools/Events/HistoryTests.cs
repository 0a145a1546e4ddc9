using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Events;

/// <summary>What is written down of people's doings.</summary>
public sealed class HistoryTests
{
    private readonly EventWorld events = new();

    [Fact]
    public async Task A_sign_in_is_told_with_whence_it_came()
    {
        await events.Client.SignIn("ana");

        var happened = Assert.Single(await events.History());
        Assert.Equal(("SignIn", "Pass", events.World.Now), (happened.EventType, happened.EventResponse, happened.CreationDate!.Value));
        Assert.Equal(new EventContextDataType { IpAddress = "198.51.100.7", DeviceName = "Chrome 126, Mac OS X" }, happened.EventContextData);
        Assert.Equal([new ChallengeResponseType { ChallengeName = "Password", ChallengeResponse = "Success" }], happened.ChallengeResponses!);
        Assert.Equal(7, Guid.Parse(happened.EventId!).Version);
        Assert.Null(happened.EventRisk);
        Assert.Null(happened.EventFeedback);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_so_is_a_try_while_locked()
    {
        for (var i = 0; i < 6; i++)
            await events.Client.SignIn("ana", World.Wrong);
        await events.Client.SignIn("ana");

        Assert.Equal(Enumerable.Repeat("SignIn Fail Password:Failure", 7), await events.Told());
    }

    [Fact]
    public async Task A_person_is_meant_by_whatever_name_they_are_called()
    {
        events.Pool.Change(p => p with { Names = p.Names with { Aliases = [Attributes.Email] } });
        events.Pool.User("bob", "bob@example.com");

        await events.Client.SignIn("bob@example.com");
        await events.Client.SignIn("bob", World.Wrong);

        Assert.Equal(["SignIn Pass Password:Success", "SignIn Fail Password:Failure"], await events.Told("bob"));
        Assert.Empty(await events.Told("ana"));
    }

    [Fact]
    public async Task A_name_nobody_has_leaves_no_trace()
    {
        var asked = new List<string>();
        var quiet = new EventWorld(asked.Add);
        for (var i = 0; i < 50; i++)
            await quiet.Client.SignIn($"nobody{i}");
        await quiet.Client.Forgot("nobody");
        await quiet.World.KeepEvents();

        Assert.DoesNotContain("IAuthEvents.Append", asked);
        await quiet.Client.SignIn("ana");
        await quiet.World.KeepEvents();
        Assert.Contains("IAuthEvents.Append", asked);
    }

    [Fact]
    public async Task A_first_password_is_in_progress_until_another_is_chosen()
    {
        events.Pool.User("new", with: u => u with { Status = UserStatus.ForceChangePassword });

        var asked = (await events.Client.SignIn("new")).Ok;
        await events.Client.ChooseNewPassword("new", asked.Session);

        Assert.Equal(["SignIn InProgress Password:Success", "SignIn Pass"], await events.Told("new"));
    }

    [Fact]
    public async Task The_first_step_of_srp_proves_nothing_and_is_not_told()
    {
        await events.Client.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", "ab12"), ("PASSWORD", World.Password));

        Assert.Empty(await events.Told());
    }

    [Fact]
    public async Task The_proof_of_srp_is_told()
    {
        var first = (await events.Client.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", "ab12"))).Ok;
        await events.Client.Respond(
            "PASSWORD_VERIFIER",
            null,
            ("USERNAME", "ana"),
            ("PASSWORD_CLAIM_SECRET_BLOCK", first.ChallengeParameters!["SECRET_BLOCK"]),
            ("PASSWORD_CLAIM_SIGNATURE", "AAAA"),
            ("TIMESTAMP", "Tue Sep 1 09:08:07 UTC 2026"));

        Assert.Equal(["SignIn Fail Password:Failure"], await events.Told());
    }

    [Fact]
    public async Task A_refresh_is_no_sign_in()
    {
        var tokens = (await events.Client.SignIn("ana")).Ok.AuthenticationResult!;
        await events.Client.Initiate("REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", tokens.RefreshToken!), ("USERNAME", "ana"));
        await events.Client.Initiate("REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", "wrong"), ("USERNAME", "ana"));

        Assert.Single(await events.Told());
    }

    [Fact]
    public async Task Mistakes_of_applications_are_not_the_person_s()
    {
        var server = events.Pool.SecretClient();
        foreach (var hash in new[] { "AAAA", null })
        {
            var parameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Wrong));
            if (hash is not null)
                parameters["SECRET_HASH"] = hash;
            var said = await events.World.Call(
                events.World.Op<InitiateAuth>(), new() { ClientId = server.Id, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = parameters });
            Assert.StartsWith("NotAuthorizedException: ", said.Refusal, StringComparison.Ordinal);
        }

        await events.Client.Initiate("USER_PASSWORD_AUTH", ("USERNAME", "ana"));
        await events.Client.Initiate("USER_PASSWORD_AUTH", ("USERNAME", "an\0a"), ("PASSWORD", "x"));
        await events.Client.Initiate("USER_PASSWORD_AUTH", ("USERNAME", new string('a', 3000)), ("PASSWORD", "x"));

        Assert.Empty(await events.Told());
    }

    [Fact]
    public async Task Signing_up_and_asking_for_the_code_again_are_told()
    {
        events.Pool.Change(p => p with { AutoVerified = [Attributes.Email] });
        await events.Client.SignUp("bob", World.Password, ("email", "bob@example.com"));
        await events.Client.SignUp("bob", World.Password, ("email", "bob@example.com"));
        await events.Client.Resend("bob");

        Assert.Equal(["SignUp Pass", "ResendCode Pass"], await events.Told("bob"));
    }

    [Fact]
    public async Task A_recovery_is_in_progress_until_a_code_is_right()
    {
        await events.Client.Forgot("ana");
        var code = events.World.CodeTo("ana@example.com");
        await events.Client.ConfirmForgot("ana", code == "000000" ? "000001" : "000000");
        await events.Client.ConfirmForgot("ana", code, "weak");
        await events.Client.ConfirmForgot("ana", code);

        Assert.Equal(["ForgotPassword InProgress", "ForgotPassword Fail Mfa:Failure", "ForgotPassword Pass Mfa:Success"], await events.Told());
    }

    [Fact]
    public async Task A_change_of_the_password_is_told_and_so_is_a_wrong_one()
    {
        var token = (await events.Client.SignIn("ana")).Ok.AuthenticationResult!.AccessToken!;
        foreach (var previous in new[] { World.Wrong, World.Password })
        {
            await events.World.Call(
                events.World.Op<ChangePassword>(), new() { AccessToken = token, PreviousPassword = previous, ProposedPassword = World.Another });
        }

        Assert.Equal(
            ["SignIn Pass Password:Success", "PasswordChange Fail Password:Failure", "PasswordChange Pass Password:Success"], await events.Told());
    }

    [Fact]
    public async Task A_blocked_address_is_told_as_a_risk()
    {
        events.Pool.Change(p => p with { Threats = ThreatMode.Enforced });
        events.World.Store.Parts<RiskSettings>().Change(
            events.Pool.Id, "", RiskSettings.OfPool, _ => new(events.Pool.Id, RiskSettings.OfPool) { Blocked = ["198.51.100.0/24"] }, default).Done();

        await events.Client.SignIn("ana");

        var happened = Assert.Single(await events.History());
        Assert.Equal("Fail", happened.EventResponse);
        Assert.Equal(new EventRiskType { RiskDecision = "Block" }, happened.EventRisk);
        Assert.Null(happened.ChallengeResponses);
    }

    [Fact]
    public async Task A_server_tells_whom_it_speaks_for()
    {
        await AdminSignIn(null);
        await AdminSignIn(new()
        {
            IpAddress = "::ffff:203.0.113.9", ServerName = "shop", ServerPath = "/in",
            HttpHeaders = [new() { HeaderName = "user-agent", HeaderValue = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" }],
        });

        var history = await events.History();
        Assert.Null(history[0].EventContextData);
        Assert.Equal(new EventContextDataType { IpAddress = "203.0.113.9", DeviceName = "Firefox 140, Linux" }, history[1].EventContextData);
    }

    [Fact]
    public async Task What_an_application_says_of_addresses_is_written_only_when_it_may_say_so()
    {
        foreach (var client in new[] { events.Client, events.Pool.SecretClient(), events.Pool.SecretClient(c => c with { Described = """{"EnablePropagateAdditionalUserContextData":true}""" }) })
        {
            var parameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password));
            if (client.HashOf("ana") is { } hash)
                parameters["SECRET_HASH"] = hash;
            await events.World.Call(events.World.Op<InitiateAuth>(), new()
            {
                ClientId = client.Id, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = parameters, UserContextData = new() { IpAddress = "203.0.113.9" },
            });
        }

        Assert.Equal(["198.51.100.7", "198.51.100.7", "203.0.113.9"], (await events.History()).Select(happened => happened.EventContextData!.IpAddress));
    }

    [Fact]
    public async Task A_pool_that_does_not_watch_writes_nothing_down()
    {
        events.Pool.Change(p => p with { Threats = ThreatMode.Off });
        await events.Client.SignIn("ana");
        await events.Client.SignIn("ana", World.Wrong);
        await events.Client.Forgot("ana");
        events.Pool.Change(p => p with { Threats = ThreatMode.Audit });

        Assert.Empty(await events.Told());
    }

    [Fact]
    public async Task Nobody_waits_for_the_history()
    {
        var asked = new List<string>();
        var quiet = new EventWorld(asked.Add);

        await quiet.Client.SignIn("ana");

        Assert.DoesNotContain(asked, call => call.StartsWith("IAuthEvents", StringComparison.Ordinal));
        Assert.Single(asked, "IUsers.Find");
    }

    [Fact]
    public async Task No_more_notes_wait_than_memory_is_set_aside_for()
    {
        var log = events.World.Get<AuthEventLog>();
        var note = new AuthNote(events.Pool.Now, "ana", AuthEventKind.SignIn, AuthEventResult.Failed, Origin.Unknown);
        for (var i = 0; i < AuthEventLog.MostWaiting + 7; i++)
            log.Note(note);

        Assert.Equal(7, log.TakeLost());
        Assert.Equal(0, log.TakeLost());
        Assert.Equal(60, (await events.History()).Count);
    }

    private Task AdminSignIn(ContextDataType? context) => events.World.Call(events.World.Op<AdminInitiateAuth>(), new()
    {
        UserPoolId = events.Pool.Id, ClientId = events.Client.Id, AuthFlow = "ADMIN_USER_PASSWORD_AUTH", ContextData = context,
        AuthParameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password)),
    });
}
