namespace Gatehouse.Identity;

/// <summary>
/// Lets people arrive for whom another provider vouches: the pool's functions are asked, what the provider says is mapped into attributes,
/// and the person is found and brought up to date, or added.
/// </summary>
public sealed class FederatedArrivals(FederatedPeople people, IUsers users, Naming naming, Consultations consultations, TimeProvider clock)
{
    /// <summary>The key of a provider's mapping that names the subject, and no attribute.</summary>
    private const string Subject = "username";

    /// <summary>The person of a provider's word, who is theirs to sign in.</summary>
    /// <param name="caller">The application they come through, and their words for the functions.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="word">What it says, checked.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Arrive(Caller caller, IdentityProvider provider, ProviderWord word, CancellationToken ct)
    {
        if ((await consultations.Ask(new FederationQuestion(caller, provider, word), ct)).Refused(out var refusal, out var claims))
            return refusal;

        var arrival = new Arrival(caller, provider, word.Subject, Map(provider, claims));
        if (arrival.Attributes.Keys.Any(attribute => !MayWrite(caller.Application, attribute)))
            return RefusalKind.AttributeNotWritable;
        if (await naming.Reserved(caller.Pool, arrival.Attributes, ct) is { } reserved)
            return reserved;
        if (!(await Find(arrival, ct)).Refused(out refusal, out var user))
            return await Renew(arrival, user, ct);

        return refusal.Kind is RefusalKind.UnknownUser ? await Join(arrival, ct) : refusal;
    }

    // A blank says nothing, as a claim that is not there.
    private static Dictionary<string, string> Map(IdentityProvider provider, MappedClaims claims) => provider.Mapping
        .Where(pair => pair.Key != Subject && claims.Values.GetValueOrDefault(pair.Value) is { Length: > 0 })
        .ToDictionary(pair => pair.Key, pair => claims.Values[pair.Value]);

    // That an address is proven no application may write: that is the provider's word alone.
    private static bool MayWrite(AppClient client, string attribute) =>
        attribute is Attributes.EmailVerified or Attributes.PhoneVerified || client.MayWrite(attribute);

    private ValueTask<Outcome<User>> Find(Arrival arrival, CancellationToken ct) =>
        people.Find(arrival.Caller.Pool, arrival.Provider, arrival.Subject, arrival.Attributes, ct);

    // What the provider does not say any more stays as it was.
    private async ValueTask<Outcome<User>> Renew(Arrival arrival, User user, CancellationToken ct)
    {
        var caller = arrival.Caller;
        if ((await consultations.Ask(new SignInQuestion(caller, user.Username, user), ct)).Refused(out var refusal, out _))
            return refusal;

        if (arrival.Attributes.All(pair => (user[pair.Key] ?? "") == pair.Value))
            return user;
        if (AttributeRules.ForChange(caller.Pool, null, user, arrival.Attributes) is { } broken)
            return broken;

        var now = clock.GetUtcNow();
        var change = await users.Change(caller.Pool, user.Sub, Write, takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { User.Enabled: false } => RefusalKind.Disabled,
            _ => change.User,
        };

        bool Write(User person)
        {
            person.WriteAttributes(arrival.Attributes, [], now);
            return true;
        }
    }

    private async ValueTask<Outcome<User>> Join(Arrival arrival, CancellationToken ct)
    {
        var caller = arrival.Caller;
        var question = new SignUpQuestion(caller, FederatedPeople.NameOf(arrival.Provider, arrival.Subject), arrival.Attributes) { IsFederated = true };
        if ((await consultations.Ask(question, ct)).Refused(out var refusal, out _))
            return refusal;

        if ((await people.Add(caller.Pool, arrival.Provider, arrival.Subject, arrival.Attributes, ct)).Refused(out refusal, out var added))
            return refusal.Kind is RefusalKind.UserExists && !(await Find(arrival, ct)).Refused(out _, out var there) ? there : refusal;

        return (await consultations.Tell(new(caller, added, IsRecovery: false))).Refused(out refusal, out _) ? refusal : added;
    }

    private sealed record Arrival(Caller Caller, IdentityProvider Provider, string Subject, IReadOnlyDictionary<string, string> Attributes);
}
