namespace Gatehouse.Identity;

/// <summary>A secret that was given out in the middle of a sign-in. Printing it does not show it.</summary>
/// <param name="Secret">For the person's app.</param>
/// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
public sealed record GivenAuthenticator(byte[] Secret, string Session)
{
    /// <inheritdoc/>
    public override string ToString() => "GivenAuthenticator";
}

/// <summary>
/// Gives out secrets for authenticator apps and proves them by a first code: for people who are signed in, and for those whose sign-in
/// waits for it.
/// </summary>
public sealed class AuthenticatorEnrolment(IUsers users, IPools pools, IAppClients clients, Steps steps, Limits limits, FreshValues fresh)
{
    /// <summary>Gives a secret to a person who is signed in.</summary>
    public async ValueTask<Outcome<byte[]>> Begin(UserPool pool, string sub, CancellationToken ct)
    {
        if (!pool.SecondFactors.Contains(SecondFactor.SoftwareToken))
            return RefusalKind.AuthenticatorsNotOffered;

        var secret = fresh.Bytes(Authenticator.SecretLength);
        return await Give(pool, sub, secret, _ => true, ct) ? secret : RefusalKind.UnknownUser;
    }

    /// <summary>Gives a secret to a person whose sign-in waits for a second factor to be set up.</summary>
    public async ValueTask<Outcome<GivenAuthenticator>> Begin(string session, CancellationToken ct)
    {
        if ((await Find(session, StepKind.SetUpFactor, ct)).Refused(out var refusal, out var waiting))
            return refusal;

        var (pool, client, step) = waiting;
        if (!pool.SecondFactors.Contains(SecondFactor.SoftwareToken))
            return RefusalKind.AuthenticatorsNotOffered;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;

        var secret = fresh.Bytes(Authenticator.SecretLength);
        return await Give(pool, step.Sub, secret, user => IsDue(pool, user, step), ct)
            ? new GivenAuthenticator(secret, Seal(client, step, StepKind.AuthenticatorGiven))
            : RefusalKind.StepInvalid;
    }

    /// <summary>Proves the secret of a person who is signed in.</summary>
    public async ValueTask<Outcome<User>> Complete(UserPool pool, string sub, string code, string? name, CancellationToken ct)
    {
        if (!await limits.Take(pool.Id, Limit.VerifyAuthenticator, sub, ct))
            return RefusalKind.SlowDown;

        var now = fresh.Now;
        var change = await users.Change(pool, sub, user => user.ProveAuthenticator(code, name, now), takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : Judge(change.Outcome, change.User);
    }

    /// <summary>Proves the secret of a person whose sign-in waits for it. It is their second factor from now on.</summary>
    /// <returns>The state of the sign-in, sealed, to be sent back. A wrong code leaves the step open for another.</returns>
    public async ValueTask<Outcome<string>> Complete(string session, string code, string? name, CancellationToken ct)
    {
        if ((await Find(session, StepKind.AuthenticatorGiven, ct)).Refused(out var refusal, out var waiting))
            return refusal;

        var (pool, client, step) = waiting;
        if (!await limits.Take(pool.Id, Limit.VerifyAuthenticator, step.Sub, ct))
            return RefusalKind.SlowDown;

        var now = fresh.Now;
        var change = await users.Change(pool, step.Sub, Prove, takeAliases: false, ct);
        if (change is not { User: { } user, Outcome: { } check })
            return RefusalKind.StepInvalid;
        if (Judge(check, user).Refused(out refusal, out _))
            return refusal;

        return await steps.Spend(step, ct) ? Seal(client, step, StepKind.AuthenticatorProven) : RefusalKind.StepSpent;

        AuthenticatorCheck? Prove(User u)
        {
            if (!IsDue(pool, u, step))
                return null;

            var proven = u.ProveAuthenticator(code, name, now);
            if (proven is AuthenticatorCheck.Accepted)
                u.Choose(u.State.Factors.With(SecondFactor.SoftwareToken, on: true), now);
            return proven;
        }
    }

    /// <summary>Takes a person's authenticator away. False when nobody is there.</summary>
    public async ValueTask<bool> Remove(UserPool pool, string sub, CancellationToken ct)
    {
        var now = fresh.Now;
        var change = await users.Change(
            pool,
            sub,
            user =>
            {
                user.ForgetAuthenticator(now);
                return true;
            },
            takeAliases: false,
            ct);
        return change.User is not null;
    }

    private async ValueTask<bool> Give(UserPool pool, string sub, byte[] secret, Predicate<User> may, CancellationToken ct)
    {
        var now = fresh.Now;
        var change = await users.Change(pool, sub, Put, takeAliases: false, ct);
        return change.Outcome;

        bool Put(User user)
        {
            if (!may(user))
                return false;

            user.GiveAuthenticator(secret, now);
            return true;
        }
    }

    private async ValueTask<Outcome<(UserPool Pool, AppClient Client, Step Step)>> Find(string session, StepKind kind, CancellationToken ct)
    {
        if (steps.Open(session, kind).Refused(out var refusal, out var step))
            return refusal;
        if (await steps.IsSpent(step, ct))
            return RefusalKind.StepSpent;

        return await clients.Find(step.ClientId, ct) is { } client && client.PoolId == step.PoolId && await pools.Find(step.PoolId, ct) is { } pool
            ? (pool, client, step)
            : RefusalKind.StepInvalid;
    }

    private string Seal(AppClient client, Step before, StepKind kind) => steps.Seal(steps.Next(client, before, kind));

    private static bool IsDue(UserPool pool, User user, Step step) => step.WaitsFor(user) && FactorSetUp.IsDue(pool, user);

    private static Outcome<User> Judge(AuthenticatorCheck check, User user) => check switch
    {
        AuthenticatorCheck.Accepted => user,
        AuthenticatorCheck.Missing => RefusalKind.NoAuthenticator,
        _ => RefusalKind.AuthenticatorNotProven,
    };
}
