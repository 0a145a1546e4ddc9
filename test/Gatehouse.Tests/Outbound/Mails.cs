using Gatehouse.Identity;
using Gatehouse.TestKit;

namespace Gatehouse.Tests.Outbound;

/// <summary>Messages, and an outbox they come into as in the product: together with a change of a person.</summary>
internal static class Mails
{
    public const string Code = "482913";

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Message To(string destination, string id = "5f0c2a54-7c34-4a5e-9a38-0f7a3f1c9d11", Channel channel = Channel.Email) => new(
        id, "us-east-1_abcdefghi", channel, destination, MessagePurpose.SignUp, "Your verification code", $"Your code is <b>{Code}</b>", Code, Noon);

    public static async Task Post(this MemoryStore store, params Message[] messages)
    {
        var pool = new UserPool { Id = "us-east-1_abcdefghi", Name = "People", Created = Noon, Modified = Noon };
        await store.Pools.Add(pool, [], CancellationToken.None);
        var sub = Guid.NewGuid().ToString();
        var person = new User(new UserState { PoolId = pool.Id, Sub = sub, Username = sub, Status = UserStatus.Unconfirmed, Created = Noon, Modified = Noon }, 0);
        foreach (var message in messages)
            person.Send(message);
        Assert.Null(await store.Users.Add(pool, person, takeAliases: false, CancellationToken.None));
    }

    public static async Task<IReadOnlyList<Message>> Kept(this MemoryStore store) => await store.Outbox.Read(null, 100, CancellationToken.None);
}
