using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Resource servers in the words of the wire, and what their words must be.</summary>
public static class ResourceServerShapes
{
    private const string Reserved = "aws.cognito";

    /// <summary>Why nobody may make, change or delete a server of that name; null when they may.</summary>
    public static Fault? Kept(string identifier) => identifier.StartsWith(Reserved, StringComparison.Ordinal)
        ? Faults.InvalidParameter($"Resource server identifiers that begin with {Reserved} are reserved.")
        : null;

    /// <summary>The scopes of a request, or the fault for a name that is given twice.</summary>
    public static Reply<IReadOnlyList<ServerScope>> Read(IReadOnlyList<ResourceServerScopeType>? scopes)
    {
        var read = (scopes ?? []).Select(scope => new ServerScope(scope.ScopeName, scope.ScopeDescription)).ToList();
        return read.GroupBy(scope => scope.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? Faults.InvalidParameter($"Duplicate scope name: {twice.Key}")
            : read;
    }

    /// <summary>The description of a server.</summary>
    public static ResourceServerType Write(ResourceServer server) => new()
    {
        UserPoolId = server.PoolId,
        Identifier = server.Identifier,
        Name = server.Name,
        Scopes = server.Scopes is []
            ? null
            : [.. server.Scopes.Select(scope => new ResourceServerScopeType { ScopeName = scope.Name, ScopeDescription = scope.Description })],
        ManagedBy = server.Identifier == ResourceServers.RegistrationServer ? ResourceServerManagedByType.COGNITO : null,
    };

    /// <summary>The fault that says that the pool has no such server.</summary>
    public static Fault Unknown(string identifier) => Faults.ResourceNotFound($"Resource server {identifier} does not exist.");
}
