using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>Whether a person passes the filter of a listing.</summary>
internal static class MemoryFilter
{
    private static readonly SignInNames Folded = new();

    public static bool Passes(UserState person, UserFilter? filter) => filter switch
    {
        null => true,
        { Field: "username" } => Matches(person.Username, filter.Value, filter.IsPrefix),
        { Field: "sub" } => Matches(person.Sub, filter.Value, filter.IsPrefix),
        { Field: "status" } => Matches(person.Enabled ? "Enabled" : "Disabled", filter.Value, filter.IsPrefix),
        { Field: "cognito:user_status" } => Matches(Fold(StatusText.Of(person.Status)), Fold(filter.Value), filter.IsPrefix),
        _ => person.Attributes.TryGetValue(filter.Field, out var value) && Matches(Fold(value), Fold(filter.Value), filter.IsPrefix),
    };

    private static string Fold(string text) => Folded.Canonical(text);

    private static bool Matches(string value, string wanted, bool prefix) =>
        prefix ? value.StartsWith(wanted, StringComparison.Ordinal) : value == wanted;
}
