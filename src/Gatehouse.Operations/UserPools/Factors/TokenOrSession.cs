using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Two operations are for those who are signed in and for those who are about to be.</summary>
public static class TokenOrSession
{
    /// <summary>The fault for neither or both; null for one of them.</summary>
    public static Fault? Unclear(string? token, string? session) => (token, session) switch
    {
        (null, null) => Faults.InvalidParameter("Either AccessToken or Session must be provided."),
        (not null, not null) => Faults.InvalidParameter("Only one of AccessToken and Session can be provided."),
        _ => null,
    };
}
