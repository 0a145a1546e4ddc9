using Gatehouse.Identity;
using Gatehouse.TestKit;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Identity;

public sealed class SessionBookTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly List<string> calls = [];
    private readonly ISessions sessions;
    private readonly SessionBook book;
    private bool isBroken;

    public SessionBookTests()
    {
        var store = new MemoryStore(TimeProvider.System);
        var pool = new UserPool { Id = "p", Name = "people", Created = Noon, Modified = Noon };
        var ana = new UserState { PoolId = "p", Sub = "ana", Username = "ana", Status = UserStatus.Confirmed, Created = Noon, Modified = Noon };
        store.Pools.Add(pool, [], default).Done();
        store.Users.Add(pool, new User(ana), false, default).Done();
        sessions = Spy.Before(store.Sessions, call =>
        {
            calls.Add(call);
            if (isBroken && call == "ISessions.Used")
                throw new IOException("The disk is full.");
        });
        book = new(sessions);
    }

    [Fact]
    public async Task Nothing_is_stored_until_it_is_asked_for_and_then_all_of_it_at_once()
    {
        var (one, other) = (Open("1"), Open("2"));
        book.Note(one, Use(1));
        book.Note(other, Use(2));
        book.Note(one, Use(3));
        Assert.DoesNotContain("ISessions.Used", calls);

        await book.Write(default);
        await book.Write(default);
        Assert.Single(calls, "ISessions.Used");
        Assert.Equal((Use(3), Use(2)), (Find("1").LastUse, Find("2").LastUse));
    }

    [Fact]
    public async Task What_the_store_did_not_take_waits_for_the_next_time_and_what_came_later_stays_last()
    {
        var (one, other) = (Open("1"), Open("2"));
        book.Note(one, Use(1));
        book.Note(other, Use(1));
        isBroken = true;
        await Assert.ThrowsAsync<IOException>(() => book.Write(default).AsTask());
        book.Note(one, Use(2));

        isBroken = false;
        await book.Write(default);
        Assert.Equal((Use(2), Use(1)), (Find("1").LastUse, Find("2").LastUse));
    }

    [Fact]
    public async Task A_sign_in_that_may_end_another_session_counts_what_was_noted()
    {
        var (one, other) = (Open("1"), Open("2"));
        book.Note(one, Use(5));
        Assert.True(await book.Open(Session("3"), null, 2, default));
        Assert.NotNull(await sessions.Find("p", "1", default));
        Assert.Null(await sessions.Find("p", other.Id, default));
    }

    [Fact]
    public async Task A_sign_in_that_ends_none_does_not_wait_for_it()
    {
        book.Note(Open("1"), Use(5));
        Assert.True(await book.Open(Session("2"), null, null, default));
        Assert.DoesNotContain("ISessions.Used", calls);
    }

    [Fact]
    public async Task Uses_without_end_do_not_fill_the_memory()
    {
        for (var i = 0; i <= SessionBook.MostWaiting; i++)
            book.Note(Session($"{i}"), Use(1));
        var late = Open($"{SessionBook.MostWaiting}");
        var early = Open("0");
        book.Note(early, Use(7));

        await book.Write(default);
        Assert.Equal(Use(0), Find(late.Id).LastUse);
        Assert.Equal(Use(7), Find("0").LastUse);
    }

    public void Dispose() => book.Dispose();

    private static SessionUse Use(int minute) => new(Noon.AddMinutes(minute), "192.0.2.1", null);

    private static Session Session(string id) => new("p", id, "ana", "client", "o", [], Noon, Noon.AddDays(1), Noon.AddDays(1)) { LastUse = Use(0) };

    private Session Open(string id)
    {
        Assert.True(sessions.Open(Session(id), null, null, default).Done());
        return Session(id);
    }

    private Session Find(string id) => sessions.Find("p", id, default).Done()!;
}
