namespace Gatehouse.ModelGen.CSharp;

/// <summary>From the model's names to C#'s.</summary>
internal static class Name
{
    /// <summary>A type or member: first letter in upper case, nothing else changed.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>A member as AWS names it in its messages: first letter in lower case.</summary>
    public static string Path(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A value of an enumeration, with everything that C# does not allow made an underscore.</summary>
    public static string Constant(string value)
    {
        var name = Pascal(string.Concat(value.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '_')));
        return char.IsAsciiDigit(name[0]) ? $"_{name}" : name;
    }

    /// <summary>A fault without the word that says it is one.</summary>
    public static string Fault(string shape) => shape.EndsWith("Exception", StringComparison.Ordinal) ? shape[..^"Exception".Length] : shape;

    /// <summary>A C# string literal.</summary>
    public static string Quote(string text) => $"@\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
