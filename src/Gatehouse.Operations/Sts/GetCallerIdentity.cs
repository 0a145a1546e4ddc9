using Gatehouse.Contracts.Sts;

namespace Gatehouse.Operations.Sts;

/// <summary>Tells callers who they are. No policy keeps anybody from it.</summary>
public sealed class GetCallerIdentity : GetCallerIdentityContract
{
    /// <inheritdoc/>
    public override ValueTask<Reply<GetCallerIdentityResponse>> Run(GetCallerIdentityRequest request, Call call) =>
        new(new GetCallerIdentityResponse { UserId = call.Caller!.UserId, Account = call.Caller.AccountId, Arn = call.Caller.Arn });
}
