using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Takes logins from an identity, for who has proven one of its logins. Who takes the last one does not find the identity again.</summary>
public sealed class UnlinkIdentity(IdentityPoolGate gate, LoginDesk desk, ProviderNames names, Unlinking unlinking) : UnlinkIdentityContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UnlinkIdentityInput request, Call call)
    {
        if ((await gate.Identity(request.IdentityId, call)).Refused(out var fault, out var found))
            return fault;
        if ((await desk.Prove(found.Pool, request.Logins, takesVouchers: true, call)).Refused(out fault, out var proven))
            return fault;

        var gone = request.LoginsToRemove.Select(names.Of).ToHashSet(StringComparer.Ordinal);
        if (found.Pool.DeveloperProvider is { } developer && gone.Contains(developer))
            return InvalidParameter("Logins of a developer provider are removed by UnlinkDeveloperIdentity.");

        return (await unlinking.ByOwner(found.Pool, found.Identity, proven, gone, call.Aborted)).Refused(out var refusal, out _)
            ? IdentityRefused.As(refusal, found.Pool.Id, request.IdentityId)
            : Nothing.AtAll;
    }
}
