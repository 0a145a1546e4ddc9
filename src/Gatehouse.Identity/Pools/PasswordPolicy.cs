namespace Gatehouse.Identity;

/// <summary>What a password of a pool must be.</summary>
public sealed record PasswordPolicy
{
    /// <summary>No password is longer than this, in UTF-16 units.</summary>
    public const int MaxLength = 256;

    private const string Symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";

    /// <summary>Least length, in UTF-16 units: 6 to 99.</summary>
    public int MinLength { get; init; } = 8;

    /// <summary>At least one of A–Z.</summary>
    public bool Uppercase { get; init; } = true;

    /// <summary>At least one of a–z.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>At least one of 0–9.</summary>
    public bool Digit { get; init; } = true;

    /// <summary>At least one symbol of the published set.</summary>
    public bool Symbol { get; init; } = true;

    /// <summary>How many of a person's newest passwords, the one in use among them, may not be chosen again: 0 to 24.</summary>
    public int History { get; init; }

    /// <summary>How long a password set by an administrator for the first sign-in is good.</summary>
    public TimeSpan TemporaryLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The first rule a password breaks, in the words clients know; null when it keeps them all.</summary>
    public string? Broken(string password)
    {
        if (password.Length < MinLength)
            return "Password not long enough";
        if (password.Length > MaxLength)
            return "Password too long";
        if (password[0] is ' ' || password[^1] is ' ')
            return "Password must not start or end with a space";
        if (Uppercase && !password.Any(char.IsAsciiLetterUpper))
            return "Password must have uppercase characters";
        if (Lowercase && !password.Any(char.IsAsciiLetterLower))
            return "Password must have lowercase characters";
        if (Digit && !password.Any(char.IsAsciiDigit))
            return "Password must have numeric characters";
        if (Symbol && !password.Any(Symbols.Contains))
            return "Password must have symbol characters";
        return null;
    }

    /// <summary>A random password that keeps every rule, whatever they are.</summary>
    public string Generate(IRandom random)
    {
        const string upper = "ABCDEFGHJKLMNPQRSTUVWXYZ", lower = "abcdefghijkmnopqrstuvwxyz", digit = "23456789", symbol = "!#%+=@?*";
        string[] kinds = [upper, lower, digit, symbol];
        var length = Math.Max(MinLength, 12);
        var password = new char[length];
        for (var i = 0; i < length; i++)
        {
            // The first four are one of each kind; the shuffle below hides which.
            var from = i < kinds.Length ? kinds[i] : string.Concat(kinds);
            password[i] = from[random.Below(from.Length)];
        }

        for (var i = length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (password[i], password[j]) = (password[j], password[i]);
        }

        return new string(password);
    }
}
