namespace Gatehouse.Identity;

/// <summary>A person's attributes: written, removed, proven; by the person through an application, or by an administrator.</summary>
public sealed class Profiles(IUsers users, Codes codes, Limits limits, Naming naming, TimeProvider clock)
{
    /// <summary>Writes attributes; codes go to addresses that changed where the pool wants them proven.</summary>
    /// <param name="caller">Through what.</param>
    /// <param name="sub">The person.</param>
    /// <param name="values">What to write; an empty value removes.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<IReadOnlyList<Delivery>>> Update(
        Caller caller, string sub, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        var (pool, writer) = (caller.Pool, caller.Client);
        if (await naming.Reserved(pool, values, ct) is { } reserved)
            return reserved;

        // Whoever writes address after address would have us write to strangers: it counts like asking for a code.
        var recipient = await Recipient(pool, sub, values, ct);
        if (recipient is not null && AttributeRules.ForChange(pool, writer, recipient, values) is { } broken)
            return broken;
        if (recipient is not null && writer is not null && !await limits.Take(pool.Id, Limit.AttributeCode, sub, ct))
            return RefusalKind.AttemptLimit;
        if ((await Draw(caller, recipient, values, ct)).Refused(out var refused, out var first))
            return refused;

        // One draw for each address that may change: a change may run twice.
        var drawn = new Dictionary<string, DrawnCode> { [Attributes.Email] = first, [Attributes.Phone] = codes.Draw() with { Words = first.Words, Caller = first.Caller } };
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
                .Where(a => IsToBeProven(pool, values, a))
                .Select(a => codes.Send(pool, user, drawn[a], User.PurposeOf(a), MessagePurpose.UpdateUserAttribute, a))
                .ToList();
        }
    }

    // The person, if a code is to go to one of the addresses they are given.
    private async ValueTask<User?> Recipient(UserPool pool, string sub, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        return Proposed(pool, values).Any() && await users.BySub(pool.Id, sub, ct) is { } user && Changed(pool, user, values).Any() ? user : null;
    }

    // The addresses that would have to be proven.
    private static IEnumerable<string> Proposed(UserPool pool, IReadOnlyDictionary<string, string> values) =>
        pool.AutoVerified.Where(a => IsToBeProven(pool, values, a) && values.GetValueOrDefault(a) is { Length: > 0 });

    private static IEnumerable<string> Changed(UserPool pool, User user, IReadOnlyDictionary<string, string> values) =>
        Proposed(pool, values).Where(a => user[a] != values[a]);

    private async ValueTask<Outcome<DrawnCode>> Draw(Caller caller, User? recipient, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        if (recipient is null)
            return codes.Draw();

        var changed = Changed(caller.Pool, recipient, values).Select(a => new Destination(a, values[a], IsProven: false));
        return await codes.Draw(caller, new(recipient, MessagePurpose.UpdateUserAttribute, [.. changed]), ct);
    }

    private static bool IsToBeProven(UserPool pool, IReadOnlyDictionary<string, string> values, string attribute) =>
        pool.AutoVerified.Contains(attribute) && values.GetValueOrDefault(Attributes.VerifiedFlagOf(attribute)!) != "true";

    /// <summary>Removes attributes by the same rules.</summary>
    public async ValueTask<Outcome<IReadOnlyList<Delivery>>> Remove(
        Caller caller, string sub, IEnumerable<string> names, CancellationToken ct) =>
        await Update(caller, sub, names.Distinct().ToDictionary(n => n, _ => ""), ct);

    /// <summary>Sends a code to the address in an attribute (or to the one that waits to take its place).</summary>
    public async ValueTask<Outcome<Delivery>> SendCode(Caller caller, string sub, string attribute, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (Attributes.VerifiedFlagOf(attribute) is null)
            return new Refusal(RefusalKind.Invalid, $"Cannot verify attribute {attribute}.");
        if (!await limits.Take(pool.Id, Limit.AttributeCode, sub, ct))
            return RefusalKind.AttemptLimit;

        if (await users.BySub(pool.Id, sub, ct) is not { } user)
            return RefusalKind.UnknownUser;
        if (!Has(user))
            return NoAddress();

        var to = new Destination(attribute, user.State.Pending.GetValueOrDefault(attribute) ?? user[attribute], IsProven: false);
        if ((await codes.Draw(caller, new(user, MessagePurpose.VerifyUserAttribute, to), ct)).Refused(out var refusal, out var drawn))
            return refusal;

        var change = await users.Change(pool, sub, Put, takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome;

        Outcome<Delivery> Put(User u) =>
            Has(u) ? codes.Send(pool, u, drawn, User.PurposeOf(attribute), MessagePurpose.VerifyUserAttribute, attribute) : NoAddress();

        bool Has(User u) => u[attribute] is not null || u.State.Pending.ContainsKey(attribute);

        Refusal NoAddress() => new(RefusalKind.Invalid, $"User does not have an attribute {attribute}.");
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
