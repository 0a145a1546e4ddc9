using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.TestKit;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Outbound;

/// <summary>Notes become history behind the back of every answer, and a failing store costs nothing but time.</summary>
public sealed class EventWriterTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new(new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly Brittle events;
    private readonly AuthEventLog log;
    private readonly EventWriter writer;
    private readonly UserPool pool;
    private readonly string sub;

    public EventWriterTests()
    {
        var store = new MemoryStore(time);
        events = new(store.AuthEvents);
        log = new(new(new SystemRandom()), time);
        writer = new(log, new(log, store.Users, events), time, NullLogger<EventWriter>.Instance);
        pool = new() { Id = "eu-central-1_abc", Name = "people", Created = time.GetUtcNow(), Modified = time.GetUtcNow(), Threats = ThreatMode.Audit };
        sub = new Guid(1, 2, 3, new byte[8]).ToString();
        store.Pools.Add(pool, [], default).AsTask().GetAwaiter().GetResult();
        var ana = new UserState
        {
            PoolId = pool.Id, Sub = sub, Username = "ana", Status = UserStatus.Confirmed, Created = time.GetUtcNow(), Modified = time.GetUtcNow(),
            Attributes = new Dictionary<string, string>(),
        };
        store.Users.Add(pool, new User(ana), false, default).AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task What_is_noted_within_a_moment_is_written_at_once_together()
    {
        await writer.StartAsync(default);
        Note(3);

        await Until(() => events.Written == 3);

        Assert.Equal(1, events.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_stop_of_the_program_waits_for_what_was_noted_though_calls_took_all_its_time(bool isOver)
    {
        await writer.StartAsync(default);
        Note(600);

        await writer.StopAsync(new(isOver));

        Assert.Equal(600, events.Written);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_gets_everything_once_in_the_end()
    {
        events.Fails = 3;
        await writer.StartAsync(default);
        Note(2);

        await Until(() => events.Written == 2);

        Assert.Equal(4, events.Calls);
        Note(1);
        await Until(() => events.Written == 3);
    }

    [Fact]
    public async Task A_batch_that_is_never_taken_does_not_hold_up_the_others_for_ever()
    {
        events.Fails = EventWriter.Tries;
        await writer.StartAsync(default);
        Note(1);
        await Until(() => events.Calls == EventWriter.Tries);
        Note(1);

        await Until(() => events.Written == 1);
    }

    public async ValueTask DisposeAsync()
    {
        events.Fails = 0;
        await writer.StopAsync(default);
        writer.Dispose();
    }

    private void Note(int times)
    {
        for (var i = 0; i < times; i++)
            log.Note(new(pool, "ana", AuthEventKind.SignIn, AuthEventResult.Passed, Origin.Unknown));
    }

    private Task Until(Func<bool> isTrue) => Eventually.True(isTrue, () => time.Advance(EventWriter.Pause));

    /// <summary>A store that fails some times.</summary>
    private sealed class Brittle(IAuthEvents inner) : IAuthEvents
    {
        private int written;
        private int calls;

        public int Fails { get; set; }

        public int Written => Volatile.Read(ref written);

        public int Calls => Volatile.Read(ref calls);

        public async ValueTask Append(IReadOnlyList<AuthEvent> events, CancellationToken ct)
        {
            Interlocked.Increment(ref calls);
            if (Fails-- > 0)
                throw new OverloadedException("Too much.");
            await inner.Append(events, ct);
            Interlocked.Add(ref written, events.Count);
        }

        public ValueTask<Page<AuthEvent>> List(string poolId, string sub, string? before, int limit, CancellationToken ct) =>
            inner.List(poolId, sub, before, limit, ct);

        public ValueTask<AuthEvent?> Change(string poolId, string sub, string id, Func<AuthEvent, AuthEvent> change, CancellationToken ct) =>
            inner.Change(poolId, sub, id, change, ct);
    }
}
