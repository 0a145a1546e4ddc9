namespace Gatehouse.Identity;

/// <summary>Gives the state of SRP exchanges to clients, sealed, and takes it back for one proof that holds.</summary>
public sealed class SrpExchanges(ISecretBox secrets, ISpentValues spent, Steps steps, FreshValues fresh)
{
    /// <summary>The time.</summary>
    public DateTimeOffset Now => fresh.Now;

    /// <summary>Begins one that is a sign-in's beginning.</summary>
    public SignInResult Begin(SignInAttempt attempt, string userId, SrpOffer offer)
    {
        var exchange = Of(attempt, userId, offer, (fresh.Now + attempt.Client.StepLifetime).UtcTicks, fresh.Nonce());
        return Asked(exchange, offer, SrpProver.Person);
    }

    /// <summary>Begins one in the middle of a sign-in: it shares time and nonce with the step, and is good with that one only.</summary>
    public SignInResult BeginInCourse(SignInAttempt attempt, User? user, string userId, SrpOffer offer)
    {
        var step = steps.First(attempt, user, StepKind.CoursePassword);
        return Asked(Of(attempt, userId, offer, step.Expires, step.Nonce), offer, SrpProver.PersonInCourse) with { Session = steps.Seal(step) };
    }

    /// <summary>Opens the exchange of a proof; null for one that was made for somebody else.</summary>
    public SrpExchange? Open(AppClient client, SrpProof proof, SrpProver prover) =>
        SrpExchange.Open(secrets, proof.SecretBlock, prover) is { } exchange && exchange.PoolId == client.PoolId && exchange.ClientId == client.Id
            ? exchange
            : null;

    /// <summary>Opens the step that an exchange belongs to.</summary>
    public ValueTask<Outcome<BegunStep>> Resume(SignInAttempt attempt, string? session, CancellationToken ct) =>
        steps.ResumeFirst(attempt, session, StepKind.CoursePassword, ct);

    /// <summary>Spends an exchange, and with it the step it belongs to.</summary>
    public ValueTask<bool> Spend(SrpExchange exchange, CancellationToken ct) =>
        spent.Spend(exchange.PoolId, exchange.Nonce, new DateTimeOffset(exchange.Expires, TimeSpan.Zero), ct);

    private static SrpExchange Of(SignInAttempt attempt, string userId, SrpOffer offer, long expires, byte[] nonce) =>
        new(attempt.Pool.Id, attempt.Client.Id, attempt.Name, userId, offer.PublicA, offer.Start, expires, nonce) { DeviceKey = attempt.Device?.Key };

    private SignInResult.ProveBySrp Asked(SrpExchange exchange, SrpOffer offer, SrpProver prover) =>
        new(exchange.UserId, Convert.ToHexStringLower(offer.Salt), offer.Start.Public, exchange.Seal(secrets, prover));
}

/// <summary>Both halves of an exchange that begins.</summary>
/// <param name="PublicA">The client's, hexadecimal.</param>
/// <param name="Salt">What the password is salted with.</param>
/// <param name="Start">Ours.</param>
public sealed record SrpOffer(string PublicA, byte[] Salt, SrpStart Start)
{
    /// <inheritdoc/>
    public override string ToString() => "SrpOffer";
}
