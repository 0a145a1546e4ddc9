using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class LockoutTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Thirty_wrong_passwords_lock_for_one_second_doubling_to_fifteen_minutes()
    {
        var (tally, now) = (Tally.None, Start);
        var locks = new List<double>();
        for (var failure = 1; failure <= 30; failure++)
        {
            (tally, var locked) = Lockout.OfPasswords.Failed(tally, now);
            Assert.False(locked);
            locks.Add(Math.Max(0, (tally.Until - now).TotalSeconds));
            now = tally.Until > now ? tally.Until : now;
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, .. Enumerable.Repeat(900d, 16)], locks);
    }

    [Fact]
    public void A_lock_holds_to_its_last_tick_and_not_beyond()
    {
        var tally = After(7, Start);
        Assert.True(Lockout.OfPasswords.IsLocked(tally, tally.Until.AddTicks(-1)));
        Assert.False(Lockout.OfPasswords.IsLocked(tally, tally.Until));
    }

    [Fact]
    public void A_try_inside_a_lock_is_not_counted_and_does_not_make_it_longer()
    {
        var tally = After(9, Start);
        var (next, locked) = Lockout.OfPasswords.Failed(tally, tally.Until.AddSeconds(-1));
        Assert.True(locked);
        Assert.Equal(tally, next);
    }

    [Fact]
    public void A_success_inside_a_lock_changes_nothing()
    {
        var tally = After(9, Start);
        Assert.Equal((tally, true), Lockout.OfPasswords.Succeeded(tally, tally.Until.AddTicks(-1)));
    }

    [Fact]
    public void A_success_after_a_lock_wipes_the_slate()
    {
        var tally = After(9, Start);
        Assert.Equal((Tally.None, false), Lockout.OfPasswords.Succeeded(tally, tally.Until));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 1)]
    public void Fifteen_quiet_minutes_after_a_lock_reset_the_count(int ticks, int count)
    {
        var tally = After(9, Start);
        var (next, _) = Lockout.OfPasswords.Failed(tally, (tally.Until + Lockout.OfPasswords.Quiet).AddTicks(ticks));
        Assert.Equal(count, next.Count);
    }

    [Fact]
    public void Fifteen_quiet_minutes_reset_a_count_that_led_to_no_lock()
    {
        var tally = After(4, Start);
        Assert.Equal(5, Lockout.OfPasswords.Failed(tally, (Start + Lockout.OfPasswords.Quiet).AddTicks(-1)).Next.Count);
        Assert.Equal(1, Lockout.OfPasswords.Failed(tally, Start + Lockout.OfPasswords.Quiet).Next.Count);
    }

    [Fact]
    public void A_store_may_forget_a_tally_only_when_it_says_nothing_any_more()
    {
        var tally = After(12, Start);
        Assert.Equal(tally.Until + Lockout.OfPasswords.Quiet, tally.ForgetAfter);
        Assert.Equal(1, Lockout.OfPasswords.Failed(tally, tally.ForgetAfter).Next.Count);
    }

    [Fact]
    public void Nobody_is_locked_who_never_failed() => Assert.False(Lockout.OfPasswords.IsLocked(null, Start));

    [Fact]
    public void Guessing_at_second_factors_comes_down_to_one_an_hour()
    {
        var (tally, now) = (Tally.None, Start);
        var locks = new List<double>();
        for (var failure = 1; failure <= 20; failure++)
        {
            tally = Lockout.OfFactors.Failed(tally, now).Next;
            locks.Add(Math.Max(0, (tally.Until - now).TotalSeconds));
            now = tally.Until > now ? tally.Until : now;
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600, 3600], locks);
    }

    [Fact]
    public void Waiting_a_quarter_of_an_hour_gives_no_fresh_guesses_at_second_factors()
    {
        var tally = Lockout.OfFactors.Failed(Tally.None, Start).Next;
        Assert.Equal(2, Lockout.OfFactors.Failed(tally, Start.AddHours(23)).Next.Count);
        Assert.Equal(1, Lockout.OfFactors.Failed(tally, Start.AddHours(24)).Next.Count);
        Assert.Equal(Start.AddHours(24), tally.ForgetAfter);
    }

    private static Tally After(int failures, DateTimeOffset now)
    {
        var tally = Tally.None;
        for (var i = 0; i < failures; i++)
        {
            now = tally.Until > now ? tally.Until : now;
            tally = Lockout.OfPasswords.Failed(tally, now).Next;
        }

        return tally;
    }
}
