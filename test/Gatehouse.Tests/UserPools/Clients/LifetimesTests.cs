using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class LifetimesTests
{
    [Theory]
    [InlineData(null, null, 60)]
    [InlineData(1, null, 60)]
    [InlineData(24, null, 1440)]
    [InlineData(5, "minutes", 5)]
    [InlineData(1440, "minutes", 1440)]
    [InlineData(300, "seconds", 5)]
    [InlineData(86400, "seconds", 1440)]
    [InlineData(1, "days", 1440)]
    [InlineData(25, null, null)]
    [InlineData(4, "minutes", null)]
    [InlineData(1441, "minutes", null)]
    [InlineData(299, "seconds", null)]
    [InlineData(2, "days", null)]
    [InlineData(86400, "days", null)]
    public void Access_and_id_tokens_live_five_minutes_to_a_day(int? validity, string? unit, int? minutes)
    {
        var access = Read(new() { AccessTokenValidity = validity, TokenValidityUnits = new() { AccessToken = unit }, RefreshTokenValidity = 30 });
        var id = Read(new() { IdTokenValidity = validity, TokenValidityUnits = new() { IdToken = unit }, RefreshTokenValidity = 30 });
        Assert.Equal(minutes, access?.Access.TotalMinutes);
        Assert.Equal(minutes, id?.Id.TotalMinutes);
    }

    [Theory]
    [InlineData(null, null, 30, 720)]
    [InlineData(0, null, 30, 720)]
    [InlineData(0, "hours", 720, 720)]
    [InlineData(null, "seconds", 2_592_000, 720)]
    [InlineData(1, "hours", 1, 1)]
    [InlineData(60, "minutes", 60, 1)]
    [InlineData(3600, "seconds", 3600, 1)]
    [InlineData(3650, null, 3650, 87_600)]
    [InlineData(315_360_000, "seconds", 315_360_000, 87_600)]
    [InlineData(3651, null, 3651, null)]
    [InlineData(59, "minutes", 59, null)]
    [InlineData(3599, "seconds", 3599, null)]
    [InlineData(315_360_000, "days", 315_360_000, null)]
    public void Refresh_tokens_live_an_hour_to_ten_years_and_by_default_thirty_days(int? validity, string? unit, int shown, int? hours)
    {
        var asked = new UserPoolClientType { RefreshTokenValidity = validity, TokenValidityUnits = new() { RefreshToken = unit } };
        Assert.Equal(shown, Lifetimes.RefreshValidity(asked));
        Assert.Equal(hours, Read(asked with { RefreshTokenValidity = shown })?.Refresh.TotalHours);
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(2, 3, false)]
    public void No_token_outlives_the_refresh_token(int access, int id, bool allowed)
    {
        var settings = new UserPoolClientType
        {
            AccessTokenValidity = access, IdTokenValidity = id, RefreshTokenValidity = 2, TokenValidityUnits = new() { RefreshToken = "hours" },
        };
        Assert.Equal(allowed, Read(settings) is not null);
    }

    private static Lifetimes? Read(UserPoolClientType settings)
    {
        if (!Lifetimes.Of(settings).Refused(out var fault, out var lifetimes))
            return lifetimes;

        Assert.Equal(new Fault("InvalidParameterException", "Invalid range for token validity."), fault);
        return null;
    }
}
