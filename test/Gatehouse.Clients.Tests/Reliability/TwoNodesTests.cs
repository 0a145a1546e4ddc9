using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Two servers on one database are one service: what one does, the other knows within a second.</summary>
[Collection(Alone.Name)]
public sealed class TwoNodesTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private readonly PostgresStore store = new();
    private readonly List<ServerPlan> plans = [];
    private ServerProcess? first;
    private ServerProcess? second;
    private Scene? scene;

    private Cognito A => first!.Cognito;

    private Cognito B => second!.Cognito;

    public async ValueTask InitializeAsync()
    {
        plans.AddRange([await store.Plan(), await store.Plan()]);
        first = await ServerProcess.Start(plans[0]);
        second = await ServerProcess.Start(plans[1]);
        scene = await Scene.Make(A);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { first, second })
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);

        plans.ForEach(plan => plan.Dispose());
        await store.DisposeAsync();
    }

    [Fact]
    public async Task What_is_made_on_one_is_used_on_the_other()
    {
        Assert.True((await scene!.SignUp(A, "both")).Succeeded);
        var code = await A.CodeFor(Scene.MailOf("both"));
        Assert.True((await B.Call("ConfirmSignUp", new { scene.ClientId, Username = "both", ConfirmationCode = code })).Succeeded);

        var tokens = await scene.TokensOf(A, "both");
        Assert.Equal("both", (await B.Call("GetUser", new { AccessToken = tokens.Access })).Member("Username"));
        Assert.True((await scene.Refresh(B, tokens.Refresh)).Succeeded);
    }

    [Fact]
    public async Task Both_publish_the_same_keys()
    {
        await scene!.Add(A, "keys");
        await scene.TokensOf(A, "keys");
        var path = $"/{scene.PoolId}/.well-known/jwks.json";
        Assert.Equal(await first!.Http.GetStringAsync(path), await second!.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task A_code_that_both_get_at_once_works_once()
    {
        for (var i = 0; i < 10; i++)
        {
            var name = $"race-{i}";
            await scene!.SignUp(A, name);
            var confirm = new { scene.ClientId, Username = name, ConfirmationCode = await A.CodeFor(Scene.MailOf(name)) };
            var answers = await Task.WhenAll(A.Call("ConfirmSignUp", confirm), B.Call("ConfirmSignUp", confirm));
            Assert.Single(answers, answer => answer.Succeeded);
        }
    }

    [Fact]
    public Task A_person_disabled_on_one_is_refused_on_the_other() =>
        RefusedSoon("disabled", _ => A.Admin("AdminDisableUser", new { UserPoolId = scene!.PoolId, Username = "disabled" }));

    [Fact]
    public Task A_person_signed_out_on_one_is_refused_on_the_other() =>
        RefusedSoon("signed-out", tokens => A.Call("GlobalSignOut", new { AccessToken = tokens.Access }));

    [Fact]
    public Task A_token_revoked_on_one_is_refused_on_the_other() =>
        RefusedSoon("revoked", tokens => A.Call("RevokeToken", new { scene!.ClientId, Token = tokens.Refresh }));

    [Fact]
    public Task A_person_deleted_on_one_is_refused_on_the_other() =>
        RefusedSoon("deleted", tokens => A.Call("DeleteUser", new { AccessToken = tokens.Access }));

    [Fact]
    public async Task A_client_changed_on_one_is_changed_on_the_other()
    {
        await scene!.Add(A, "changed");
        Assert.True((await scene.SignIn(B, "changed")).Succeeded);
        await A.Admin("UpdateUserPoolClient", new { UserPoolId = scene.PoolId, scene.ClientId, ExplicitAuthFlows = new[] { "ALLOW_REFRESH_TOKEN_AUTH" } });
        var took = await Deadline.Until("the flow is off", 5 * Soon, async () => !(await scene.SignIn(B, "changed")).Succeeded);
        Assert.True(took <= Soon, $"{took}");
    }

    private async Task RefusedSoon(string name, Func<Tokens, Task<Answer>> act)
    {
        await scene!.Add(A, name);
        var tokens = await scene.TokensOf(A, name);
        Assert.True((await B.Call("GetUser", new { AccessToken = tokens.Access })).Succeeded);
        Assert.True((await scene.Refresh(B, tokens.Refresh)).Succeeded);

        var done = await act(tokens);
        Assert.True(done.Succeeded, done.Text);
        var took = await Deadline.Until("the other node knows", 5 * Soon, async () =>
            !(await B.Call("GetUser", new { AccessToken = tokens.Access })).Succeeded && !(await scene.Refresh(B, tokens.Refresh)).Succeeded);
        Assert.True(took <= Soon, $"{took}");
    }
}
