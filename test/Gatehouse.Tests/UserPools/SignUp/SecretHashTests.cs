using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A client with a secret proves it in every public operation that names a person.</summary>
public class SecretHashTests
{
    private readonly World world = new();

    public static TheoryData<string> Operations => ["SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword", "password", "SRP", "server", "challenge"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Without_the_hash_it_is_refused_and_with_it_admitted(string operation)
    {
        var app = world.Pool().SecretClient();
        Assert.Equal($"NotAuthorizedException: Client {app.Id} is configured with secret but SECRET_HASH was not received", Text(await Call(operation, app, null)));
        Assert.DoesNotContain("SECRET", Text(await Call(operation, app, app.HashOf("ana"))), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_hash_that_proves_anything_else_is_refused(string operation)
    {
        var pool = world.Pool();
        var (app, other) = (pool.SecretClient(), pool.SecretClient());
        foreach (var hash in (string[])[other.HashOf("ana")!, app.HashOf("Ana")!, app.HashOf("bob")!, app.HashOf("ana")![..^2], "AAAA", "abc"])
            Assert.Equal($"NotAuthorizedException: Unable to verify secret hash for client {app.Id}", Text(await Call(operation, app, hash)));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_client_without_a_secret_takes_no_hash(string operation)
    {
        var pool = world.Pool();
        var app = pool.Client();
        Assert.Equal(
            $"NotAuthorizedException: Client {app.Id} is not configured with secret but secret was received",
            Text(await Call(operation, app, pool.SecretClient().HashOf("ana"))));
    }

    [Fact]
    public async Task Nothing_happens_and_nothing_is_counted_before_the_client_is_proven()
    {
        var pool = world.Pool(p => p with { AutoVerified = ["email"] });
        pool.User("ana", "ana@example.com");
        var app = pool.SecretClient();
        foreach (var operation in Operations.Select(row => row.Data))
        {
            for (var i = 0; i < 20; i++)
                await Call(operation, app, "AAAA");
        }

        Assert.Empty(world.Sent());
        Assert.Equal((0, true), (world.Hasher.Checks, (await app.SignIn("ana")).IsOk));
    }

    [Fact]
    public async Task While_a_secret_is_exchanged_either_proves_the_client()
    {
        var pool = world.Pool();
        pool.User("ana");
        var app = pool.SecretClient();
        var old = app.HashOf("ana")!;
        app.Change(c => c with { Secrets = [new($"{c.Id}--2", "a-new-secret-of-many-letters", world.Now), .. c.Secrets] });
        foreach (var hash in (string[])[old, app.HashOf("ana")!])
            Assert.True((await app.Initiate("USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password), ("SECRET_HASH", hash))).IsOk);
        app.Change(c => c with { Secrets = [c.Secrets[0]] });
        Assert.False((await app.Initiate("USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password), ("SECRET_HASH", old))).IsOk);
    }

    private static string Text(Fault? fault) => fault is null ? "" : $"{fault.Code}: {fault.Message}";

    private async Task<Fault?> Call(string operation, TestClient app, string? hash) => operation switch
    {
        "SignUp" => (await world.Call(world.Op<SignUp>(), new() { ClientId = app.Id, SecretHash = hash, Username = "ana", Password = World.Password })).Fault,
        "ConfirmSignUp" => (await world.Call(world.Op<ConfirmSignUp>(), new() { ClientId = app.Id, SecretHash = hash, Username = "ana", ConfirmationCode = "1" })).Fault,
        "ResendConfirmationCode" => (await world.Call(world.Op<ResendConfirmationCode>(), new() { ClientId = app.Id, SecretHash = hash, Username = "ana" })).Fault,
        "ForgotPassword" => (await world.Call(world.Op<ForgotPassword>(), new() { ClientId = app.Id, SecretHash = hash, Username = "ana" })).Fault,
        "ConfirmForgotPassword" => (await world.Call(
            world.Op<ConfirmForgotPassword>(), new() { ClientId = app.Id, SecretHash = hash, Username = "ana", ConfirmationCode = "1", Password = World.Another })).Fault,
        "password" => (await world.Call(world.Op<InitiateAuth>(), new() { ClientId = app.Id, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = With(hash) })).Fault,
        "SRP" => (await world.Call(world.Op<InitiateAuth>(), new() { ClientId = app.Id, AuthFlow = "USER_SRP_AUTH", AuthParameters = With(hash) })).Fault,
        "server" => (await world.Call(
            world.Op<AdminInitiateAuth>(), new() { UserPoolId = app.Pool.Id, ClientId = app.Id, AuthFlow = "ADMIN_USER_PASSWORD_AUTH", AuthParameters = With(hash) })).Fault,
        _ => (await world.Call(
            world.Op<RespondToAuthChallenge>(), new() { ClientId = app.Id, ChallengeName = "NEW_PASSWORD_REQUIRED", ChallengeResponses = With(hash) })).Fault,
    };

    private static Dictionary<string, string> With(string? hash)
    {
        var map = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password), ("SRP_A", "2"), ("NEW_PASSWORD", World.Another));
        if (hash is not null)
            map["SECRET_HASH"] = hash;
        return map;
    }
}
