using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>
/// <c>/confirmUser?client_id=…&amp;user_name=…&amp;confirmation_code=…</c> at the domain of a pool, and <c>/{pool}/confirmUser</c>: where
/// the link leads that a mail holds in place of a code.
/// </summary>
/// <remarks>
/// At AWS opening the link confirms. Here it shows a page with one button, and pressing that confirms: programs that guard mailboxes open
/// every link before a person does, so that a confirmation by opening would prove nothing of the mailbox (somebody signs up with another's
/// address, and the other's mail filter confirms it), or the link would be used up when the person comes. For the same reason opening
/// looks at nothing that is stored of people and answers everybody alike. The page needs no script, and repeats nothing it was sent. When
/// the button is pressed, one answer stands for everything that is not right; tries are counted as those of codes that are typed, and for
/// people who are not there as well.
/// </remarks>
internal sealed class ConfirmationEndpoint(IPools pools, IAppClients clients, Domains domains, Confirmations confirmations)
{
    /// <summary>The path at the domain of a pool.</summary>
    public const string Route = "/" + ConfirmationLinks.Path;

    /// <summary>The path at the installation's own address.</summary>
    public const string PoolRoute = "/{poolId}/" + ConfirmationLinks.Path;

    /// <summary>Shows the question. It is the same whatever the link says.</summary>
    public async Task Ask(HttpContext http)
    {
        var isThere = await Find(http) is not null;
        await ConfirmationPage.Send(http, isThere ? ConfirmationPage.Asking : ConfirmationPage.Failed);
    }

    /// <summary>Confirms, once.</summary>
    public async Task Confirm(HttpContext http)
    {
        var isDone = await Find(http) is { } pool && await Confirm(http, pool);
        await ConfirmationPage.Send(http, isDone ? ConfirmationPage.Done : ConfirmationPage.Failed);
    }

    private async ValueTask<bool> Confirm(HttpContext http, UserPool pool)
    {
        if (Text(http, "client_id") is not { } clientId || Text(http, "user_name") is not { } name || Text(http, "confirmation_code") is not { } code)
            return false;
        if (await clients.Find(clientId, http.RequestAborted) is not { } client || client.PoolId != pool.Id)
            return false;

        var confirmed = await confirmations.ConfirmByLink(new Caller(pool, client), name, code, http.RequestAborted);

        // A function that is told of a confirmation, and fails, does not undo it.
        return !confirmed.Refused(out var refusal, out _) || refusal.IsOfFunction;
    }

    private async ValueTask<UserPool?> Find(HttpContext http) => http.Request.RouteValues.ContainsKey("poolId")
        ? await PublicPool.Find(http, pools)
        : (await domains.ByHost(http.Request.Host.Host, http.RequestAborted))?.Pool;

    // What cannot be a name or a code of ours is not looked up.
    private static string? Text(HttpContext http, string name) =>
        http.Request.Query[name] is [{ Length: > 0 and <= AttributeDefinition.MaxValueLength } text] && !text.Contains('\0') ? text : null;
}
