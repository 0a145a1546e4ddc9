using System.Text;
using System.Xml;
using CsCheck;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public sealed class SvgTests
{
    // What is inside, and what would be an attribute of a shape.
    private static string Around(string inner) => $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>""";

    private static string With(string attribute) => Around($"<rect {attribute}/>");

    private static string? Broken(string svg) => Svg.Broken(Encoding.UTF8.GetBytes(svg));

    [Theory]
    [InlineData("""<?xml version="1.0" encoding="UTF-8"?><!-- Generator: an editor --><svg xmlns="http://www.w3.org/2000/svg" version="1.1" id="Layer_1" x="0px" y="0px" viewBox="0 0 100 100" xml:space="preserve"><g><path d="M0,0 L1,1z"/></g></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="400" fill="none"><g clip-path="url(#clip0_1)"><rect width="20000" height="400" fill="url(#paint0)"/></g><defs><linearGradient id="paint0" x1="1" y1="2" x2="3" y2="4" gradientUnits="userSpaceOnUse"><stop stop-color="#BFFFB4"/><stop offset="1" stop-color="rgb(1, 2, 3)"/></linearGradient><clipPath id="clip0_1"><rect width="1" height="1"/></clipPath></defs></svg>""")]
    [InlineData("""<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:title>Ours &amp; yours &#x2665;</s:title><s:text x="1" text-anchor="middle" font-family="Arial, sans-serif">A<s:tspan dy="2">B</s:tspan></s:text></s:svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(1 2) rotate(45) scale(.5)" style="fill:#fff;stroke : rgba(0,0,0,.5); filter:url('#f')"/></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><linearGradient id="b" xlink:href="#a"/><radialGradient href="#b"/><path data-name="Layer 1 (copy)" aria-label="It's (ours)" d="M0 0"/></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><filter id="f"><feFlood flood-opacity="0" result="a"/><feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feBlend mode="normal" in2="a"/></filter></svg>""")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public void What_editors_draw_is_taken(string svg) => Assert.Null(Broken(svg));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<script href=\"https://evil.example/x.js\"/>")]
    [InlineData("<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>")]
    [InlineData("<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>")]
    [InlineData("<h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" src=\"x\" onerror=\"alert(1)\"/>")]
    [InlineData("<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></body></foreignObject>")]
    [InlineData("<style>@import 'https://evil.example';</style>")]
    [InlineData("<a href=\"javascript:alert(1)\"><rect/></a>")]
    [InlineData("<image href=\"https://evil.example/x.png\"/>")]
    [InlineData("<image href=\"data:image/svg+xml,&lt;svg/&gt;\"/>")]
    [InlineData("<feImage href=\"https://evil.example/x.png\"/>")]
    [InlineData("<use href=\"#a\"/>")]
    [InlineData("<use href=\"https://evil.example/x.svg#a\"/>")]
    [InlineData("<symbol/>")]
    [InlineData("<set attributeName=\"href\" to=\"javascript:alert(1)\"/>")]
    [InlineData("<animate attributeName=\"href\" values=\"javascript:alert(1)\"/>")]
    [InlineData("<handler>alert(1)</handler>")]
    [InlineData("<iframe src=\"https://evil.example\"/>")]
    [InlineData("<svg/>")]
    [InlineData("<metadata/>")]
    [InlineData("<SCRIPT/>")]
    public void An_element_that_does_more_than_draw_is_refused(string element) =>
        Assert.StartsWith("the SVG image has an element that is not allowed: ", Broken(Around(element)), StringComparison.Ordinal);

    [Theory]
    [InlineData("onload=\"alert(1)\"")]
    [InlineData("onclick=\"alert(1)\"")]
    [InlineData("ONLOAD=\"alert(1)\"")]
    [InlineData("ev:onload=\"x\" xmlns:ev=\"http://www.w3.org/2001/xml-events\"")]
    [InlineData("href=\"https://evil.example\"")]
    [InlineData("href=\"javascript:alert(1)\"")]
    [InlineData("href=\" #a\"")]
    [InlineData("href=\"\"")]
    [InlineData("xlink:href=\"https://evil.example\"")]
    [InlineData("xlink:href=\"java&#x73;cript:alert(1)\"")]
    [InlineData("xlink:title=\"x\"")]
    [InlineData("xml:base=\"https://evil.example/\"")]
    [InlineData("src=\"https://evil.example\"")]
    [InlineData("fill=\"url(https://evil.example/x.svg#a)\"")]
    [InlineData("fill=\"URL( 'https://evil.example' )\"")]
    [InlineData("fill=\"url(//evil.example)\"")]
    [InlineData("fill=\"&#117;rl(https://evil.example)\"")]
    [InlineData("fill=\"\\75rl(https://evil.example)\"")]
    [InlineData("fill=\"u/**/rl(https://evil.example)\"")]
    [InlineData("fill=\"ururl(#a)l(https://evil.example)\"")]
    [InlineData("fill=\"url(#a) url(https://evil.example)\"")]
    [InlineData("fill=\" url(https://evil.example rgb(1)\"")]
    [InlineData("fill=\"rgb(url(https://evil.example))\"")]
    [InlineData("fill=\"url(#a\"")]
    [InlineData("fill=\"(\"")]
    [InlineData("fill=\"éurl(#a)\"")]
    [InlineData("fill=\"url(\nhttps://evil.example)\"")]
    [InlineData("fill=\"url (https://evil.example)\"")]
    [InlineData("mask=\"image-set('https://evil.example/x.png' 1x)\"")]
    [InlineData("mask=\"image(https://evil.example)\"")]
    [InlineData("mask=\"src(https://evil.example)\"")]
    [InlineData("width=\"expression(alert(1))\"")]
    [InlineData("style=\"background:url(https://evil.example)\"")]
    [InlineData("style=\"fill:url(https://evil.example)\"")]
    [InlineData("style=\"fill:red;background-image:image-set('https://evil.example' 1x)\"")]
    [InlineData("style=\"@import 'https://evil.example'\"")]
    [InlineData("style=\"-moz-binding:url(#a)\"")]
    [InlineData("style=\"fill\"")]
    [InlineData("style=\"fill:'a;behavior:x'\"")]
    [InlineData("xmlns:h=\"http://www.w3.org/1999/xhtml\"")]
    [InlineData("foo=\"bar\"")]
    public void An_attribute_that_leads_out_of_the_graphic_is_refused(string attribute) =>
        Assert.StartsWith("the SVG image has an attribute that is not allowed: ", Broken(With(attribute)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>""")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>""")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>""")]
    [InlineData("""<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg xmlns="http://www.w3.org/2000/svg"/>""")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>&nbsp;</text></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>alert(1)")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>\u0001</text></svg>")]
    [InlineData("<")]
    [InlineData("")]
    public void What_is_not_plain_well_formed_XML_is_no_picture(string svg) =>
        Assert.Equal("the image is none of the formats that are supported", Broken(svg));

    [Theory]
    [InlineData("<svg/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("<g xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public void A_root_other_than_svg_is_refused(string svg) => Assert.Contains("an element that is not allowed", Broken(svg), StringComparison.Ordinal);

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><text><![CDATA[<script>]]></text></svg>")]
    [InlineData("<?xml-stylesheet href=\"https://evil.example/x.xsl\" type=\"text/xsl\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public void Neither_CDATA_nor_processing_instructions_are_taken(string svg) =>
        Assert.Equal("the SVG image holds a CDATA section or a processing instruction", Broken(svg));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("UTF-7")]
    [InlineData("ISO-2022-JP")]
    [InlineData("x-user-defined")]
    public void Another_encoding_is_not_read_as_UTF8(string encoding) => Assert.Equal(
        "the SVG image is not encoded in UTF-8", Broken($"""<?xml version="1.0" encoding="{encoding}"?><svg xmlns="http://www.w3.org/2000/svg"/>"""));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_no_picture()
    {
        Assert.NotNull(Svg.Broken(Encoding.Unicode.GetBytes(Pictures.Svg)));
        Assert.NotNull(Svg.Broken([.. Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>"), 0xFF, .. "</text></svg>"u8]));
        Assert.Null(Svg.Broken([0xEF, 0xBB, 0xBF, .. Pictures.Bytes(Pictures.Svg)]));
    }

    [Fact]
    public void Neither_depth_nor_number_of_elements_is_without_bound()
    {
        Assert.Null(Broken(Around(Nested(64))));
        Assert.Equal("the SVG image has too many elements", Broken(Around(Nested(65))));
        Assert.Null(Broken(Around(string.Concat(Enumerable.Repeat("<g/>", 19_999)))));
        Assert.Equal("the SVG image has too many elements", Broken(Around(string.Concat(Enumerable.Repeat("<g/>", 20_000)))));

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("<g>", depth)) + string.Concat(Enumerable.Repeat("</g>", depth));
    }

    [Fact]
    public void The_name_in_a_refusal_is_short() => Assert.True(Broken(Around($"<{new string('x', 5_000)}/>"))!.Length < 120);

    [Fact]
    public void Whatever_is_taken_has_nothing_in_it_that_runs_or_loads()
    {
        string[] pieces =
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\">", "</svg>", "<g>", "</g>", "<rect ", "/>", ">", "<path d=\"M0 0\"/>", "<script>", "</script>", "<style>", "</style>",
            "onload=\"a\" ", "fill=\"", "style=\"", "href=\"", "\" ", "url(", "#a", ")", "URL(", "https://evil.example", "javascript:", "\\75", "/**/", "<!--", "-->", "&#117;",
            "<!DOCTYPE svg>", "<?x y?>", "<![CDATA[", "]]>", "xmlns:x=\"http://www.w3.org/1999/xhtml\" ", "x:", "'", "\"", ";", ":", "&amp;", "\n", "fill:red", "rgb(1,2,3)",
        ];
        var taken = 0;
        Gen.OneOf(Gen.OneOf<string>(pieces).Array[0, 14], Gen.OneOf<string>("fill=\"", "style=\"fill:", "\" ", "url(", "#a", ")", "'", "rgb(", "1", ";", "https://e", " ").Array[0, 8]).Sample(
            parts =>
            {
                var text = string.Concat(parts);
                foreach (var svg in new[] { text, Around(text), With(text), With($"fill=\"{text}\""), With($"style=\"{text}\"") })
                {
                    if (Broken(svg) is not null)
                        continue;

                    Interlocked.Increment(ref taken);
                    AssertHarmless(svg);
                }
            },
            iter: 20_000);
        Assert.True(taken > 100, $"Only {taken} were taken.");
    }

    // Looked at in another way than the product does: as text.
    private static void AssertHarmless(string svg)
    {
        using var reader = XmlReader.Create(new StringReader(svg));
        while (reader.Read())
        {
            Assert.DoesNotContain("script", reader.Name, StringComparison.OrdinalIgnoreCase);
            Assert.NotEqual("style", reader.NodeType is XmlNodeType.Element ? reader.LocalName : "");
            for (var i = 0; i < reader.AttributeCount; i++)
            {
                reader.MoveToAttribute(i);
                Assert.DoesNotContain("on", reader.LocalName[..Math.Min(2, reader.LocalName.Length)], StringComparison.OrdinalIgnoreCase);
                var bare = reader.Value.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
                Assert.DoesNotContain("url(h", bare, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("url(j", bare, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("\\", bare, StringComparison.Ordinal);
            }

            reader.MoveToElement();
        }
    }
}
