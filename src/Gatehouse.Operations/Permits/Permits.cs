using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Identity;

namespace Gatehouse.Operations;

/// <summary>Lets the signers of calls do what their policies allow, and nothing else.</summary>
public sealed class Permits(Authority authority, RequestResources resources, RequestFacts facts, KeyUses uses) : IPermits
{
    // To be told who one is, or to get a key of one's own for a time, takes no permission; who may assume a role is for the role to say.
    private static readonly string[] Free = ["GetCallerIdentity", "GetSessionToken", "AssumeRole"];

    /// <inheritdoc/>
    public async ValueTask<Fault?> Refuse(Operation operation, object request, Call call)
    {
        if (call.Caller is not { } caller)
            return Denied("anonymous", Action(operation), null, null);
        if (caller is UserPrincipal { Session: null } && call is { AccessKeyId: { } key, SignedRegion: { } region })
            await uses.Note(key, operation.Service, region, call.Aborted);
        if (caller is Root { Session: null } || (operation.Service == "sts" && Free.Contains(operation.Name)))
            return null;
        if (IsOutOfReach(caller, operation))
            return Denied(caller.Arn, Action(operation), null, null);

        var wish = new Wish(Action(operation), await resources.Of(operation, request, call)) { Context = await facts.Of(request, call) };
        var decision = await authority.Decide(caller, wish, call.Aborted);
        if (!decision.IsAllowed)
            return Denied(caller.Arn, wish.Action, decision.Resource ?? wish.Resources[0], decision);

        return await RefusePassing(caller, request, call);
    }

    /// <summary>The refusal in AWS's words.</summary>
    public static Fault Denied(string who, string action, string? resource, Decision? decision) =>
        new("AccessDeniedException", DeniedText.Of(who, action, resource, decision));

    // A role hands its rights on to whom it is given: only who may pass it gives it.
    private async ValueTask<Fault?> RefusePassing(Principal caller, object request, Call call)
    {
        foreach (var (role, service) in PassedRoles.Of(request))
        {
            var wish = new Wish("iam:PassRole", [role])
            {
                Context = new Dictionary<string, IReadOnlyList<string>>(await facts.Of(request, call)) { ["iam:PassedToService"] = [service] },
            };
            var decision = await authority.Decide(caller, wish, call.Aborted);
            if (!decision.IsAllowed)
                return Denied(caller.Arn, wish.Action, role, decision);
        }

        return null;
    }

    // Borrowed rights neither borrow more nor change who has which.
    private static bool IsOutOfReach(Principal caller, Operation operation) => caller switch
    {
        FederatedPrincipal                                 => operation.Service is "iam" or "sts",
        UserPrincipal or Root when caller.Session is not null => operation.Service is "iam" or "sts",
        _                                                  => false,
    };

    private static string Action(Operation operation) => $"{operation.Service}:{operation.Name}";
}
