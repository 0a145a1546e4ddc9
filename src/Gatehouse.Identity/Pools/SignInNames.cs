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
    /// The one spelling under which a name is unique, looked up and counted: compatibility-composed, and folded to lower case unless the
    /// pool tells cases apart. E-mail addresses and names alike go through here, everywhere.
    /// </summary>
    public string Canonical(string name)
    {
        var text = Readable(name);
        if (CaseSensitive)
            return text.Normalize(NormalizationForm.FormKC);

        // Taken apart first: marks that are letters in upper case (U+0345) would change places. By way of upper case, for there ς and σ are one.
        var folded = text.Normalize(NormalizationForm.FormKD).ToUpperInvariant().ToLowerInvariant();
        return folded.Normalize(NormalizationForm.FormKC);
    }

    // What is not Unicode (half a surrogate pair, U+FFFE) has no normal form; it is nobody's name, and must break nothing.
    private static string Readable(string name)
    {
        if (!name.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !name.Contains('\uFFFE'))
            return name;

        return string.Concat(name.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar.ToString() : rune.ToString()));
    }
}
