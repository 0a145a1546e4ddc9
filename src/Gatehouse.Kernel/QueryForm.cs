using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Gatehouse;

/// <summary>A structure that can be read from the form of a query service.</summary>
public interface IFromForm<out TSelf>
    where TSelf : IFromForm<TSelf>
{
    /// <summary>Reads what the form holds of this structure; absent members stay null.</summary>
    static abstract TSelf Read(QueryForm form);
}

/// <summary>A request form of the query protocol, <c>Tags.member.1.Key=a&amp;…</c>, seen as the tree that its dotted names make.</summary>
/// <remarks>Values of a wrong type read as null and are remembered by <see cref="Misread"/>: whoever reads a form asks for it at the end.</remarks>
public sealed class QueryForm
{
    private const int MostParameters = 5_000;
    private const int Deepest = 12;

    private readonly Dictionary<string, QueryForm> inner = [];
    private readonly QueryForm root;
    private string? value;
    private bool misread;

    private QueryForm(QueryForm? root) => this.root = root ?? this;

    /// <summary>Parses a body of the type <c>application/x-www-form-urlencoded</c>.</summary>
    /// <returns>The form, or <c>MalformedQueryString</c>: a bad escape, invalid UTF-8, a name given twice, more than 5,000 parameters.</returns>
    public static Reply<QueryForm> Parse(ReadOnlySpan<byte> body)
    {
        var form = new QueryForm(null);
        var count = 0;
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
                continue;

            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var text = Decode(equals < 0 ? [] : pair[(equals + 1)..]);
            if (name is null || text is null || ++count > MostParameters || !form.Add(name, text))
                return new Fault("MalformedQueryString", "The query string is malformed.");
        }

        return form;
    }

    /// <summary>Whether a value that was asked for was not of the type asked for.</summary>
    public bool Misread => root.misread;

    /// <summary>A string; null when absent.</summary>
    public string? Text(string name) => inner.GetValueOrDefault(name)?.value;

    /// <summary>A whole number in decimal digits.</summary>
    public int? Integer(string name) => Parsed<int>(name, static (string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));

    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    public bool? Boolean(string name) => Parsed<bool>(name, bool.TryParse);

    /// <summary>A time in ISO 8601.</summary>
    public DateTimeOffset? Time(string name) => Parsed<DateTimeOffset>(name, static (string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time));

    /// <summary>A structure; null when no parameter begins with its name and a dot.</summary>
    public T? Nested<T>(string name)
        where T : class, IFromForm<T> =>
        inner.GetValueOrDefault(name) is { inner.Count: > 0 } part ? T.Read(part) : null;

    /// <summary>A list of strings, <c>Name.member.1=…</c>, in the order of their numbers; <c>Name=</c> is an empty list.</summary>
    public IReadOnlyList<string>? Texts(string name) => Items(name)?.ConvertAll(item => item.value!);

    /// <summary>A list of structures, <c>Name.member.1.Key=…</c>, in the order of their numbers.</summary>
    public IReadOnlyList<T>? Each<T>(string name)
        where T : class, IFromForm<T> =>
        Items(name)?.ConvertAll(T.Read);

    private delegate bool TryParse<T>(string text, out T parsed);

    private T? Parsed<T>(string name, TryParse<T> tryParse)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        if (tryParse(text, out var parsed))
            return parsed;

        root.misread = true;
        return null;
    }

    private List<QueryForm>? Items(string name)
    {
        if (!inner.TryGetValue(name, out var list))
            return null;
        if (!list.inner.TryGetValue("member", out var members))
            return [];

        var numbered = new SortedDictionary<int, QueryForm>();
        foreach (var (number, item) in members.inner)
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || !numbered.TryAdd(place, item))
                root.misread = true;
        }

        return [.. numbered.Values];
    }

    private bool Add(string name, string text)
    {
        var steps = name.Split('.', Deepest + 1);
        if (steps.Length > Deepest)
            return false;

        var node = this;
        foreach (var step in steps)
        {
            if (!node.inner.TryGetValue(step, out var next))
                node.inner.Add(step, next = new QueryForm(root));
            node = next;
        }

        var first = node.value is null;
        node.value = text;
        return first;
    }

    private static string? Decode(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++, length++)
        {
            decoded[length] = text[i] == '+' ? (byte)' ' : text[i];
            if (text[i] != '%')
                continue;
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[i + 1]) || !char.IsAsciiHexDigit((char)text[i + 2]))
                return null;

            decoded[length] = Convert.FromHexString(text.Slice(i + 1, 2))[0];
            i += 2;
        }

        return Utf8.IsValid(decoded.AsSpan(0, length)) ? Encoding.UTF8.GetString(decoded, 0, length) : null;
    }
}
