using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Names where people read the terms of use, or the privacy policy, of an application.</summary>
public sealed class CreateTerms(PoolClientGate gate, IParts<Terms> parts, IRandom random, TimeProvider clock) : CreateTermsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateTermsResponse>> Run(CreateTermsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;
        if (request.Links is not { } links)
            return InvalidParameter("Links must be specified when TermsSource is LINK.");
        if (TermsLinks.Broken(links) is { } broken)
            return broken;

        var now = clock.GetUtcNow();
        var terms = new Terms
        {
            PoolId = found.Pool.Id, Id = random.Uuid(), ClientId = found.Client.Id, Name = request.TermsName, Links = links, Created = now, Modified = now,
        };
        var added = await parts.Add(terms, call.Aborted);
        if (added.IsOrphan)
            return ResourceNotFound($"User pool {terms.PoolId} does not exist.");

        return added.Taken is null
            ? new CreateTermsResponse { Terms = TermsShapes.Write(terms) }
            : TermsExists(TermsShapes.Taken(terms.Name, terms.ClientId));
    }
}
