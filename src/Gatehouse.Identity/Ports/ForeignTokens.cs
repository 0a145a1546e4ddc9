namespace Gatehouse.Identity;

/// <summary>Whose tokens are believed, and made for whom.</summary>
/// <param name="Address">Where the issuer publishes its configuration: its identifier, by OpenID Connect Discovery 1.0.</param>
/// <param name="Audiences">The applications that its tokens may be made for.</param>
public sealed record ForeignIssuer(string Address, IReadOnlyCollection<string> Audiences)
{
    /// <summary>Another name that it has in its tokens; null when it has none.</summary>
    public string? Alias { get; init; }
}

/// <summary>What somebody else's token proves.</summary>
/// <param name="Subject">Whom it is of.</param>
/// <param name="Audience">The application that it was made for.</param>
/// <param name="Claims">All that it says: strings, longs, doubles, bools, lists and maps.</param>
public sealed record ForeignToken(string Subject, string Audience, IReadOnlyDictionary<string, object> Claims)
{
    /// <inheritdoc/>
    public override string ToString() => "ForeignToken";
}

/// <summary>Judges tokens of other people's servers.</summary>
public interface IForeignTokens
{
    /// <summary>Who made an ID token, by its own word, which proves nothing; null when it is not in the form of one.</summary>
    string? IssuerOf(string token);

    /// <summary>
    /// Judges an ID token by the issuer's own keys, which are fetched, kept and fetched anew when a token names another one.
    /// <see cref="RefusalKind.LoginInvalid"/> says what is wrong with it, <see cref="RefusalKind.Unreachable"/> that the keys could not be had.
    /// </summary>
    ValueTask<Outcome<ForeignToken>> Read(string token, ForeignIssuer issuer, CancellationToken ct);

    /// <summary>Asks Facebook or Amazon whose an access token is, and by which application it was got.</summary>
    /// <param name="provider"><see cref="SocialProviders.Facebook"/> or <see cref="SocialProviders.Amazon"/>.</param>
    /// <param name="token">The token.</param>
    /// <param name="applications">The applications that it may have been got by; null when the caller judges that, by the claim <c>app_id</c>: every id of the application.</param>
    /// <param name="ct">Cancels the wait.</param>
    ValueTask<Outcome<ForeignToken>> Ask(string provider, string token, IReadOnlyCollection<string>? applications, CancellationToken ct);
}
