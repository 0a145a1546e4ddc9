using System.Text;
using System.Text.Json;
using CsCheck;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.Contracts;

public sealed class JsonBodyTests
{
    private const string Good = """{"ClientId":"a","Username":"u","Password":"p"}""";

    public static TheoryData<string> Unreadable => new(
        "", " ", "null", "[]", "\"x\"", "1", "true", "{", "}", "{}{}", Good + "x", Good + Good, "// c\n" + Good, "/* c */" + Good, "\uFEFF" + Good,
        """{"ClientId":"a","ClientId":"a"}""", """{"ClientId":"a","Client\u0049d":"a"}""", """{"ClientId":"a",}""", """{ClientId:"a"}""",
        """{"ClientId":1}""", """{"ClientId":true}""", """{"ClientId":[]}""", """{"ClientId":{}}""",
        """{"UserAttributes":{}}""", """{"UserAttributes":"x"}""", """{"UserAttributes":["x"]}""", """{"UserAttributes":[[]]}""",
        """{"ClientMetadata":[]}""", """{"ClientMetadata":{"a":1}}""", """{"ClientMetadata":{"a":"1","a":"2"}}""", """{"ClientMetadata":{"a":{}}}""",
        """{"Username":"\uD800"}""", """{"Username":"\uDC00\uD800"}""", """{"ClientMetadata":{"\uD800":"x"}}""", """{"ClientMetadata":{"x":"\uDFFF"}}""",
        """{"\uD800":"x"}""", """{"Username":"\u00"}""", """{"Username":"\x"}""", "{\"Username\":\"a\nb\"}",
        """{"UserContextData":{"IpAddress":1}}""", """{"AnalyticsMetadata":3}""");

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Whatever_is_not_one_well_formed_request_is_refused_without_a_word(string body) => Refused("SignUp", Encoding.UTF8.GetBytes(body));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e999")]
    [InlineData("2147483648")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    [InlineData("NaN")]
    [InlineData("01")]
    [InlineData("+1")]
    public void A_whole_number_is_nothing_else(string number) => Refused("ListUserPools", Encoding.UTF8.GetBytes($$"""{"MaxResults":{{number}}}"""));

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"YQ\"")]
    [InlineData("\"Y Q=\"")]
    [InlineData("1")]
    public void A_blob_is_base64(string blob) =>
        Refused("SetUICustomization", Encoding.UTF8.GetBytes($$"""{"UserPoolId":"us-east-1_a","ImageFile":{{blob}}}"""));

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xC0)]
    [InlineData(0xED)]
    [InlineData(0xFF)]
    public void Invalid_UTF_8_is_refused_wherever_it_stands(byte wrong)
    {
        foreach (var frame in new[] { """{"Username":"~"}""", """{"~":"x"}""", """{"Unknown":"~"}""", """{"ClientMetadata":{"~":"x"}}""", """{"ClientMetadata":{"x":"~"}}""", "~" + Good, Good + "~" })
        {
            var body = Encoding.UTF8.GetBytes(frame);
            body[Array.IndexOf(body, (byte)'~')] = wrong;
            Refused("SignUp", body);
        }
    }

    [Theory]
    [InlineData("""{"UserPoolId":"us-east-1_a","Settings":{"a":"\uD800"}}""")]
    [InlineData("""{"UserPoolId":"us-east-1_a","Settings":{"\uD800":1}}""")]
    [InlineData("""{"UserPoolId":"us-east-1_a","Settings":["x",{"a":["\uDC00"]}]}""")]
    [InlineData("""{"UserPoolId":"us-east-1_a","Settings":"\uDC00"}""")]
    [InlineData("""{"UserPoolId":"us-east-1_a","Settings":{"a":1,"a":2}}""")]
    public void A_free_document_is_well_formed_throughout(string body) => Refused("UpdateManagedLoginBranding", Encoding.UTF8.GetBytes(body));

    [Fact]
    public void A_free_document_is_kept_as_it_is()
    {
        const string settings = """{"a":[1,"\u00E9\uD83D\uDE00",{"b":null}]}""";
        var body = Encoding.UTF8.GetBytes($$"""{"Settings":{{settings}},"UserPoolId":"us-east-1_a"}""");
        Assert.False(JsonBody.Read(body, UserPoolsJson.Wire.UpdateManagedLoginBrandingRequest).Refused(out _, out var request));
        Assert.Equal(settings, request!.Settings!.Value.GetRawText());
        Assert.Equal("us-east-1_a", request.UserPoolId);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Depth_is_bounded(string opening) =>
        Refused("SignUp", Encoding.UTF8.GetBytes("{\"x\":" + string.Concat(Enumerable.Repeat(opening, 10_000))));

    [Fact]
    public void A_hundred_thousand_keys_are_read_in_linear_time()
    {
        var keys = string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"k{number}\":\"v\""));
        Assert.Null(Judge.Of(Model.All["cognito-idp"], "SignUp", Encoding.UTF8.GetBytes($$$"""{"ClientId":"a","Username":"u","ClientMetadata":{ {{{keys}}} }}""")));
        Assert.Null(Judge.Of(Model.All["cognito-idp"], "SignUp", Encoding.UTF8.GetBytes($$"""{"ClientId":"a","Username":"u",{{keys}}}""")));
    }

    [Fact]
    public void Null_is_the_same_as_absent()
    {
        var model = Model.All["cognito-idp"];
        Assert.Null(Judge.Of(model, "SignUp", """{"ClientId":"a","Username":"u","UserAttributes":null,"ClientMetadata":null,"UserContextData":null}"""u8.ToArray()));
        Assert.Equal(
            "1 validation error detected: Value at 'clientId' failed to satisfy constraint: Member must not be null",
            Judge.Of(model, "SignUp", """{"ClientId":null,"Username":"u"}"""u8.ToArray())?.Message);
    }

    [Fact]
    public void Null_inside_a_list_is_a_broken_constraint() => Assert.Contains(
        "Value at 'userAttributes.1.member' failed to satisfy constraint: Member must not be null",
        Judge.Of(Model.All["cognito-idp"], "SignUp", """{"UserAttributes":[null]}"""u8.ToArray())!.Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_entry_of_a_map_without_a_value_is_no_entry()
    {
        var json = """{"ClientId":"a","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"t","DEVICE_KEY":null,"":""}}"""u8.ToArray();
        Assert.False(JsonBody.Read(json, UserPoolsJson.Wire.InitiateAuthRequest).Refused(out _, out var request));
        Assert.Equal([KeyValuePair.Create("REFRESH_TOKEN", "t"), KeyValuePair.Create("", "")], request!.AuthParameters!);
        Assert.Equal("""{"REFRESH_TOKEN":"t","":""}""", JsonSerializer.Serialize(request.AuthParameters, JsonBody.Options));
    }

    [Theory]
    [InlineData("'x'")]
    [InlineData("{'a':true}")]
    [InlineData("{'a':['b']}")]
    [InlineData("{'a':null,'a':'b'}")]
    [InlineData("{'a':'b'")]
    public void A_map_of_strings_is_nothing_else(string map) =>
        Refused("SignUp", Encoding.UTF8.GetBytes(("{'ClientId':'a','Username':'u','ClientMetadata':" + map + "}").Replace('\'', '"')));

    [Fact]
    public void No_bytes_at_all_make_the_reader_throw()
    {
        var model = Model.All["cognito-idp"];
        var piece = Gen.OneOf(
            Gen.OneOf<string>("{", "}", "[", "]", ",", ":", "null", "1.5", "1e999", "\"ClientId\"", "\"UserAttributes\"", "\"ClientMetadata\"", "\"\\uD800\"", "\"a\""),
            Gen.String);
        Gen.OneOf(piece.Array[0, 20].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))), Gen.Byte.Array[0, 60])
            .Sample(body => Judge.Of(model, "SignUp", body)?.Code is "SerializationException" or "Broken");
    }

    private static void Refused(string operation, byte[] body) =>
        Assert.Equal(new Fault("SerializationException", ""), Judge.Of(Model.All["cognito-idp"], operation, body));
}
