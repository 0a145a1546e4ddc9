namespace Gatehouse.Identity;

/// <summary>Judges what people show to a pool of identities: tokens, each under the name of its provider.</summary>
public sealed class Logins(OwnLogins own, ForeignLogins foreign, SamlLogins saml, IdentityTokens vouchers)
{
    /// <summary>What tokens prove; refused as a whole when one of them proves nothing.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="shown">Tokens by the one name of their provider, in the order in which they were given.</param>
    /// <param name="ownName">The name under which a token of ours for an identity may be shown; null when none may.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Proven>> Prove(IdentityPool pool, IReadOnlyList<KeyValuePair<string, string>> shown, string? ownName, CancellationToken ct)
    {
        if (shown.Count > 0 && !pool.HasProviders)
            return RefusalKind.NoProviders;

        // First of all whether all of them may be shown: then strangers cannot let us ask other servers for nothing.
        if (shown.Any(login => login.Key != ownName && !Believes(pool, login.Key)))
            return RefusalKind.ProviderUnknown;

        var (proofs, voucher) = (new List<Proof>(), (Voucher?)null);
        foreach (var (provider, token) in shown)
        {
            if (provider == ownName)
            {
                if ((await Vouched(pool, token, ct)).Refused(out var refusal, out voucher))
                    return refusal;
            }
            else if ((await Prove(pool, provider, token, ct)).Refused(out var refusal, out var proof))
            {
                return refusal;
            }
            else
            {
                proofs.Add(proof);
            }
        }

        return new Proven(proofs, voucher);
    }

    private static bool Believes(IdentityPool pool, string provider) =>
        pool.OwnProviders.Any(one => one.Provider == provider) || pool.SocialProviders.ContainsKey(provider) || RecordOf(pool, provider) is not null
        || pool.SamlProviders.Contains(provider);

    private static string? RecordOf(IdentityPool pool, string provider) => pool.OpenIdProviders.FirstOrDefault(arn => OpenIdNames.HostOf(arn) == provider);

    private async ValueTask<Outcome<Proof>> Prove(IdentityPool pool, string provider, string token, CancellationToken ct)
    {
        var applications = pool.OwnProviders.Where(one => one.Provider == provider).ToList();
        if (applications.Count > 0)
            return await own.Prove(applications, token, ct);
        if (pool.SocialProviders.TryGetValue(provider, out var ids))
            return await foreign.BySocial(provider, ids, token, ct);
        if (pool.SamlProviders.Contains(provider))
            return await saml.Prove(pool.Id, provider, token, ct);

        return RecordOf(pool, provider) is { } arn ? await foreign.ByRecord(arn, token, ct) : RefusalKind.ProviderUnknown;
    }

    private async ValueTask<Outcome<Voucher>> Vouched(IdentityPool pool, string token, CancellationToken ct)
    {
        if ((await vouchers.Read(token, ct)).Refused(out var refusal, out var voucher))
            return refusal;
        if (voucher.PoolId != pool.Id)
            return LoginFlaw.OtherAudience;

        // A guest's is no login at all.
        return voucher.IsOfDeveloper(pool) ? voucher : RefusalKind.ProviderUnknown;
    }
}
