using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Changes a login style: settings join those that are there, pictures join those in other places. Going back to the defaults gives up both,
/// and an empty list of pictures gives up every picture.
/// </summary>
public sealed class UpdateManagedLoginBranding(LoginStyleGate gate, LoginStyles styles, TimeProvider clock) : UpdateManagedLoginBrandingContract
{
    /// <inheritdoc/>
    public override int? BodyLimit => StyleRequest.BodyLimit;

    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateManagedLoginBrandingResponse>> Run(UpdateManagedLoginBrandingRequest request, Call call)
    {
        // The contract requires neither.
        if (request.UserPoolId is not { } poolId || request.ManagedLoginBrandingId is not { } styleId)
            return InvalidParameter("UserPoolId and ManagedLoginBrandingId must be specified.");
        if ((await gate.Find(poolId, styleId, call)).Refused(out var fault, out var found)
            || StyleRequest.Read(request.UseCognitoProvidedValues, request.Settings, request.Assets).Refused(out fault, out var asked))
            return fault;

        var now = clock.GetUtcNow();
        var forgets = asked.Settings is null || request.Assets is { Count: 0 };
        var change = await styles.Change(found, asked.Uploads, Next, call.Aborted);
        if (change.Refused(out var refusal, out var changed))
            return Refused.As(refusal);
        if (changed.Part is not { } stored)
            return LoginStyleGate.Unknown;

        return (await gate.Show(stored, merged: false, call)).Refused(out fault, out var shown)
            ? fault
            : new UpdateManagedLoginBrandingResponse { ManagedLoginBranding = shown };

        // What fits alone may be too much together.
        Outcome<LoginStyle> Next(LoginStyle style)
        {
            var settings = asked.Settings is { } given ? StyleSettings.Join(style.Settings, given) : null;
            if (settings is not null && StyleSettings.Broken(StyleSettings.Read(settings)) is { } broken)
                return new Refusal(RefusalKind.Invalid, broken);

            return style with { Settings = settings, Assets = forgets ? [] : style.Assets, Modified = now };
        }
    }
}
