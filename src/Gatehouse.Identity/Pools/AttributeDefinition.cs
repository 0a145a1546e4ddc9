using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Identity;

/// <summary>What kind of value an attribute holds. All values are kept as text.</summary>
public enum AttributeKind
{
    /// <summary>Any text, bounded in length.</summary>
    String,

    /// <summary>A whole number, bounded in value.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A date and time in ISO 8601.</summary>
    DateTime,
}

/// <summary>One attribute that people of a pool may have.</summary>
/// <param name="Name">Its whole name, prefix included: <c>email</c>, <c>custom:team</c>, <c>dev:custom:score</c>.</param>
/// <param name="Type">What kind of value it holds.</param>
public sealed partial record AttributeDefinition(string Name, AttributeKind Type)
{
    /// <summary>No value is longer, whatever its definition says.</summary>
    public const int MaxValueLength = 2048;

    /// <summary>It may be written after the user was made.</summary>
    public bool Mutable { get; init; } = true;

    /// <summary>People who sign up must give it.</summary>
    public bool Required { get; init; }

    /// <summary>Least length of a text, in UTF-16 units.</summary>
    public int? MinLength { get; init; }

    /// <summary>Greatest length of a text, in UTF-16 units.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Least value of a number.</summary>
    public long? MinValue { get; init; }

    /// <summary>Greatest value of a number.</summary>
    public long? MaxValue { get; init; }

    /// <summary>Whether the pool, not the standard, defined it.</summary>
    public bool IsCustom => Name.Contains(Attributes.CustomPrefix, StringComparison.Ordinal);

    /// <summary>Whether only an administrator may write it.</summary>
    public bool IsDeveloperOnly => Name.StartsWith(Attributes.DeveloperPrefix, StringComparison.Ordinal);

    /// <summary>What is wrong with a value, in the words clients know; null when it is right.</summary>
    public string? Broken(string value)
    {
        if (value.Length > MaxValueLength)
            return $"{Name}: String must be no longer than {MaxValueLength} characters";
        if (value.Contains('\0'))
            return $"{Name}: String must not contain a null character";

        return Name switch
        {
            Attributes.Email when !EmailForm().IsMatch(value) => "Invalid email address format.",
            Attributes.Phone when !PhoneForm().IsMatch(value) => "Invalid phone number format.",
            "birthdate" when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
                "Invalid birthdate format.",
            _ => Shape(value),
        };
    }

    private string? Shape(string value) => Type switch
    {
        AttributeKind.String when value.Length < MinLength => $"{Name}: String must be at least {MinLength} characters long",
        AttributeKind.String when value.Length > MaxLength => $"{Name}: String must be no longer than {MaxLength} characters",
        AttributeKind.Number => Number(value),
        AttributeKind.Boolean when value is not ("true" or "false") => $"{Name}: Invalid boolean value",
        AttributeKind.DateTime when !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) =>
            $"{Name}: Invalid date and time value",
        _ => null,
    };

    private string? Number(string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return $"{Name}: Invalid number value";
        if (number < MinValue)
            return $"{Name}: Number must be no less than {MinValue}";
        return number > MaxValue ? $"{Name}: Number must be no greater than {MaxValue}" : null;
    }

    // One @, something on both sides, no space or control character anywhere: RFC 3696 leaves the rest to the mail server.
    [GeneratedRegex(@"\A[^\s@\p{C}]{1,64}@[^\s@\p{C}.]+(\.[^\s@\p{C}.]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"\A\+[0-9]{1,15}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PhoneForm();
}
