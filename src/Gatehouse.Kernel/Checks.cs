using System.Text.RegularExpressions;

namespace Gatehouse;

/// <summary>A request that can say what is wrong with it.</summary>
public interface IChecked
{
    /// <summary>Reports every constraint of the service model that this request breaks.</summary>
    void Check(Checks check);
}

/// <summary>Gathers every broken constraint of a request, then words them as AWS does.</summary>
/// <remarks>Texts: <c>1 validation error detected: Value 'x' at 'authFlow' failed to satisfy constraint: …</c>; the value of a
/// sensitive member is never shown. Member paths start in lower case; list items read <c>userAttributes.1.member.name</c>.</remarks>
public sealed class Checks
{
    private readonly string path;
    private readonly List<string> broken;

    private Checks(string path, List<string> broken) => (this.path, this.broken) = (path, broken);

    /// <summary>The fault that words every broken constraint, or null when none is broken.</summary>
    public static Fault? Failed(IChecked request)
    {
        var check = new Checks("", []);
        request.Check(check);
        return check.broken.Count switch
        {
            0 => null,
            1 => Invalid($"1 validation error detected: {check.broken[0]}"),
            var n => Invalid($"{n} validation errors detected: {string.Join("; ", check.broken)}"),
        };

        static Fault Invalid(string message) => new("InvalidParameterException", message);
    }

    /// <summary>The checks of a nested member.</summary>
    public Checks Into(string member) => new($"{path}{member}.", broken);

    /// <summary>A required member is there.</summary>
    public void Required(string member, object? value)
    {
        if (value is null)
            Break(member, "Member must not be null");
    }

    /// <summary>A string has a length and a form. Length is counted in UTF-16 units, as Java counts.</summary>
    public void Text(string member, string? value, int min, int max, Regex? pattern, bool secret)
    {
        if (value is null)
            return;

        var shown = secret ? null : value;
        if (value.Length < min)
            Break(member, $"Member must have length greater than or equal to {min}", shown);
        if (value.Length > max)
            Break(member, $"Member must have length less than or equal to {max}", shown);

        // A value over its length is not matched: the work stays bounded by the model.
        else if (pattern is not null && !pattern.IsMatch(value))
            Break(member, $"Member must satisfy regular expression pattern: {pattern.ToString()[5..^3]}", shown);
    }

    /// <summary>A string is one of an enumeration.</summary>
    public void OneOf(string member, string? value, ReadOnlySpan<string> allowed)
    {
        if (value is not null && !allowed.Contains(value))
            Break(member, $"Member must satisfy enum value set: [{string.Join(", ", allowed.ToArray())}]", value);
    }

    /// <summary>A number lies in a range, bounds included.</summary>
    public void Range(string member, long? value, long min, long max)
    {
        if (value < min)
            Break(member, $"Member must have value greater than or equal to {min}", value.ToString());
        if (value > max)
            Break(member, $"Member must have value less than or equal to {max}", value.ToString());
    }

    /// <summary>A list, map or blob has a size in a range, bounds included.</summary>
    public void Count(string member, int? count, int min, int max)
    {
        if (count < min)
            Break(member, $"Member must have length greater than or equal to {min}");
        if (count > max)
            Break(member, $"Member must have length less than or equal to {max}");
    }

    /// <summary>Every item of a list keeps a rule; an item that is null is itself a broken rule.</summary>
    public void Each<T>(string member, IReadOnlyList<T>? items, Action<T, Checks> check)
    {
        for (var i = 0; i < items?.Count; i++)
        {
            if (items[i] is { } item)
                check(item, Into($"{member}.{i + 1}.member"));
            else
                Break($"{member}.{i + 1}.member", "Member must not be null");
        }
    }

    private void Break(string member, string rule, string? value = null) =>
        broken.Add($"Value {(value is null ? "" : $"'{value}' ")}at '{path}{member}' failed to satisfy constraint: {rule}");
}
