using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Makes a user, who has no rights and no keys yet.</summary>
public sealed class CreateUser(UserGate users, ManagedPolicies policies, IamShapes shapes, IRandom random, TimeProvider clock) : CreateUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateUserResponse>> Run(CreateUserRequest request, Call call)
    {
        if (IamTags.Read(request.Tags).Refused(out var fault, out var tags))
            return fault;
        if (request.PermissionsBoundary is { } bound && await policies.Find(bound, call.Aborted) is null)
            return NoSuchEntity($"Policy {bound} does not exist or is not attachable.");

        var user = new IamUser(request.UserName, request.Path ?? "/", random.AccessId("AIDA"), clock.GetUtcNow())
        {
            Rights = new() { Boundary = request.PermissionsBoundary },
            Tags = tags,
        };
        return (await users.Add(user, call)).Refused(out fault, out _) ? fault : new CreateUserResponse { User = shapes.Write(user) };
    }
}
