using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>What is taken away on one of two servers opens nothing on the other a second later, also to sessions that live on.</summary>
[Collection(Alone.Name)]
public sealed class TwoNodesAccessTests : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::000000000000:role/reader";
    private const string Trust = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}}""";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly PostgresStore store = new();
    private readonly List<ServerPlan> plans = [];
    private ServerProcess? first;
    private ServerProcess? second;
    private Signed? ana;

    private HttpClient A => first!.Http;

    private HttpClient B => second!.Http;

    private Signed Root => Signed.Root(plans[0]);

    public async ValueTask InitializeAsync()
    {
        plans.AddRange([await store.Plan(), await store.Plan()]);
        first = await ServerProcess.Start(plans[0]);
        second = await ServerProcess.Start(plans[1]);
        await Root.Done(A, "iam", "CreateUser", ("UserName", "ana"));
        await Root.Done(A, "iam", "PutUserPolicy", ("UserName", "ana"), ("PolicyName", "own"), ("PolicyDocument", Allow("sts:AssumeRole", "iam:GetRole")));
        ana = await Root.Done(A, "iam", "CreateAccessKey", ("UserName", "ana"));
        await Root.Done(A, "iam", "CreateRole", ("RoleName", "reader"), ("AssumeRolePolicyDocument", Trust));
        await Root.Done(A, "iam", "PutRolePolicy", ("RoleName", "reader"), ("PolicyName", "own"), ("PolicyDocument", Allow("iam:GetRole")));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { first, second })
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);

        plans.ForEach(plan => plan.Dispose());
        await store.DisposeAsync();
    }

    // Case 25: each of the ways in which rights are taken away, one after the other, each seen by the other server.
    [Fact]
    public async Task What_is_taken_away_on_one_is_gone_on_the_other()
    {
        await GoneSoon("a key is off", ana!, ("UpdateAccessKey", [("UserName", "ana"), ("AccessKeyId", ana!.KeyId), ("Status", "Inactive")]));
        await Root.Done(A, "iam", "UpdateAccessKey", ("UserName", "ana"), ("AccessKeyId", ana.KeyId), ("Status", "Active"));
        await Opens(ana);

        var session = await Session();
        await GoneSoon("a policy of a role was changed", session, ("PutRolePolicy", [("RoleName", "reader"), ("PolicyName", "own"), ("PolicyDocument", Allow("s3:GetObject"))]));
        await Root.Done(A, "iam", "PutRolePolicy", ("RoleName", "reader"), ("PolicyName", "own"), ("PolicyDocument", Allow("iam:GetRole")));
        await Opens(session);

        // A role goes when it has nothing any more, so its sessions end with its last policy; one that is made anew is none of theirs.
        await GoneSoon("the last policy of a role was deleted", session, ("DeleteRolePolicy", [("RoleName", "reader"), ("PolicyName", "own")]));
        await Root.Done(A, "iam", "DeleteRole", ("RoleName", "reader"));
        await Root.Done(A, "iam", "CreateRole", ("RoleName", "reader"), ("AssumeRolePolicyDocument", Trust));
        await Root.Done(A, "iam", "AttachRolePolicy", ("RoleName", "reader"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        Assert.Equal(403, (await session.Call(B, "iam", "GetRole", ("RoleName", "reader"))).Status);

        await GoneSoon("a key was deleted", ana, ("DeleteAccessKey", [("UserName", "ana"), ("AccessKeyId", ana.KeyId)]));
    }

    private static string Allow(params string[] actions) =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["{{{string.Join("\",\"", actions)}}}"],"Resource":"*"}}""";

    private async Task<Signed> Session() => (await ana!.Done(B, "sts", "AssumeRole", ("RoleArn", Role), ("RoleSessionName", "me")))!;

    private async Task Opens(Signed who)
    {
        var took = await Deadline.Until("it opens", 5 * Soon, async () => (await who.Call(B, "iam", "GetRole", ("RoleName", "reader"))).Status == 200);
        Assert.True(took <= Soon, $"{took}");
    }

    private async Task GoneSoon(string what, Signed who, (string Action, (string, string)[] Members) act)
    {
        Assert.Equal(200, (await who.Call(B, "iam", "GetRole", ("RoleName", "reader"))).Status);
        await Root.Done(A, "iam", act.Action, act.Members);
        var took = await Deadline.Until(what, 5 * Soon, async () => (await who.Call(B, "iam", "GetRole", ("RoleName", "reader"))).Status == 403);
        Assert.True(took <= Soon, $"{what}: {took}");
    }
}
