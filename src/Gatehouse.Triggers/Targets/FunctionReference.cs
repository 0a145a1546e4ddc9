namespace Gatehouse.Triggers;

/// <summary>A function as a pool names it, taken apart.</summary>
/// <param name="Whole">All of it.</param>
/// <param name="Name">The function name in <c>arn:aws:lambda:{region}:{account}:function:{name}</c>; all of it when it is no such ARN.</param>
/// <param name="Qualifier">The version or alias after the name; null without one.</param>
internal sealed record FunctionReference(string Whole, string Name, string? Qualifier)
{
    /// <summary>Takes a reference apart.</summary>
    public static FunctionReference Of(string text) => text.Split(':') switch
    {
        // In the path of an endpoint these would be steps, and no names.
        ["arn", _, "lambda", _, _, "function", "." or "..", ..] => new(text, text, null),
        ["arn", _, "lambda", _, _, "function", var name] => new(text, name, null),
        ["arn", _, "lambda", _, _, "function", var name, var qualifier] => new(text, name, qualifier),
        _ => new(text, text, null),
    };

    /// <summary>By what it can be named in settings, the closest first.</summary>
    public IEnumerable<string> Names => Qualifier is null
        ? [Whole, Name, FunctionPlan.Any]
        : [Whole, Whole[..^(Qualifier.Length + 1)], Name, FunctionPlan.Any];
}
