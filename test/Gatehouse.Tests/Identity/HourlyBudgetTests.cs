using CsCheck;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class HourlyBudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void So_many_are_allowed_and_not_one_more()
    {
        var (tally, allowed) = (Tally.None, true);
        for (var i = 0; i < 5; i++)
        {
            (tally, allowed) = HourlyBudget.Take(tally, 5, Start.AddMinutes(i));
            Assert.True(allowed);
        }

        Assert.Equal((tally, false), HourlyBudget.Take(tally, 5, Start.AddMinutes(59)));
    }

    [Fact]
    public void A_refused_try_does_not_put_off_the_end_of_the_hour()
    {
        var tally = Spent(5);
        for (var minute = 1; minute < 60; minute++)
            tally = HourlyBudget.Take(tally, 5, Start.AddMinutes(minute)).Next;

        Assert.False(HourlyBudget.Take(tally, 5, Start.AddHours(1).AddTicks(-1)).Allowed);
        Assert.True(HourlyBudget.Take(tally, 5, Start.AddHours(1)).Allowed);
    }

    [Fact]
    public void No_order_of_tries_gets_more_than_the_budget_out_of_one_hour() =>
        Gen.Int[0, 7200].Array[1, 60].Sample(seconds =>
        {
            var tally = Tally.None;
            var taken = new List<DateTimeOffset>();
            foreach (var now in seconds.Order().Select(s => Start.AddSeconds(s)))
            {
                (tally, var allowed) = HourlyBudget.Take(tally, 5, now);
                if (allowed)
                    taken.Add(now);
            }

            // Windows begin with the first try after the one before, so two hours hold three of them at most.
            return taken.Count <= 15;
        });

    private static Tally Spent(int budget)
    {
        var tally = Tally.None;
        for (var i = 0; i < budget; i++)
            tally = HourlyBudget.Take(tally, budget, Start).Next;
        return tally;
    }
}
