using System.Xml.Linq;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Iam;

/// <summary>An installation that is asked by forms.</summary>
internal sealed class QueryWorld
{
    public const string Account = "000000000000";
    public const string Trust = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}}""";
    public const string AllowAll = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    public World World { get; } = new();

    /// <summary>Asks an operation; the members of its answer, or <c>Code: message</c>.</summary>
    public async Task<Answer> Ask<T>(params (string Name, object Value)[] members)
        where T : Operation
    {
        var form = string.Join('&', members.SelectMany(Flat).Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}"));
        var text = await World.Send<T>(form.Length == 0 ? "Version=1" : form);
        return text.StartsWith('<') ? new(XElement.Parse(text), null) : new(null, text);
    }

    /// <summary>Asks an operation that must answer.</summary>
    public async Task<XElement> Done<T>(params (string Name, object Value)[] members)
        where T : Operation
    {
        var answer = await Ask<T>(members);
        Assert.True(answer.Refusal is null, answer.Refusal);
        return answer.Xml!;
    }

    private static IEnumerable<(string Name, string Value)> Flat((string Name, object Value) member) => member.Value switch
    {
        string text => [(member.Name, text)],
        string[] list => list.Select((text, i) => ($"{member.Name}.member.{i + 1}", text)),
        (string, string)[] tags => tags.SelectMany((tag, i) => new[] { ($"{member.Name}.member.{i + 1}.Key", tag.Item1), ($"{member.Name}.member.{i + 1}.Value", tag.Item2) }),
        var other => [(member.Name, Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture)!)],
    };
}

/// <summary>What an operation said.</summary>
internal sealed record Answer(XElement? Xml, string? Refusal);

/// <summary>Reading answers.</summary>
internal static class Xml
{
    /// <summary>The one element of a name, wherever it is; null when there is none.</summary>
    public static string? Text(this XElement xml, string name) => xml.Descendants().SingleOrDefault(one => one.Name.LocalName == name)?.Value;

    /// <summary>The texts of all elements of a name, in order.</summary>
    public static string[] Texts(this XElement xml, string name) => [.. xml.Descendants().Where(one => one.Name.LocalName == name).Select(one => one.Value)];

    /// <summary>The items of a list of texts.</summary>
    public static string[] Members(this XElement xml, string list) =>
        [.. xml.Descendants().Single(one => one.Name.LocalName == list).Elements().Select(one => one.Value)];
}
