using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Which column of a file means what.</summary>
public sealed class CsvHeader
{
    /// <summary>The column of user names.</summary>
    public const string Username = "cognito:username";

    /// <summary>The column that says whether a second factor is wanted.</summary>
    public const string MfaEnabled = "cognito:mfa_enabled";

    /// <summary>The column of password hashes, in files that have them.</summary>
    public const string PasswordHash = "cognito:password_hash";

    private readonly IReadOnlyList<string> names;

    private CsvHeader(IReadOnlyList<string> names) => this.names = names;

    /// <summary>The columns of a pool's files, in the order in which the service lists them.</summary>
    public static IReadOnlyList<string> Of(UserPool pool) =>
        [.. pool.Schema.All.Select(attribute => attribute.Name).Where(name => name != Attributes.Sub), MfaEnabled, Username];

    /// <summary>The meaning of the columns; null unless the first row names those of the pool, each once, in any order.</summary>
    public static CsvHeader? Match(UserPool pool, IReadOnlyList<string> firstRow, bool hasHashes)
    {
        var expected = Of(pool).ToHashSet(StringComparer.Ordinal);
        if (hasHashes)
            expected.Add(PasswordHash);
        return firstRow.Count == expected.Count && expected.SetEquals(firstRow) ? new CsvHeader(firstRow) : null;
    }

    /// <summary>The person in a row, or what is wrong with it.</summary>
    /// <param name="pool">The pool, whose schema says what is true or false.</param>
    /// <param name="mfa">Whether the pool wants a second factor: <c>ON</c>, <c>OFF</c> or <c>OPTIONAL</c>.</param>
    /// <param name="fields">The row.</param>
    public Outcome<Newcomer> Read(UserPool pool, string? mfa, IReadOnlyList<string> fields)
    {
        if (fields.Count != names.Count)
            return Wrong("The row has not as many fields as the header.");

        string? name = null, hash = null;
        var attributes = new Dictionary<string, string>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var (column, value) = (names[i], fields[i]);
            if (column == Username)
                name = value;
            else if (column == PasswordHash)
                hash = value.Length > 0 ? value : null;
            else if (column == MfaEnabled && !Suits(value, mfa))
                return Wrong($"{MfaEnabled} does not suit the MFA setting of the user pool.");
            else if (column != MfaEnabled && value.Length > 0)
                attributes[column] = Plain(pool.Schema.Find(column)!, value);
        }

        return IsUsername(pool, name!)
            ? new Newcomer(name!, attributes, hash)
            : Wrong($"{Username} is missing, longer than 128 characters, or has a character that no user name has.");
    }

    // As every operation that is given one has it checked.
    private static bool IsUsername(UserPool pool, string name) =>
        Checks.Failed(new AdminGetUserRequest { UserPoolId = pool.Id, Username = name }, "") is null;

    private static bool Suits(string value, string? mfa) => value.ToUpperInvariant() switch
    {
        "" => true,
        "TRUE" => mfa is UserPoolMfaType.ON or UserPoolMfaType.OPTIONAL,
        "FALSE" => mfa is not UserPoolMfaType.ON,
        _ => false,
    };

    // Files have TRUE and 02/01/1985 where attributes have true and 1985-02-01.
    private static string Plain(AttributeDefinition definition, string value)
    {
        if (definition.Type is AttributeKind.Boolean && bool.TryParse(value, out var truth))
            return truth ? "true" : "false";

        return definition.Name == "birthdate" && value is [var m1, var m2, '/', var d1, var d2, '/', .. { Length: 4 } year]
            ? $"{year}-{m1}{m2}-{d1}{d2}"
            : value;
    }

    private static Refusal Wrong(string sentence) => new(RefusalKind.Invalid, sentence);
}
