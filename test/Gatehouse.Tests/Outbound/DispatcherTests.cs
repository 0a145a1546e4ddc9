using System.Collections.Concurrent;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.TestKit;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Outbound;

public sealed class DispatcherTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(Mails.Noon);
    private readonly OutboxSignal signal = new();
    private readonly LogLines log = new();
    private readonly List<Dispatcher> running = [];
    private readonly MemoryStore store;
    private readonly Desk desk = new();

    public DispatcherTests() => store = new(clock);

    public async ValueTask DisposeAsync()
    {
        desk.Release();
        foreach (var dispatcher in running)
        {
            await dispatcher.StopAsync(CancellationToken.None);
            dispatcher.Dispose();
        }
    }

    [Fact]
    public async Task A_stored_message_goes_out_at_once()
    {
        await Start();
        await store.Post(Mails.To("bob@example.org"));
        signal.Stored(Way.Mail);
        await Eventually.True(() => desk.Sent.Count == 1);
        await Gone();
    }

    [Fact]
    public async Task A_message_of_another_node_is_found_within_seconds()
    {
        await Start();
        await store.Post(Mails.To("bob@example.org"));
        await Eventually.True(() => desk.Sent.Count == 1, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.True(clock.GetUtcNow() - Mails.Noon < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Two_nodes_do_not_send_the_same_message()
    {
        await store.Post([.. Enumerable.Range(0, 40).Select(i => Mails.To("bob@example.org", $"message-{i:00}"))]);
        await Start();
        await Start();
        await Gone();
        Assert.Equal(40, desk.Sent.Select(message => message.Id).Distinct().Count());
        Assert.Equal(40, desk.Sent.Count);
    }

    [Fact]
    public async Task A_message_whose_sender_died_is_sent_again_with_the_same_id_and_code_after_its_lease()
    {
        await store.Post(Mails.To("bob@example.org"));
        Assert.Single(await store.Outbox.Take(Way.Mail, 8, clock.GetUtcNow(), TimeSpan.FromMinutes(3), CancellationToken.None));
        await Start();
        await Eventually.True(() => desk.Sent.Count == 1, () => clock.Advance(TimeSpan.FromSeconds(5)));
        Assert.True(clock.GetUtcNow() - Mails.Noon >= TimeSpan.FromMinutes(3));
        Assert.Equal(Mails.To("bob@example.org"), desk.Sent.Single());
        await Gone();
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_and_later_for_a_day_and_then_given_up()
    {
        desk.Answer = Sending.Later;
        await store.Post(Mails.To("bob@example.org"));
        await Start();
        await Eventually.True(() => desk.Sent.Count >= 3, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Single(await store.Kept());

        await Eventually.True(() => store.Kept().Result.Count == 0, () => clock.Advance(TimeSpan.FromMinutes(10)));
        Assert.InRange(clock.GetUtcNow() - Mails.Noon, TimeSpan.FromHours(24), TimeSpan.FromHours(30));
        Assert.Contains(log.Of(LogLevel.Error), line => line.Contains("given up", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains("bob@", StringComparison.Ordinal) || line.Contains(Mails.Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_tried_again()
    {
        desk.Answer = Sending.Never;
        await store.Post(Mails.To("bob@example.org"));
        await Start();
        await Gone();
        Assert.Single(desk.Sent);
    }

    [Fact]
    public async Task Sent_messages_are_kept_for_a_day_where_they_can_be_read()
    {
        await store.Post(Mails.To("bob@example.org"));
        await Start(new OutboxOptions(null, KeepsMessages: true, ShowsMessages: true));
        await Eventually.True(() => desk.Sent.Count == 1);
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Single(await store.Kept());
        Assert.Single(desk.Sent);
        clock.Advance(TimeSpan.FromHours(24.5));
        await store.Housekeeping.Purge(clock.GetUtcNow(), CancellationToken.None);
        Assert.Empty(await store.Kept());
    }

    [Fact]
    public async Task One_stalled_message_does_not_hold_up_the_next()
    {
        desk.Stalls = message => message.Destination == "slow@example.org";
        await store.Post(Mails.To("slow@example.org", "1"), Mails.To("bob@example.org", "2"), Mails.To("ann@example.org", "3"));
        await Start();
        await Eventually.True(() => desk.Sent.Count == 3);
        await Eventually.True(() => store.Kept().Result is [{ Id: "1" }]);
    }

    [Fact]
    public async Task What_is_stuck_in_one_way_holds_up_no_other()
    {
        desk.Stalls = message => message.Channel is Channel.Sms;
        await store.Post([.. Enumerable.Range(0, 12).Select(i => Mails.To("+49301234567", $"text-{i:00}", Channel.Sms)), Mails.To("bob@example.org", "mail")]);
        await Start();
        await Eventually.True(() => desk.Sent.Any(message => message.Id == "mail"));
        await Eventually.True(() => store.Kept().Result.All(message => message.Channel is Channel.Sms));
    }

    [Fact]
    public async Task What_became_of_a_message_is_noted_from_try_to_try()
    {
        desk.Answer = Sending.Later;
        await store.Post(Mails.To("bob@example.org"));
        await Start();
        await Eventually.True(() => Noted() is { Outcome: DeliveryOutcome.Waiting, Attempts: 1, Problem: "The desk says no." });
        desk.Answer = Sending.Done;
        await Eventually.True(() => Noted() is { Outcome: DeliveryOutcome.Sent }, () => clock.Advance(TimeSpan.FromSeconds(1)));
        var note = Noted()!;
        Assert.Equal((desk.Sent.Count, "b***@e***", MessagePurpose.SignUp, null), (note.Attempts, note.Destination, note.Purpose, note.Problem));
        Assert.InRange(note.Tried, Mails.Noon, clock.GetUtcNow());
    }

    [Fact]
    public async Task A_message_is_not_sent_when_its_code_does_not_work_any_more()
    {
        await store.Post(Mails.To("bob@example.org", "old") with { GoodUntil = Mails.Noon }, Mails.To("bob@example.org", "new") with { GoodUntil = Mails.Noon.AddMinutes(3) });
        await Start();
        await Gone();
        Assert.Equal(["new"], desk.Sent.Select(message => message.Id));
        var old = (await store.Outbox.Notes("us-east-1_abcdefghi", 10, CancellationToken.None)).Single(note => note.MessageId == "old");
        Assert.Equal((DeliveryOutcome.GivenUp, "What it carries stopped working before it could be sent."), (old.Outcome, old.Problem));
    }

    [Fact]
    public async Task A_message_is_given_up_when_its_code_stops_working()
    {
        desk.Answer = Sending.Later;
        await store.Post(Mails.To("bob@example.org") with { GoodUntil = Mails.Noon.AddMinutes(3) });
        await Start();
        await Eventually.True(() => store.Kept().Result.Count == 0, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.InRange(clock.GetUtcNow() - Mails.Noon, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(8));
        Assert.Equal(DeliveryOutcome.GivenUp, Noted()!.Outcome);
    }

    private DeliveryNote? Noted() => store.Outbox.Notes("us-east-1_abcdefghi", 1, CancellationToken.None).AsTask().Result.SingleOrDefault();

    private Task Start(OutboxOptions? options = null)
    {
        var courier = new Courier(
            store.Outbox, desk, new Backoff(new CountingRandom()), options ?? new OutboxOptions(null, false, false), clock, log.For<Courier>());
        var dispatcher = new Dispatcher(store.Outbox, courier, signal, clock, log.For<Dispatcher>());
        running.Add(dispatcher);
        return dispatcher.StartAsync(CancellationToken.None);
    }

    private Task Gone() => Eventually.True(() => store.Kept().Result.Count == 0);

    /// <summary>Takes messages and answers as it is told.</summary>
    private sealed class Desk : ISender
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Sending Answer { get; set; } = Sending.Done;

        public Predicate<Message> Stalls { get; set; } = _ => false;

        public ConcurrentQueue<Message> Sent { get; } = new();

        public void Release() => released.TrySetResult();

        public async ValueTask<SendResult> Send(Message message, CancellationToken ct)
        {
            Sent.Enqueue(message);
            if (Stalls(message))
                await released.Task.WaitAsync(ct);
            return Answer == Sending.Done ? SendResult.Done : new(Answer, "The desk says no.");
        }
    }
}
