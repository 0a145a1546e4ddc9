using System.Security.Claims;
using System.Text.Encodings.Web;
using Gatehouse.AspNetCore.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.AspNetCore;

/// <summary>Looks at the <c>Authorization</c> header: a signature is told to the server, a bearer token is judged here.</summary>
internal sealed partial class GatehouseHandler(IOptionsMonitor<GatehouseOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<GatehouseOptions>(options, loggers, encoder)
{
    private const string Signature = "AWS4-HMAC-SHA256 ";
    private const string Bearer = "Bearer ";

    // What the sender of this request is told when the application wants somebody who was proven.
    private Refusal? refusal;

    private bool IsSigned => Request.Headers.Authorization is [{ } header] && header.StartsWith(Signature, StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Request.Headers.Authorization switch
    {
        [] => Task.FromResult(AuthenticateResult.NoResult()),
        [{ } header] when Options.Doors is not null && header.StartsWith(Signature, StringComparison.Ordinal) => Signed(),
        [{ } header] when Options.Trusted.Count > 0 && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) => Token(header[Bearer.Length..].Trim()),
        [_] => Task.FromResult(AuthenticateResult.NoResult()),
        _ => Task.FromResult(Refuse(Refusal.BadToken("The Authorization header came more than once"))),
    };

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => (refusal ?? Refusal.Nobody(IsSigned || Options.Trusted.Count == 0)).Write(Response);

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.Forbidden(IsSigned).Write(Response);

    private async Task<AuthenticateResult> Signed()
    {
        switch (await SignedDoor.Ask(Request, Options, Context.RequestAborted))
        {
            case DoorAnswer.Allowed allowed:
                return Success(SignedDoor.Identity(allowed.Who, Scheme.Name), allowed.Who.Expires);
            case DoorAnswer.Refused refused:
                return Refuse(Refusal.Of(refused));
            case DoorAnswer.Unavailable unavailable:
                Log.Unavailable(Logger, unavailable.Reason);
                return Refuse(Refusal.Unavailable(isSigned: true));
            case null:
                return Refuse(Refusal.TooLarge);
            case var strange:
                Log.Unavailable(Logger, $"It needs what is not known here: {strange}");
                return Refuse(Refusal.Unavailable(isSigned: true));
        }
    }

    private async Task<AuthenticateResult> Token(string token)
    {
        var verdict = await TokenDoor.Judge(token, Options, TimeProvider, Context.RequestAborted);
        if (verdict.Claims is { } claims)
            return Success(TokenDoor.Identity(claims, Scheme.Name), expires: null);
        if (!verdict.IsUndecided)
            return Refuse(Refusal.BadToken(verdict.Flaw!));

        Log.NoKeys(Logger);
        return Refuse(Refusal.Unavailable(isSigned: false));
    }

    private AuthenticateResult Success(ClaimsIdentity identity, DateTimeOffset? expires) =>
        AuthenticateResult.Success(new(new(identity), new AuthenticationProperties { ExpiresUtc = expires }, Scheme.Name));

    private AuthenticateResult Refuse(Refusal why)
    {
        refusal = why;
        return AuthenticateResult.Fail(why.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Nobody could say who signed: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Error, "The keys of the pool that a token names are not known: the pool does not publish them, or does not answer")]
        public static partial void NoKeys(ILogger logger);
    }
}
