using Gatehouse.Identity;

namespace Gatehouse.Federation.Saml;

/// <summary>
/// What a response looks like, before anything of it is believed: there is nowhere in it that a second assertion, a second signature or a
/// second bearer of a name could be.
/// </summary>
internal static class ResponseShape
{
    private static readonly string[] Encrypted = ["EncryptedAssertion", "EncryptedID", "EncryptedAttribute"];

    /// <summary>What is wrong; null when nothing is.</summary>
    public static Refusal? Flaw(Branch root)
    {
        if (!root.Is(Names.Protocol, "Response"))
            return SamlFlaw.NotAResponse;

        var all = root.All.ToList();
        if (all.Exists(one => one.Space == Names.Assertion && Encrypted.Contains(one.Name)))
            return SamlFlaw.Encrypted;

        var assertions = all.FindAll(one => one.Is(Names.Assertion, "Assertion"));
        var isWhole = assertions is [var only] && only.Parent == root
            && all.FindAll(one => one.Is(Names.Protocol, "Response")).Count == 1
            && all.FindAll(one => one.Is(Names.Signature, "Signature")).TrueForAll(one => one.Parent == root || one.Parent == only)
            && HaveOwnNames(all);
        return isWhole ? null : SamlFlaw.NotAResponse;
    }

    // Whichever attribute some reader takes for an ID.
    private static bool HaveOwnNames(List<Branch> all)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return all.SelectMany(one => one.Attributes).Where(one => one.Name.Equals("id", StringComparison.OrdinalIgnoreCase)).All(one => names.Add(one.Value));
    }
}
