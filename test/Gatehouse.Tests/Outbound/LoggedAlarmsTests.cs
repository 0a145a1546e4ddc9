using Gatehouse.Outbound;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Outbound;

public sealed class LoggedAlarmsTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly LogLines log = new();
    private readonly LoggedAlarms alarms;

    public LoggedAlarmsTests() => alarms = new(clock, log.For<LoggedAlarms>());

    public void Dispose() => log.Dispose();

    [Fact]
    public void An_alarm_is_a_warning_that_tells_pool_and_cap()
    {
        alarms.CapReached("eu-central-1_a", "prefix", "+49170123");
        Assert.Equal(
            "More messages than GATEHOUSE_MESSAGE_LIMITS allows by its 'prefix' were asked for in pool eu-central-1_a (numbers that begin with +49170123): somebody may be misusing it",
            Assert.Single(log.Of(LogLevel.Warning)));
    }

    [Fact]
    public void While_it_goes_on_it_is_told_every_ten_minutes()
    {
        for (var second = 0; second < 1201; second++)
        {
            alarms.CapReached("eu-central-1_a", "sms", null);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3, log.Of(LogLevel.Warning).Count());
    }

    [Fact]
    public void Every_pool_and_every_cap_is_told_for_itself()
    {
        foreach (var pool in (string[])["eu-central-1_a", "eu-central-1_b"])
        {
            alarms.CapReached(pool, "sms", null);
            alarms.CapReached(pool, "mail", null);
            alarms.CapReached(pool, "mail", null);
        }

        Assert.Equal(4, log.Of(LogLevel.Warning).Count());
    }

    [Fact]
    public void Of_many_at_once_one_is_told()
    {
        Parallel.For(0, 1000, _ => alarms.CapReached("eu-central-1_a", "ip", null));
        Assert.Single(log.Of(LogLevel.Warning));
    }
}
