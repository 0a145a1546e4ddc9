using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gives a client the style of its login pages; it has one at most.</summary>
public sealed class CreateManagedLoginBranding(PoolClientGate clients, LoginStyleGate gate, LoginStyles styles, IRandom random, TimeProvider clock)
    : CreateManagedLoginBrandingContract
{
    /// <inheritdoc/>
    public override int? BodyLimit => StyleRequest.BodyLimit;

    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateManagedLoginBrandingResponse>> Run(CreateManagedLoginBrandingRequest request, Call call)
    {
        if ((await clients.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found)
            || StyleRequest.Read(request.UseCognitoProvidedValues, request.Settings, request.Assets).Refused(out fault, out var asked))
            return fault;

        var now = clock.GetUtcNow();
        var style = new LoginStyle
        {
            PoolId = found.Pool.Id, Id = random.Uuid(), ClientId = found.Client.Id,
            Settings = asked.Settings?.GetRawText(), Created = now, Modified = now,
        };
        if ((await styles.Add(style, asked.Uploads, call.Aborted)).Refused(out var refusal, out var added))
            return Refused.As(refusal);
        if (added.Taken is not null)
            return ManagedLoginBrandingExists($"A ManagedLoginBranding already exists for client {style.ClientId}");
        if (added.Part is not { } made)
            return ResourceNotFound($"User pool {style.PoolId} does not exist.");

        return (await gate.Show(made, merged: false, call)).Refused(out fault, out var shown)
            ? fault
            : new CreateManagedLoginBrandingResponse { ManagedLoginBranding = shown };
    }
}
