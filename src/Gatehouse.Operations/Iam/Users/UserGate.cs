using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Finds and changes users.</summary>
public sealed class UserGate(IParts<IamUser> users) : HolderGate<IamUser>(users, "user")
{
    /// <summary>The name of the user a call is about: the one it names, or who makes it.</summary>
    public static Reply<string> NameOf(string? given, Call call) => given is not null ? given
        : call.Caller is Gatehouse.Access.UserPrincipal user ? user.Name
        : new Fault("ValidationError", "Must specify userName when calling with non-User credentials");

    /// <inheritdoc/>
    protected override IamUser With(IamUser one, Rights rights) => one with { Rights = rights };

    /// <inheritdoc/>
    protected override IamUser With(IamUser one, Dictionary<string, string> tags) => one with { Tags = tags };
}
