using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Doors;

/// <summary>A request whose signature was found good, as maps see it.</summary>
/// <param name="Door">Where it came to.</param>
/// <param name="Before">What stands before the door's own name in its host: the bucket; otherwise empty.</param>
/// <param name="Method">In upper case.</param>
/// <param name="Path">As it was sent, still encoded.</param>
/// <param name="Query">Taken apart.</param>
/// <param name="Headers">Every header.</param>
internal sealed record MappedRequest(Door Door, string Before, string Method, string Path, QueryText Query, IHeaderDictionary Headers)
{
    /// <summary>The body, for requests whose meaning is in it; null when it was not sent along.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The condition keys that are known of every request.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Facts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>Says what requests to a kind of service mean.</summary>
internal interface IRequestMap
{
    /// <summary>What a request means, or why it means nothing that could be allowed; <see cref="DoorFaults.BodyNeeded"/> asks for its body.</summary>
    Reply<Errand> Read(MappedRequest request, Realm realm);
}
