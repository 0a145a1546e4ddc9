using Gatehouse.Contracts.UserPools;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>How people sign in whom an import brought.</summary>
public sealed class ImportedPeopleTests
{
    private const string Old = "correct horse battery staple";

    private readonly ImportDesk desk = new(replace: parts => parts.AddSingleton<IPasswordHasher, Argon2Passwords>());

    public static TheoryData<string, string> Hashes => new()
    {
        { "BCRYPT", "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS" },
        { "SCRYPT", "$scrypt$ln=10,r=8,p=2$c2FsdHkgc2FsdA$G/VxttMTZ+sQ20oFzPEtOBk15MqCgJ9dtQG2IJg0G7Y" },
        { "ARGON2ID", "$argon2id$v=19$m=4096,t=2,p=4$FidnPkvaWp0eizt/vi1Ntg$I+v4ryWg8S7hJh4yqksppzJy+qPXGXk1BOl8LxOnGLw" },
        { "PBKDF2_SHA256", "pbkdf2_sha256$3000$saltysalt$6x2UXUTcQUyLvJVlzyykRrYiH8EgUabE8e9dmv+kRHs=" },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task The_old_password_works_and_is_kept_our_way_from_then_on(string algorithm, string hash)
    {
        var client = desk.Pool.Client();
        var job = await desk.ImportHashed(algorithm, ("ana", hash));
        Assert.Equal(("Succeeded", 1L), (job.Status, job.ImportedUsers));
        var ana = desk.Pool.Find("ana")!;
        Assert.Equal((UserStatus.Confirmed, hash, null), (ana.Status, ana.State.Password!.Hash, ana.State.Password.Srp));
        Assert.DoesNotContain(await desk.Log(job.JobId!), line => line.Contains(hash, StringComparison.Ordinal));

        Assert.Equal(Texts.WrongPassword, (await client.SignIn("ana", "correct horse battery stable")).Refusal);
        Assert.Equal(hash, desk.Pool.Find("ana")!.State.Password!.Hash);
        Assert.NotNull((await client.SignIn("ana", Old)).Ok.AuthenticationResult);

        var kept = desk.Pool.Find("ana")!.State.Password!;
        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", kept.Hash, StringComparison.Ordinal);
        Assert.NotNull(kept.Srp);
        Assert.NotNull((await client.SignIn("ana", Old)).Ok.AuthenticationResult);
        Assert.Equal(kept.Hash, desk.Pool.Find("ana")!.State.Password!.Hash);
    }

    [Fact]
    public async Task Without_SRP_in_the_pool_no_verifier_is_made()
    {
        var client = desk.Pool.Client(app => app with { Ways = SignInWays.Password });
        await desk.ImportHashed("BCRYPT", ("ana", "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS"));
        Assert.True((await client.SignIn("ana", Old)).IsOk);
        Assert.Null(desk.Pool.Find("ana")!.State.Password!.Srp);
    }

    [Theory]
    [InlineData("BCRYPT", "$2b$31$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS")]
    [InlineData("BCRYPT", "$argon2id$v=19$m=4096,t=2,p=4$FidnPkvaWp0eizt/vi1Ntg$I+v4ryWg8S7hJh4yqksppzJy+qPXGXk1BOl8LxOnGLw")]
    [InlineData("PBKDF2_SHA256", "$pbkdf2-sha256$2147483647$c2FsdHkgc2FsdA$9ljC6QDv8IriunyklTuOLpSC8dKCmYS48v.WXQFIO1c")]
    [InlineData("ARGON2ID", "Correct-horse-9")]
    public async Task A_hash_that_is_none_or_bait_fails_its_row_and_is_not_told(string algorithm, string hash)
    {
        var job = await desk.ImportHashed(algorithm, ("ana", hash), ("bob", ""), ("eve", ""));
        Assert.Equal((2L, 1L), (job.ImportedUsers, job.FailedUsers));
        Assert.Equal(
            "[FAILED] Line Number 2 - The password hash has not the form of its algorithm, or costs more than is allowed.",
            (await desk.Log(job.JobId!))[0]);
        Assert.Null(desk.Pool.Find("ana"));
        Assert.Equal(UserStatus.ResetRequired, desk.Pool.Find("bob")!.Status);
    }

    [Fact]
    public async Task Without_a_hash_nobody_comes_in_before_the_password_is_recovered()
    {
        await desk.Import(desk.Row("ana"));
        var (open, hiding) = (desk.Pool.Client(), desk.Pool.Client(app => app with { HidesUnknownUsers = true }));
        Assert.Equal(Texts.ResetRequired, (await open.SignIn("ana", "any password at all")).Refusal);
        Assert.Equal(Texts.WrongPassword, (await hiding.SignIn("ana", "any password at all")).Refusal);
        Assert.Equal(Texts.WrongPassword, (await hiding.SignIn("nobody", "any password at all")).Refusal);

        Assert.True((await open.Forgot("ana")).IsOk);
        Assert.True((await open.ConfirmForgot("ana", desk.World.CodeTo("ana@example.com"))).IsOk);
        Assert.NotNull((await open.SignIn("ana", World.Another)).Ok.AuthenticationResult);
        Assert.Equal(UserStatus.Confirmed, desk.Pool.Find("ana")!.Status);
    }

    [Theory]
    [InlineData(FirstFactor.EmailCode, false, UserStatus.Confirmed)]
    [InlineData(FirstFactor.SmsCode, false, UserStatus.ResetRequired)]
    [InlineData(FirstFactor.Passkey, false, UserStatus.ResetRequired)]
    [InlineData(FirstFactor.EmailCode, true, UserStatus.ResetRequired)]
    public async Task Who_can_come_in_by_a_code_needs_no_password_first(FirstFactor factor, bool requiresSecond, UserStatus expected)
    {
        desk.Pool.Change(pool => pool with { FirstFactors = [FirstFactor.Password, factor], RequiresSecondFactor = requiresSecond });
        await desk.Import(desk.Row("ana"));
        Assert.Equal(expected, desk.Pool.Find("ana")!.Status);
        Assert.Null(desk.Pool.Find("ana")!.State.Password);
        Assert.NotNull((await desk.Pool.Client(app => app with { HidesUnknownUsers = true }).SignIn("ana", "any password at all")).Refusal);
    }

    [Fact]
    public async Task Wrong_passwords_of_imported_people_are_counted_as_everybodys_are()
    {
        var client = desk.Pool.Client();
        await desk.ImportHashed("BCRYPT", ("ana", "$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS"));
        for (var i = 0; i < 5; i++)
            Assert.Equal(Texts.WrongPassword, (await client.SignIn("ana", "wrong")).Refusal);
        Assert.Equal(Texts.Locked, (await client.SignIn("ana", Old)).Refusal);
    }

    [Fact]
    public async Task Subs_of_people_who_arrive_together_begin_alike_and_are_everybodys_own()
    {
        await desk.Import([.. Enumerable.Range(0, 1_000).Select(i => desk.Row($"p{i}"))]);
        var subs = Enumerable.Range(0, 1_000).Select(i => desk.Pool.Find($"p{i}")!.Sub).ToList();
        Assert.Equal(1_000, subs.Select(sub => sub[9..]).Distinct().Count());
        Assert.Equal(2, subs.Select(sub => sub[..8]).Distinct().Count());
        Assert.All(subs, sub => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", sub));
    }

    [Fact]
    public async Task Imported_people_are_listed_and_shown_like_others()
    {
        await desk.Import(desk.Row("ana"), desk.Row("bob"));
        var listed = (await desk.Pool.List(request => request with { Filter = "email = \"ANA@example.com\"" })).Ok.Users!;
        Assert.Equal(("ana", UserStatusType.RESET_REQUIRED, true), (Assert.Single(listed).Username, listed[0].UserStatus, listed[0].Enabled));
        Assert.Equal("RESET_REQUIRED", (await desk.Pool.Get("bob")).Ok.UserStatus);
    }
}
