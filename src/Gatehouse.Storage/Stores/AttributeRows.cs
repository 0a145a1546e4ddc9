using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>The table in which people are searched for by what is known of them.</summary>
internal static class AttributeRows
{
    /// <summary>Where a person stands, as a listing asks for it.</summary>
    public const string UserStatus = "cognito:user_status";

    /// <summary>Whether a person may come in, as a listing asks for it.</summary>
    public const string Status = "status";

    /// <summary>The user name, as it was spelled.</summary>
    public const string Username = "username";

    private static readonly string[] Searchable =
        [Attributes.Email, Attributes.Phone, Attributes.PreferredUsername, "name", "given_name", "family_name"];

    private static readonly SignInNames Fold = new();

    /// <summary>A person's rows: name and value.</summary>
    public static List<(string Name, string Value)> Of(UserState person) =>
    [
        (Username, person.Username),
        (Status, person.Enabled ? "Enabled" : "Disabled"),
        (UserStatus, Folded(UserStatus, StatusText.Of(person.Status))),
        .. Searchable.Where(person.Attributes.ContainsKey).Select(name => (name, Folded(name, person.Attributes[name]))),
    ];

    /// <summary>A value as it is compared: user name and status to the letter, the rest whatever its case.</summary>
    public static string Folded(string name, string value) => name switch
    {
        Username or Status => value,
        _ => Fold.Canonical(value),
    };

    /// <summary>Adds rows of a person.</summary>
    public static async Task Insert(DbConnection connection, UserState person, IEnumerable<(string Name, string Value)> rows)
    {
        var values = rows.Select(row => new object?[] { person.PoolId, row.Name, ByteKey.Beginning(row.Value), person.Sub }).ToList();
        if (values.Count > 0)
            await connection.ExecuteAsync(Sql.Rows("INSERT INTO user_attributes (pool_id, name, value, sub)", values));
    }

    /// <summary>Deletes rows of a person.</summary>
    public static async Task Delete(DbConnection connection, UserState person, IEnumerable<(string Name, string Value)> rows)
    {
        foreach (var (name, value) in rows)
        {
            await connection.ExecuteAsync(
                "DELETE FROM user_attributes WHERE pool_id = @PoolId AND name = @name AND value = @key AND sub = @Sub",
                new { person.PoolId, name, key = ByteKey.Beginning(value), person.Sub });
        }
    }
}
