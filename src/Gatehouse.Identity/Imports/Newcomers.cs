namespace Gatehouse.Identity;

/// <summary>A person as an import brings them.</summary>
/// <param name="Name">The user name, or the address that stands in for it.</param>
/// <param name="Attributes">Attribute values; proofs of address are among them.</param>
/// <param name="Hash">The password's hash in the form of its function; null without one.</param>
public sealed record Newcomer(string Name, IReadOnlyDictionary<string, string> Attributes, string? Hash)
{
    /// <inheritdoc/>
    public override string ToString() => "Newcomer";
}

/// <summary>Judges people whom an import brings, by the rules for people whom an administrator adds.</summary>
public sealed class Newcomers(IForeignHashes hashes, Naming naming)
{
    /// <summary>The person to be added, or what is wrong with the row; the sentence holds nothing of what the row says.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="newcomer">The person as the file has them.</param>
    /// <param name="kind">By which function the file's passwords are hashed; null when it has none.</param>
    /// <param name="arrival">When they arrive, and with whom.</param>
    /// <param name="ct">Cancels the look at names that are kept for others.</param>
    public async ValueTask<Outcome<User>> Judge(UserPool pool, Newcomer newcomer, HashKind? kind, Arrival arrival, CancellationToken ct)
    {
        if ((await naming.Of(pool, newcomer.Name, newcomer.Attributes, arrival, ct)).Refused(out var refusal, out var names))
            return refusal;
        if (AttributeRules.ForNew(pool, null, names.Given, requireAll: true) is { } broken)
            return broken;
        if (!pool.AutoVerified.Any(attribute => IsProven(names.Given, attribute)))
        {
            return new Refusal(
                RefusalKind.Invalid,
                "The User Record does not set any of the auto verified attributes to verified. (Example: email_verified to true).");
        }

        if (newcomer.Hash is { } hash)
        {
            return kind is { } known && hashes.Takes(known, hash)
                ? names.Create(pool, UserStatus.Confirmed, new StoredPassword(hash, arrival.Now), arrival.Now)
                : new Refusal(RefusalKind.Invalid, "The password hash has not the form of its algorithm, or costs more than is allowed.");
        }

        // Who can come in by a code that is sent need not have a password first.
        var user = names.Create(pool, UserStatus.ResetRequired, null, arrival.Now);
        return FirstFactors.Of(pool, user, hasPasskey: false).Count == 0 ? user : names.Create(pool, UserStatus.Confirmed, null, arrival.Now);
    }

    private static bool IsProven(IReadOnlyDictionary<string, string> given, string attribute) =>
        !string.IsNullOrEmpty(given.GetValueOrDefault(attribute)) && given.GetValueOrDefault(Attributes.VerifiedFlagOf(attribute)!) == "true";
}
