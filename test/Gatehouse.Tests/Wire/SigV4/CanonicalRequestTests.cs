using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gatehouse.Tests.Wire.SigV4;

public class CanonicalRequestTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/..", "/")]
    [InlineData("/a/../../b", "/b")]
    [InlineData("/a/./b//c/", "/a/b/c/")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/a%2Fb", "/a%252Fb")]
    public void A_path_is_normalised_and_encoded_once_more(string path, string canonical) =>
        Assert.Equal(canonical, Line(1, path: path));

    [Theory]
    [InlineData("", "")]
    [InlineData("&&", "")]
    [InlineData("a", "a=")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("b=1&a=2", "a=2&b=1")]
    [InlineData("a=2&a=1", "a=1&a=2")]
    [InlineData("a%2fb=%7e", "a%2Fb=~")]
    [InlineData("a=b;c=d", "a=b%3Bc%3Dd")]
    [InlineData("a=b+c", "a=b%2Bc")]
    [InlineData("a=%zz%", "a=%25zz%25")]
    [InlineData("a=%ff", "a=%FF")]
    [InlineData("é=ü", "%C3%A9=%C3%BC")]
    public void A_query_is_sorted_and_strictly_encoded(string query, string canonical) =>
        Assert.Equal(canonical, Line(2, query: query));

    [Theory]
    [InlineData("x", "x:x")]
    [InlineData(" \ta  \t b ", "x:a b")]
    [InlineData("", "x:")]
    public void White_space_in_a_header_collapses(string value, string line) =>
        Assert.Equal(line, Line(3, header: value));

    [Fact]
    public void A_header_that_came_twice_is_joined_in_the_order_it_came() =>
        Assert.Equal("x:b,a", Line(3, header: new StringValues(["b", " a "])));

    private static string Line(int line, string path = "/", string query = "", StringValues header = default)
    {
        var headers = new HeaderDictionary { ["X"] = header.Count == 0 ? "x" : header };
        return CanonicalRequest.Of(new SignedHead("POST", path, query, headers), ["x"], "hash").Split('\n')[line];
    }
}
