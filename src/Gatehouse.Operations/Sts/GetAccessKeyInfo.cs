using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Tells to which account a key belongs: there is one.</summary>
public sealed class GetAccessKeyInfo(Realm realm) : GetAccessKeyInfoContract
{
    /// <inheritdoc/>
    public override ValueTask<Reply<GetAccessKeyInfoResponse>> Run(GetAccessKeyInfoRequest request, Call call) =>
        new(new GetAccessKeyInfoResponse { Account = realm.AccountId });
}
