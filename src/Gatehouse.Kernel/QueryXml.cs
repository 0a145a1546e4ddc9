using System.Globalization;
using System.Text;
using System.Xml;

namespace Gatehouse;

/// <summary>A structure that can be written as the XML of a query service.</summary>
public interface IToXml
{
    /// <summary>Writes every member that is there as an element of the current one.</summary>
    void Write(XmlWriter xml);
}

/// <summary>How the query protocol writes members: an element each, lists as <c>member</c> elements, what is null not at all.</summary>
public static class QueryXml
{
    /// <summary>A string. What XML 1.0 cannot hold becomes U+FFFD.</summary>
    public static void Member(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
            xml.WriteElementString(name, Clean(value));
    }

    /// <summary>A whole number.</summary>
    public static void Member(this XmlWriter xml, string name, int? value) =>
        xml.Member(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static void Member(this XmlWriter xml, string name, bool? value) =>
        xml.Member(name, value is null ? null : value.Value ? "true" : "false");

    /// <summary>A time, as <c>2026-01-31T23:59:59Z</c>.</summary>
    public static void Member(this XmlWriter xml, string name, DateTimeOffset? value) =>
        xml.Member(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A structure.</summary>
    public static void Member(this XmlWriter xml, string name, IToXml? value)
    {
        if (value is null)
            return;

        xml.WriteStartElement(name);
        value.Write(xml);
        xml.WriteEndElement();
    }

    /// <summary>A list of strings.</summary>
    public static void Member(this XmlWriter xml, string name, IReadOnlyList<string>? items) =>
        xml.List(name, items, item => xml.Member("member", item));

    /// <summary>A list of structures.</summary>
    public static void Member<T>(this XmlWriter xml, string name, IReadOnlyList<T>? items)
        where T : class, IToXml =>
        xml.List(name, items, item => xml.Member("member", item));

    /// <summary>A map of strings: <c>entry</c> elements of a <c>key</c> and a <c>value</c>.</summary>
    public static void Member(this XmlWriter xml, string name, IReadOnlyDictionary<string, string>? map) =>
        xml.List(name, map, entry =>
        {
            xml.WriteStartElement("entry");
            xml.Member("key", entry.Key);
            xml.Member("value", entry.Value);
            xml.WriteEndElement();
        });

    private static void List<T>(this XmlWriter xml, string name, IEnumerable<T>? items, Action<T> write)
    {
        if (items is null)
            return;

        xml.WriteStartElement(name);
        foreach (var item in items)
            write(item);
        xml.WriteEndElement();
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }
}
