using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>The actions or the resources of a statement.</summary>
/// <param name="isExcept">It is about everything but these.</param>
/// <param name="patterns">One is enough.</param>
/// <param name="how">How they are compared.</param>
internal sealed class PatternList(bool isExcept, ImmutableArray<TextPattern> patterns, Comparing how)
{
    /// <summary>The keys that their variables name.</summary>
    public IEnumerable<string> Keys => patterns.SelectMany(pattern => pattern.Keys);

    /// <summary>Whether the statement is about an action or a resource.</summary>
    /// <param name="text">The action in lower case, or the resource.</param>
    /// <param name="context">What variables stand for.</param>
    /// <param name="allowing">Whether the statement allows. Such a one gets nothing out of what cannot be said.</param>
    public bool Covers(string text, RequestContext context, bool allowing)
    {
        var unknown = false;
        foreach (var pattern in patterns)
        {
            var match = pattern.Test(text, context, how);
            if (match == Match.Yes)
                return !isExcept;

            unknown |= match == Match.Unknown;
        }

        return isExcept && !(unknown && allowing);
    }
}
