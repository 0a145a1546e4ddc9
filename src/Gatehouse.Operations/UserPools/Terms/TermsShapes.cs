using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows terms as the wire does.</summary>
public static class TermsShapes
{
    /// <summary>Everything about terms. There is one source and one enforcement.</summary>
    public static TermsType Write(Terms terms) => new()
    {
        TermsId = terms.Id,
        UserPoolId = terms.PoolId,
        ClientId = terms.ClientId,
        TermsName = terms.Name,
        TermsSource = TermsSourceType.LINK,
        Enforcement = TermsEnforcementType.NONE,
        Links = terms.Links,
        CreationDate = terms.Created,
        LastModifiedDate = terms.Modified,
    };

    /// <summary>Terms as a list shows them.</summary>
    public static TermsDescriptionType WriteShort(Terms terms) => new()
    {
        TermsId = terms.Id,
        TermsName = terms.Name,
        Enforcement = TermsEnforcementType.NONE,
        CreationDate = terms.Created,
        LastModifiedDate = terms.Modified,
    };

    /// <summary>The text for a name that the client's terms have already.</summary>
    public static string Taken(string name, string clientId) => $"Terms with the name {name} already exist for client {clientId}";
}
