using System.Text;

namespace Gatehouse.Identity;

/// <summary>By which names people of a pool sign in, and when two spellings are one name.</summary>
public sealed record SignInNames
{
    /// <summary>Attributes that stand in for the user name from the start (<c>email</c>, <c>phone_number</c>); then the user name is a UUID.</summary>
    public IReadOnlyList<string> InsteadOfUsername { get; init; } = [];

    /// <summary>Attributes that work beside the user name (<c>email</c>, <c>phone_number</c> once verified, <c>preferred_username</c>).</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether <c>Ana</c> and <c>ana</c> are two people.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>
    /// The one spelling under which a name is unique, looked up and counted: compatibility-composed, and in lower case unless the pool
    /// tells cases apart. E-mail addresses and names alike go through here, everywhere.
    /// </summary>
    public string Canonical(string name)
    {
        var composed = name.Normalize(NormalizationForm.FormKC);

        // Lower case can leave composed form (İ), hence once more.
        return CaseSensitive ? composed : composed.ToLowerInvariant().Normalize(NormalizationForm.FormKC);
    }
}
