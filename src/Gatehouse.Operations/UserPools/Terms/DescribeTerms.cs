using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows terms by their id.</summary>
public sealed class DescribeTerms(TermsGate gate) : DescribeTermsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeTermsResponse>> Run(DescribeTermsRequest request, Call call) =>
        (await gate.Find(request.UserPoolId, request.TermsId, call)).Refused(out var fault, out var terms)
            ? fault
            : new DescribeTermsResponse { Terms = TermsShapes.Write(terms) };
}
