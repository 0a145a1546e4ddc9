using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Adds a person and sends the invitation with a temporary password; or sends it again.</summary>
public sealed class AdminCreateUser(PoolGate gate, Invitations invitations) : AdminCreateUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminCreateUserResponse>> Run(AdminCreateUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (Shapes.Read(request.UserAttributes).Refused(out fault, out var attributes))
            return fault;

        if (Shapes.Read(request.ValidationData).Refused(out fault, out var evidence))
            return fault;

        var caller = new Caller(pool, null) { Metadata = request.ClientMetadata, Evidence = request.ValidationData is null ? null : evidence };
        var invitation = new Invitation(
            request.Username, attributes, request.TemporaryPassword, Channels(request), request.ForceAliasCreation is true);
        var outcome = request.MessageAction == MessageActionType.RESEND
            ? await invitations.Resend(caller, invitation, call.Aborted)
            : await invitations.Create(caller, invitation, call.Aborted);
        if (outcome.Refused(out var refusal, out var user))
            return Fault(refusal);

        return new AdminCreateUserResponse { User = Shapes.Write(user, Shapes.Write(user)) };
    }

    private static IReadOnlyList<Channel>? Channels(AdminCreateUserRequest request)
    {
        if (request.MessageAction == MessageActionType.SUPPRESS)
            return [];

        return request.DesiredDeliveryMediums is { Count: > 0 } wanted
            ? [.. wanted.Distinct().Select(medium => medium == DeliveryMediumType.SMS ? Channel.Sms : Channel.Email)]
            : null;
    }

    private static Fault Fault(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.WeakPassword => InvalidPassword($"Password did not conform with password policy: {refusal.Detail}"),
        RefusalKind.WrongState => UnsupportedUserState(refusal.Detail!),
        RefusalKind.AliasTaken => UsernameExists($"An account with the given {refusal.Detail} already exists."),
        _ => Refused.As(refusal),
    };
}
