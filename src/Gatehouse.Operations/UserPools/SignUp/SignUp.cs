using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Adds a person who signs up, and sends the code that ends the sign-up.</summary>
public sealed class SignUp(ClientGate gate, SignUps signUps, FirstSignIns first, Watch watch) : SignUpContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SignUpResponse>> Run(SignUpRequest request, Call call)
    {
        if ((await gate.Admit(request.ClientId, request.SecretHash, request.Username, call)).Refused(out var fault, out var admitted))
            return fault;

        var from = Origins.Of(call, admitted.Client, request.UserContextData);
        if (await watch.KeepOut(admitted, from, call.Aborted) is { } blocked)
            return blocked;
        if (request.Password is null && FirstFactors.WithoutPassword(admitted.Pool).Count == 0)
            return InvalidParameter("1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null");
        if (Shapes.Read(request.UserAttributes).Refused(out fault, out var attributes))
            return fault;

        if (Shapes.Read(request.ValidationData).Refused(out fault, out var evidence))
            return fault;

        var caller = admitted.With(request.ClientMetadata, request.ValidationData is null ? null : evidence, from);
        var signedUp = await signUps.Register(caller, request.Username, request.Password, attributes, call.Aborted);
        if (signedUp.Refused(out var refusal, out var person))
            return Refused.As(refusal);

        watch.Note(new(admitted.Pool, person.User.Sub, AuthEventKind.SignUp, AuthEventResult.Passed, from) { IsCompromised = caller.Findings.IsPasswordCompromised });
        return new SignUpResponse
        {
            UserConfirmed = person.User.Status is UserStatus.Confirmed,
            UserSub = person.User.Sub,
            CodeDeliveryDetails = person.Delivery is { } delivery ? Shapes.Write(delivery) : null,
            Session = first.Await(new(admitted.Pool, admitted.Client, request.Username), person.User),
        };
    }
}
