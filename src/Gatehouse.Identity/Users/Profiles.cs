namespace Gatehouse.Identity;

/// <summary>A person's attributes: written, removed, proven; by the person through an application, or by an administrator.</summary>
public sealed class Profiles(IUsers users, Codes codes, Limits limits, Naming naming, TimeProvider clock)
{
    /// <summary>Writes attributes; codes go to addresses that changed where the pool wants them proven.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="writer">The application; null for an administrator.</param>
    /// <param name="sub">The person.</param>
    /// <param name="values">What to write; an empty value removes.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<IReadOnlyList<Delivery>>> Update(
        UserPool pool, AppClient? writer, string sub, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        if (await naming.Reserved(pool, values, ct) is { } reserved)
            return reserved;

        // Whoever writes address after address would have us write to strangers: it counts like asking for a code.
        if (writer is not null && await SendsCode(pool, sub, values, ct) && !await limits.Take(pool.Id, Limit.AttributeCode, sub, ct))
            return RefusalKind.AttemptLimit;

        // One draw for each address that may change: a change may run twice.
        var drawn = new Dictionary<string, DrawnCode> { [Attributes.Email] = codes.Draw(), [Attributes.Phone] = codes.Draw() };
        var change = await users.Change(pool, sub, Write, takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            _ => change.Outcome,
        };

        Outcome<IReadOnlyList<Delivery>> Write(User user)
        {
            if (AttributeRules.ForChange(pool, writer, user, values) is { } refusal)
                return refusal;

            var addresses = user.WriteAttributes(values, pool.VerifiedBeforeUpdate, clock.GetUtcNow());
            return addresses
                .Where(a => pool.AutoVerified.Contains(a) && values.GetValueOrDefault(Attributes.VerifiedFlagOf(a)!) != "true")
                .Select(a => codes.Send(pool, user, drawn[a], User.PurposeOf(a), MessagePurpose.UpdateUserAttribute, a))
                .ToList();
        }
    }

    private async ValueTask<bool> SendsCode(UserPool pool, string sub, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        if (!pool.AutoVerified.Any(attribute => values.GetValueOrDefault(attribute) is { Length: > 0 }))
            return false;

        var user = await users.BySub(pool.Id, sub, ct);
        return pool.AutoVerified.Any(attribute => values.GetValueOrDefault(attribute) is { Length: > 0 } value && user?[attribute] != value);
    }

    /// <summary>Removes attributes by the same rules.</summary>
    public async ValueTask<Outcome<IReadOnlyList<Delivery>>> Remove(
        UserPool pool, AppClient? writer, string sub, IEnumerable<string> names, CancellationToken ct) =>
        await Update(pool, writer, sub, names.Distinct().ToDictionary(n => n, _ => ""), ct);

    /// <summary>Sends a code to the address in an attribute (or to the one that waits to take its place).</summary>
    public async ValueTask<Outcome<Delivery>> SendCode(UserPool pool, string sub, string attribute, CancellationToken ct)
    {
        if (Attributes.VerifiedFlagOf(attribute) is null)
            return new Refusal(RefusalKind.Invalid, $"Cannot verify attribute {attribute}.");
        if (!await limits.Take(pool.Id, Limit.AttributeCode, sub, ct))
            return RefusalKind.AttemptLimit;

        var drawn = codes.Draw();
        var change = await users.Change(pool, sub, Put, takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome;

        Outcome<Delivery> Put(User user) =>
            user[attribute] is null && !user.State.Pending.ContainsKey(attribute)
                ? new Refusal(RefusalKind.Invalid, $"User does not have an attribute {attribute}.")
                : codes.Send(pool, user, drawn, User.PurposeOf(attribute), MessagePurpose.VerifyUserAttribute, attribute);
    }

    /// <summary>Proves an address by the code sent to it.</summary>
    public async ValueTask<Outcome<User>> Verify(UserPool pool, string sub, string attribute, string code, CancellationToken ct)
    {
        if (Attributes.VerifiedFlagOf(attribute) is null)
            return new Refusal(RefusalKind.Invalid, $"Cannot verify attribute {attribute}.");
        if (!await limits.Take(pool.Id, Limit.VerifyAttribute, sub, ct))
            return RefusalKind.AttemptLimit;
        if (await users.BySub(pool.Id, sub, ct) is not { } user)
            return RefusalKind.UnknownUser;

        var guess = codes.Mac(user, User.PurposeOf(attribute), code);
        var now = clock.GetUtcNow();
        var change = await users.Change(pool, sub, u => u.Verify(attribute, guess, now), takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } taken } => new Refusal(RefusalKind.AliasTaken, taken),
            { Outcome: CodeCheck.Accepted } => change.User,
            _ => CodeRefusal.Of(change.Outcome),
        };
    }
}
