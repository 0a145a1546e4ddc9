using System.Text;
using Gatehouse.Doors;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Doors;

/// <summary>Requests as maps see them, and what they mean in one line.</summary>
internal static class Mapped
{
    public static readonly Realm Realm = new("eu-central-1", "123456789012", "https://id.example.com");

    public static readonly Door Files = new("files", Door.S3, ["files.example.com"]);

    public static MappedRequest Request(Door door, string method, string target, string headers = "", string? body = null, string before = "")
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var all = new HeaderDictionary();
        foreach (var line in headers.Split(" | ", StringSplitOptions.RemoveEmptyEntries))
            all.Append(line.Split(": ", 2)[0], line.Split(": ", 2)[1]);
        return new(door, before, method, question < 0 ? target : target[..question], QueryText.Of(question < 0 ? "" : target[(question + 1)..]), all)
        {
            Body = body is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(body),
        };
    }

    public static Errand Errand(IRequestMap map, MappedRequest request)
    {
        Assert.False(map.Read(request, Realm).Refused(out var fault, out var errand), fault?.ToString());
        return errand!;
    }

    /// <summary><c>action resource + action resource</c>, or <c>! Code</c>.</summary>
    public static string Told(IRequestMap map, MappedRequest request) => map.Read(request, Realm).Refused(out var fault, out var errand)
        ? $"! {fault.Code}"
        : string.Join(" + ", errand.Wishes.Select(wish => $"{wish.Action} {string.Join(' ', wish.Resources)}")).Replace("arn:aws:s3:::", "", StringComparison.Ordinal);

    /// <summary>A condition key of what the request is about.</summary>
    public static string? Fact(this Errand errand, string key) =>
        errand.Wishes[0].Context.TryGetValue(key, out var values) ? string.Join('|', values) : null;
}
