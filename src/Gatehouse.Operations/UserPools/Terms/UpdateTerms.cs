using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Renames terms or replaces their links; what is left out stays.</summary>
public sealed class UpdateTerms(TermsGate gate, IParts<Terms> parts, TimeProvider clock) : UpdateTermsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateTermsResponse>> Run(UpdateTermsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.TermsId, call)).Refused(out var fault, out var found))
            return fault;
        if (request.Links is { } links && TermsLinks.Broken(links) is { } broken)
            return broken;

        var now = clock.GetUtcNow();
        var changed = await parts.Change(
            found.PoolId,
            "",
            found.Id,
            terms => terms is null
                ? null
                : terms with { Name = request.TermsName ?? terms.Name, Links = request.Links ?? terms.Links, Modified = now },
            call.Aborted);
        if (changed.Taken is not null)
            return TermsExists(TermsShapes.Taken(request.TermsName!, found.ClientId));

        return changed.Part is { } terms ? new UpdateTermsResponse { Terms = TermsShapes.Write(terms) } : TermsGate.Unknown;
    }
}
