using Gatehouse.TestKit.Wire;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4;

public class SignatureDateTests
{
    private readonly GateWorld world = new();

    [Theory]
    [InlineData(-300)]
    [InlineData(0)]
    [InlineData(300)]
    public async Task A_date_up_to_five_minutes_away_is_good(int seconds)
    {
        world.Clock.AdjustTime(GateWorld.Noon.AddSeconds(seconds));

        await world.Sign().Admitted();
    }

    [Fact]
    public async Task A_date_over_five_minutes_ago_has_expired()
    {
        world.Clock.AdjustTime(GateWorld.Noon.AddSeconds(301));

        Assert.Equal(
            "Signature expired: 20260304T120000Z is now earlier than 20260304T120001Z (20260304T120501Z - 5 min.)",
            await world.Sign().Refused("InvalidSignatureException"));
    }

    [Fact]
    public async Task A_date_over_five_minutes_ahead_is_not_yet_current()
    {
        world.Clock.AdjustTime(GateWorld.Noon.AddSeconds(-301));

        Assert.Equal(
            "Signature not yet current: 20260304T120000Z is still later than 20260304T115959Z (20260304T115459Z + 5 min.)",
            await world.Sign().Refused("InvalidSignatureException"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2026-03-04T12:00:00Z")]
    [InlineData("20260304T120000")]
    [InlineData("20260304T120000+0000")]
    [InlineData("20261304T120000Z")]
    [InlineData("Wed, 04 Mar 2026 12:00:00 GMT")]
    public async Task A_date_of_another_form_is_refused(string date)
    {
        world.Headers["X-Amz-Date"] = date;

        Assert.Contains("ISO-8601 'basic format'", await world.Sign().Refused("IncompleteSignatureException"));
    }

    [Fact]
    public async Task Two_dates_are_refused()
    {
        world.Headers["X-Amz-Date"] = new StringValues(["20260304T120000Z", "20260304T120000Z"]);

        await world.Sign().Refused("IncompleteSignatureException");
    }

    [Theory]
    [InlineData("Wed, 04 Mar 2026 12:00:00 GMT")]
    [InlineData("20260304T120000Z")]
    public async Task The_date_may_come_in_the_Date_header(string date)
    {
        world.Headers.Remove("X-Amz-Date");
        world.Headers["Date"] = date;

        await world.Sign().Admitted();
    }

    [Fact]
    public async Task The_Date_header_must_then_be_signed()
    {
        world.Headers.Remove("X-Amz-Date");
        world.Headers["Date"] = "Wed, 04 Mar 2026 12:00:00 GMT";

        await world.Sign(leavingOut: "Date").Refused("InvalidSignatureException");
    }

    [Fact]
    public async Task A_request_without_a_date_is_incomplete()
    {
        world.Headers.Remove("X-Amz-Date");

        Assert.Equal(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
            await world.Sign().Refused("IncompleteSignatureException"));
    }

    [Fact]
    public async Task The_day_of_the_scope_must_be_the_day_of_the_date() =>
        Assert.Equal(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260303' != '20260304', from '20260304T120000Z'.",
            await world.Sign(at: GateWorld.Noon.AddDays(-1)).Refused("InvalidSignatureException"));

    [Fact]
    public async Task A_signature_over_midnight_is_good()
    {
        var midnight = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);
        world.Headers["X-Amz-Date"] = RequestSigner.Date(midnight.AddSeconds(-1));
        world.Clock.AdjustTime(midnight.AddMinutes(4));

        await world.Sign(at: midnight.AddSeconds(-1)).Admitted();
    }
}
