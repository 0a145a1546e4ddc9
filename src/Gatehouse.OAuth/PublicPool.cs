using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>The pool that a public path names.</summary>
internal static class PublicPool
{
    /// <summary>The route that names a pool.</summary>
    public const string Route = "/{poolId}/.well-known/";

    private const int Longest = 55;

    /// <summary>The pool; null when there is none. What cannot be a pool id is not looked up.</summary>
    public static ValueTask<UserPool?> Find(HttpContext http, IPools pools) =>
        http.Request.RouteValues["poolId"] is string { Length: <= Longest } id && id.Contains('_', StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? pools.Find(id, http.RequestAborted)
            : ValueTask.FromResult<UserPool?>(null);
}
