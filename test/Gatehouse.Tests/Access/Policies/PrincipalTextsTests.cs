using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class PrincipalTextsTests
{
    private const string Ann = "arn:aws:iam::123456789012:user/ann";

    private static readonly Dictionary<string, string> Others = new() { [Ann] = "AIDAANN", ["sts:AssumeRole"] = "never", ["example.com"] = "never", ["Allow"] = "never" };

    [Fact]
    public void Only_names_of_principals_are_replaced_and_all_else_stays_as_it_is_written()
    {
        const string document = """
            { "Version": "2012-10-17", "Id": "arn:aws:iam::123456789012:user/ann é 😀",
              "Statement" : [
                {"Sid":"One", "Effect":"Allow", "Principal": { "Federated": "example.com",
                   "AWS" :
                      [ "NAME" , "*",
                        "NAME","arn:aws:iam::123456789012:user/ann2"] }, "Action":"sts:AssumeRole" },
                {"Principal":{"AWS":"NAME"},"Effect":"Allow","Action":["sts:AssumeRole"],"Condition":{"StringEquals":{"AWS":"arn:aws:iam::123456789012:user/ann"}}}
              ]
            }
            """;
        foreach (var given in new[] { document, document.ReplaceLineEndings("\r\n"), document.ReplaceLineEndings("\n\n") })
        {
            var named = given.Replace("NAME", Ann, StringComparison.Ordinal);
            Assert.Equal([Ann, "*", Ann + "2"], PrincipalTexts.In(named));
            Assert.Equal(given.Replace("NAME", "AIDAANN", StringComparison.Ordinal), PrincipalTexts.Replace(named, Others));
        }
    }

    [Fact]
    public void One_statement_needs_no_list() => Assert.Equal(
        """{"Statement":{"Principal":{"AWS":"AIDAANN"}}}""",
        PrincipalTexts.Replace("""{"Statement":{"Principal":{"AWS":"NAME"}}}""".Replace("NAME", Ann, StringComparison.Ordinal), Others));

    [Fact]
    public void A_name_is_found_however_it_is_escaped()
    {
        const string escaped = """{"\u0053tatement":{"Princip\u0061l":{"\u0041WS":"arn:aws:iam::123456789012:user\/a\u006en"}}}""";
        Assert.Equal([Ann], PrincipalTexts.In(escaped));
        Assert.Equal("""{"\u0053tatement":{"Princip\u0061l":{"\u0041WS":"AIDAANN"}}}""", PrincipalTexts.Replace(escaped, Others));
    }

    [Fact]
    public void A_name_cannot_leave_its_quotes()
    {
        const string path = """arn:aws:iam::123456789012:user/a"],"x":\/ann""";
        var written = PrincipalTexts.Replace("""{"Statement":{"Principal":{"AWS":["AIDA"]}}}""", new Dictionary<string, string> { ["AIDA"] = path });
        Assert.Equal([path], PrincipalTexts.In(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no policy")]
    [InlineData("[]")]
    [InlineData("""{"Statement":"x"}""")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"Statement":{"Principal":"*"}}""")]
    [InlineData("""{"Statement":{"Principal":{"AWS":{"AWS":"a"}}}}""")]
    [InlineData("""{"Statement":{"Principal":{"AWS":[1,true]}}}""")]
    [InlineData("""{"Statement":{"Principal":{"Service":"example.com"}}}""")]
    public void What_names_nobody_stays(string document)
    {
        Assert.Empty(PrincipalTexts.In(document));
        Assert.Equal(document, PrincipalTexts.Replace(document, new Dictionary<string, string> { ["1"] = "a", ["a"] = "b", ["*"] = "c", ["example.com"] = "d" }));
    }
}
