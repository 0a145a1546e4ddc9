using System.Text;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A filter that was read; its value is null when none was given.</summary>
/// <param name="Value">The filter.</param>
public sealed record ReadFilter(UserFilter? Value);

/// <summary>Reads the filter of ListUsers: <c>name = "value"</c>, or <c>name ^= "beginning"</c>. One clause only.</summary>
/// <remarks>A quotation mark or backslash inside the value is written with a backslash before it. Amazon Cognito API reference, ListUsers.</remarks>
public static class UserFilterSyntax
{
    private static readonly string[] Searchable =
    [
        "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status", "status", "sub",
    ];

    /// <summary>Reads a filter; an absent or empty one narrows nothing.</summary>
    public static Reply<ReadFilter> Read(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return new ReadFilter(null);

        var at = filter.IndexOf('=');
        if (at < 1 || filter.Contains('\0'))
            return Unreadable();

        var isPrefix = filter[at - 1] == '^';
        var name = filter[..(isPrefix ? at - 1 : at)].Trim().Trim('"');
        if (Quoted(filter.AsSpan(at + 1).Trim()) is not { } value || name.Length == 0 || name.Any(char.IsWhiteSpace))
            return Unreadable();

        return Searchable.Contains(name)
            ? new ReadFilter(new UserFilter(name, value, isPrefix))
            : Faults.InvalidParameter($"Invalid search attribute: {name}");
    }

    private static string? Quoted(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '"')
            return null;

        var value = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    return i == text.Length - 1 ? value.ToString() : null;
                case '\\' when i + 1 < text.Length && text[i + 1] is '"' or '\\':
                    value.Append(text[++i]);
                    break;
                default:
                    value.Append(text[i]);
                    break;
            }
        }

        return null;
    }

    private static Fault Unreadable() => Faults.InvalidParameter("Error while parsing filter");
}
