using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes terms; the sign-up page of their client then names none.</summary>
public sealed class DeleteTerms(TermsGate gate, IParts<Terms> parts) : DeleteTermsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteTermsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.TermsId, call)).Refused(out var fault, out var terms))
            return fault;

        return await parts.Remove(terms.PoolId, "", terms.Id, call.Aborted) ? Nothing.AtAll : TermsGate.Unknown;
    }
}
