using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Finds and changes the OpenID providers that are believed.</summary>
public sealed class OidcGate(IParts<OidcTrust> providers, Realm realm)
{
    /// <summary>The provider of an ARN.</summary>
    public async ValueTask<Reply<OidcTrust>> Find(string arn, Call call) =>
        await providers.Find("", "", KeyOf(arn), call.Aborted) is { } found && found.ArnIn(realm.AccountId) == arn ? found : Unknown(arn);

    /// <summary>Changes one in one atomic step, or answers the fault of the change; then nothing is stored.</summary>
    public async ValueTask<Fault?> Change(string arn, Func<OidcTrust, Reply<OidcTrust>> change, Call call)
    {
        Fault? fault = null;
        await providers.Change(
            "",
            "",
            KeyOf(arn),
            there =>
            {
                fault = there?.ArnIn(realm.AccountId) == arn ? null : Unknown(arn);
                return fault is not null || change(there!).Refused(out fault, out var changed) ? there : changed;
            },
            call.Aborted);
        return fault;
    }

    /// <summary>Removes one.</summary>
    public async ValueTask<Fault?> Remove(string arn, Call call)
    {
        if ((await Find(arn, call)).Refused(out var fault, out var found))
            return fault;

        return await providers.Remove("", "", found.Key, call.Aborted) ? null : Unknown(arn);
    }

    private static Fault Unknown(string arn) => Faults.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");

    private static string KeyOf(string arn) => arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
}
