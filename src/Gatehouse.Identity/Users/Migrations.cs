namespace Gatehouse.Identity;

/// <summary>People who come over from another directory when they first sign in or recover a password, on the word of the pool's function.</summary>
public sealed class Migrations(IUsers users, Passwords passwords, Naming naming, Consultations consultations, TimeProvider clock)
{
    /// <summary>Adds whoever is called by a name that nobody has here, if the function knows them.</summary>
    /// <param name="caller">Through what they come.</param>
    /// <param name="name">The name as it was typed.</param>
    /// <param name="password">The password as it was typed, which the function judges and the pool's policy does not; null when it is forgotten.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>The person, who may have come over with another call at this very moment; nobody when the function knows nobody.</returns>
    public async ValueTask<Outcome<Comer>> Bring(Caller caller, string name, string? password, CancellationToken ct)
    {
        var pool = caller.Pool;
        if ((await consultations.Ask(new MigrationQuestion(caller, name, password), ct)).Refused(out var refusal, out var known))
            return refusal;
        if (known.Attributes is not { } attributes)
            return new Comer(null);
        if ((await naming.Of(pool, name, attributes, ct)).Refused(out refusal, out var names))
            return refusal;
        if (AttributeRules.ForNew(pool, null, names.Given, requireAll: false) is { } broken)
            return broken;

        var kept = password is null ? null : await passwords.Adopt(pool, names.Username, password, ct);
        var now = clock.GetUtcNow();
        var user = names.Create(pool, kept is null || known.MustReset ? UserStatus.ResetRequired : UserStatus.Confirmed, kept, now);
        if (known.HasSmsFactor)
            user.Choose(user.State.Factors.With(SecondFactor.Sms, on: true), now);

        return await users.Add(pool, user, known.TakesAliases, ct) is not { } taken ? new Comer(user)
            : await users.Find(pool, name, ct) is { } there ? new Comer(there)
            : new Refusal(RefusalKind.Invalid, $"An account with the given {taken} already exists.");
    }
}
