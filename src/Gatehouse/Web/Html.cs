using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Gatehouse.Hosting;

/// <summary>HTML that is safe to send: whatever text was put into it is escaped, and only <see cref="Html"/> is not.</summary>
internal readonly struct Html
{
    private readonly string? text;

    private Html(string text) => this.text = text;

    /// <summary>No HTML at all.</summary>
    public static Html None => default;

    /// <summary>The literal parts as they are, the holes escaped.</summary>
    public static Html Of(Template template) => new(template.ToString());

    /// <summary>What the author of the page wrote elsewhere, as it is: never text from outside.</summary>
    public static Html Trusted(string html) => new(html);

    /// <summary>One after the other.</summary>
    public static Html All(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    /// <inheritdoc/>
    public override string ToString() => text ?? "";

    /// <summary>An interpolated string whose holes are escaped for elements and quoted attributes.</summary>
    [InterpolatedStringHandler]
    public readonly struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder html = new(literalLength + (formattedCount * 16));

        /// <summary>Takes what the author of the page wrote.</summary>
        public void AppendLiteral(string literal) => html.Append(literal);

        /// <summary>Takes text from anywhere.</summary>
        public void AppendFormatted(string? value) => html.Append(HtmlEncoder.Default.Encode(value ?? ""));

        /// <summary>Takes HTML that was escaped already.</summary>
        public void AppendFormatted(Html value) => html.Append(value.ToString());

        /// <inheritdoc/>
        public override string ToString() => html.ToString();
    }
}
