using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Says how long a client lets people in by a browser's session.</summary>
public sealed class GetUserPoolClientSessionConfiguration(PoolClientGate gate) : GetUserPoolClientSessionConfigurationContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetUserPoolClientSessionConfigurationResponse>> Run(
        GetUserPoolClientSessionConfigurationRequest request, Call call)
    {
        if (SessionChecks.Client(request.ClientId) is { } broken)
            return broken;
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var found))
            return fault;

        return new GetUserPoolClientSessionConfigurationResponse
        {
            UserPoolId = found.Pool.Id,
            ClientId = found.Client.Id,
            SSOSession = new() { MaxValidityMinutes = (int)found.Client.BrowserReuse.TotalMinutes },
        };
    }
}
