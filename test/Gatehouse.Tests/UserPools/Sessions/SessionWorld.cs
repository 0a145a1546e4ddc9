using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool that keeps account of sessions, with one application and one person.</summary>
internal sealed class SessionWorld
{
    public const string NotFound = "ResourceNotFoundException: Session not found.";
    public const string Windows = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36";
    public const string Telephone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/604.1";

    public SessionWorld(bool kept = true, int most = 20)
    {
        Pool = World.Pool(pool => pool with { Sessions = new() { AreKept = kept, MostPerPerson = most } });
        Client = Pool.Client();
        Pool.User("ana");
        From("192.0.2.1", Windows);
    }

    public World World { get; } = new();

    public TestPool Pool { get; }

    public TestClient Client { get; }

    /// <summary>All calls from now on come from there.</summary>
    public void From(string? address, string? agent) => (World.Peer, World.UserAgent) = (address is null ? null : IPAddress.Parse(address), agent);

    /// <summary>What an administrator sees of a person's sessions.</summary>
    public async Task<IReadOnlyList<SessionDescriptionType>> Seen(string person = "ana") => (await List(person)).Ok.Sessions!;

    public Task<Said<AdminListUserSessionsResponse>> List(string person = "ana", string? page = null, string? pool = null) =>
        World.Call(World.Op<AdminListUserSessions>(), new() { UserPoolId = pool ?? Pool.Id, Username = person, NextToken = page });

    public Task<Said<AdminRevokeUserSessionResponse>> Revoke(string session, string person = "ana", string? associated = null, string? pool = null) =>
        World.Call(World.Op<AdminRevokeUserSession>(), new()
        {
            UserPoolId = pool ?? Pool.Id, Username = person, SessionId = session, RevokeAssociatedSessions = associated,
        });

    /// <summary>Signs in a second later than whatever was before; answers the bearer and the id of the new session.</summary>
    public async Task<(TestBearer Bearer, string Id, string RefreshToken)> SignIn(TestClient? client = null, string person = "ana")
    {
        World.Wait(TimeSpan.FromSeconds(1));
        var tokens = await (client ?? Client).TokensOf(person);
        var bearer = new TestBearer(World, tokens.AccessToken!);
        return (bearer, (await bearer.Sessions()).Ok.Sessions!.Single(session => session.IsCurrentSession is true).SessionId!, tokens.RefreshToken!);
    }
}
