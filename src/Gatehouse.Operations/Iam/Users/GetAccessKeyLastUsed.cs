using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Says when a key was used last, to the hour.</summary>
public sealed class GetAccessKeyLastUsed(IParts<IamUser> users) : GetAccessKeyLastUsedContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetAccessKeyLastUsedResponse>> Run(GetAccessKeyLastUsedRequest request, Call call)
    {
        if (await users.ByClaim(IamUser.ClaimOf(request.AccessKeyId), call.Aborted) is not { } user)
            return new Fault("AccessDenied", $"The Access Key with id {request.AccessKeyId} cannot be found.", 403);

        var use = user.Keys.SingleOrDefault(key => key.Id == request.AccessKeyId)?.LastUse;
        return new GetAccessKeyLastUsedResponse
        {
            UserName = user.Name,
            AccessKeyLastUsed = new() { LastUsedDate = use?.At, ServiceName = use?.Service ?? "N/A", Region = use?.Region ?? "N/A" },
        };
    }
}
