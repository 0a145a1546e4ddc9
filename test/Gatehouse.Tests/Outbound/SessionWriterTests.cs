using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.TestKit;
using Gatehouse.Tests.Host;
using Gatehouse.Tests.UserPools;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Outbound;

public sealed class SessionWriterTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Session Session = new("p", "id", "ana", "client", "o", [], Noon, Noon.AddDays(1), Noon.AddDays(1));
    private static readonly SessionUse Use = new(Noon, "192.0.2.1", "Firefox 126");

    private readonly FakeTimeProvider time = new(Noon);
    private readonly ISessions sessions;
    private readonly SessionBook book;
    private readonly SessionWriter writer;
    private int failures;

    public SessionWriterTests()
    {
        var store = new MemoryStore(time);
        var pool = new UserPool { Id = "p", Name = "people", Created = Noon, Modified = Noon };
        var ana = new UserState { PoolId = "p", Sub = "ana", Username = "ana", Status = UserStatus.Confirmed, Created = Noon, Modified = Noon };
        store.Pools.Add(pool, [], default).Done();
        store.Users.Add(pool, new User(ana), false, default).Done();
        store.Sessions.Open(Session, null, null, default).Done();
        sessions = store.Sessions;
        book = new(Spy.Before(store.Sessions, _ =>
        {
            if (failures-- > 0)
                throw new IOException("The disk is full.");
        }));
        writer = new(book, time, NullLogger<SessionWriter>.Instance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Uses_are_stored_within_a_second_or_as_soon_as_the_store_lets(int broken)
    {
        failures = broken;
        await writer.StartAsync(default);
        book.Note(Session, Use);
        await Eventually.True(() => sessions.Find("p", "id", default).Done()!.LastUse == Use, () => time.Advance(SessionWriter.Interval));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_stop_of_the_program_waits_for_the_rest_though_calls_took_all_its_time(bool isOver)
    {
        await writer.StartAsync(default);
        book.Note(Session, Use);
        await writer.StopAsync(new(isOver));
        Assert.Equal(Use, (await sessions.Find("p", "id", default))!.LastUse);
    }

    public async ValueTask DisposeAsync()
    {
        await writer.StopAsync(default);
        writer.Dispose();
        book.Dispose();
    }
}
