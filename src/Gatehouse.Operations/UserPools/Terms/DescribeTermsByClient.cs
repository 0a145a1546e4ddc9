using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the terms that a client has under a name.</summary>
public sealed class DescribeTermsByClient(PoolClientGate gate, IParts<Terms> parts) : DescribeTermsByClientContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeTermsByClientResponse>> Run(DescribeTermsByClientRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        // The contract bounds no name; one of the two documents has to be meant.
        return request.TermsName is "terms-of-use" or "privacy-policy"
            && await parts.ByClaim(Terms.Place(found.Client.Id, request.TermsName), call.Aborted) is { } terms
            ? new DescribeTermsByClientResponse { Terms = TermsShapes.Write(terms) }
            : ResourceNotFound($"Terms for client {found.Client.Id} does not exist.");
    }
}
