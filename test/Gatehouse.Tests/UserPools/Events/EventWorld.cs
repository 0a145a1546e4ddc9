using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Events;

/// <summary>A pool that watches, an application, and Ana, whose history is read.</summary>
internal sealed class EventWorld
{
    public const string Chrome =
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    public EventWorld(Action<string>? watch = null)
    {
        World = new(watch) { Peer = IPAddress.Parse("198.51.100.7"), UserAgent = Chrome };
        Pool = World.Pool(p => p with { Threats = ThreatMode.Audit });
        Client = Pool.Client();
        Ana = Pool.User("ana", "ana@example.com");
    }

    public World World { get; }

    public TestPool Pool { get; }

    public TestClient Client { get; }

    public TestUser Ana { get; }

    /// <summary>The history of a person, oldest first, as the service shows it.</summary>
    public async Task<IReadOnlyList<AuthEventType>> History(string name = "ana")
    {
        await World.KeepEvents();
        return [.. (await List(name)).Ok.AuthEvents!.Reverse()];
    }

    /// <summary>The same as words: <c>SignIn Pass Password:Success</c>.</summary>
    public async Task<IEnumerable<string>> Told(string name = "ana") => (await History(name)).Select(happened =>
        string.Join(' ', [happened.EventType, happened.EventResponse, .. (happened.ChallengeResponses ?? []).Select(c => $"{c.ChallengeName}:{c.ChallengeResponse}")]));

    public Task<Said<AdminListUserAuthEventsResponse>> List(string name = "ana", int? limit = null, string? token = null, string? poolId = null) =>
        World.Call(World.Op<AdminListUserAuthEvents>(), new() { UserPoolId = poolId ?? Pool.Id, Username = name, MaxResults = limit, NextToken = token });
}
