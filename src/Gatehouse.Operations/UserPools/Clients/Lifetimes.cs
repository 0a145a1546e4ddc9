using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>How long a client's tokens live.</summary>
/// <param name="Access">Access tokens: 5 minutes to 24 hours.</param>
/// <param name="Id">ID tokens: 5 minutes to 24 hours.</param>
/// <param name="Refresh">Refresh tokens: 60 minutes to 10 years, and no less than the others.</param>
public sealed record Lifetimes(TimeSpan Access, TimeSpan Id, TimeSpan Refresh)
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);
    private static readonly TimeSpan LeastRefresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostRefresh = TimeSpan.FromDays(3650);
    private static readonly TimeSpan UsualOthers = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsualRefresh = TimeSpan.FromDays(30);

    /// <summary>The lifetimes that settings name, or the fault for a range that is not allowed.</summary>
    public static Reply<Lifetimes> Of(UserPoolClientType settings)
    {
        var units = settings.TokenValidityUnits;
        var access = Read(settings.AccessTokenValidity, units?.AccessToken ?? TimeUnitsType.Hours, UsualOthers);
        var id = Read(settings.IdTokenValidity, units?.IdToken ?? TimeUnitsType.Hours, UsualOthers);
        var refresh = Read(settings.RefreshTokenValidity, units?.RefreshToken ?? TimeUnitsType.Days, UsualRefresh);

        var allowed = In(access, Least, Most) && In(id, Least, Most) && In(refresh, LeastRefresh, MostRefresh);
        return allowed && access <= refresh && id <= refresh
            ? new Lifetimes(access, id, refresh)
            : Faults.InvalidParameter("Invalid range for token validity.");
    }

    /// <summary>The validity of refresh tokens in its unit: nothing, and 0, mean 30 days.</summary>
    public static int RefreshValidity(UserPoolClientType asked) => asked.RefreshTokenValidity is > 0 and var given
        ? given
        : (int)(UsualRefresh / Unit(asked.TokenValidityUnits?.RefreshToken ?? TimeUnitsType.Days));

    // The service model allows as many days as seconds, which is more than a time span holds.
    private static TimeSpan Read(int? validity, string unit, TimeSpan usual) =>
        validity is { } given ? Math.Min(given, MostRefresh / Unit(unit) + 1) * Unit(unit) : usual;

    private static TimeSpan Unit(string unit) => unit switch
    {
        TimeUnitsType.Seconds => TimeSpan.FromSeconds(1),
        TimeUnitsType.Minutes => TimeSpan.FromMinutes(1),
        TimeUnitsType.Hours => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static bool In(TimeSpan lifetime, TimeSpan least, TimeSpan most) => lifetime >= least && lifetime <= most;
}
