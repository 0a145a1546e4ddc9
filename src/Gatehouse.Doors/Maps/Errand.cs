using Gatehouse.Identity;

namespace Gatehouse.Doors;

/// <summary>What a request to a service means: what must be allowed, and the one form in which it may be sent on.</summary>
/// <param name="Target">Path and query, encoded anew: what is in it is what was judged.</param>
/// <param name="Wishes">Everything that must be allowed; the first is what the request is about.</param>
public sealed record Errand(string Target, IReadOnlyList<Wish> Wishes)
{
    /// <summary>Headers that must be sent on in this form and in no other.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
