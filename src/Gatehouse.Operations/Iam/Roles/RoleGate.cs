using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Finds and changes roles.</summary>
public sealed class RoleGate(IParts<IamRole> roles) : HolderGate<IamRole>(roles, "role")
{
    /// <inheritdoc/>
    protected override IamRole With(IamRole one, Rights rights) => one with { Rights = rights };

    /// <inheritdoc/>
    protected override IamRole With(IamRole one, Dictionary<string, string> tags) => one with { Tags = tags };
}
