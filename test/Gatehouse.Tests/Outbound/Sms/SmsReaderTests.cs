using Gatehouse.Outbound;

namespace Gatehouse.Tests.Outbound;

/// <summary>The setting that names the gateway.</summary>
public sealed class SmsReaderTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Theory]
    [InlineData("""{"provider":"twilio","account":"AC1","secret":"s3cret","from":"+15551234567"}""", "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json")]
    [InlineData("""{"provider":"vonage","account":"k","secret":"s3cret","from":"Shop"}""", "https://api.nexmo.com/v1/messages")]
    [InlineData("""{"provider":"bird","account":"w","secret":"s3cret","from":"c"}""", "https://api.bird.com/workspaces/w/channels/c/messages")]
    [InlineData("""{"provider":"messagebird","secret":"s3cret","from":"Shop"}""", "https://rest.messagebird.com/messages")]
    [InlineData("""{"provider":"sns","account":"AKIA","secret":"s3cret","region":"eu-west-1"}""", "https://sns.eu-west-1.amazonaws.com/")]
    [InlineData("""{"provider":"sns","account":"AKIA","secret":"s3cret","region":"eu-west-1","url":"http://localhost:4566/"}""", "http://localhost:4566/")]
    [InlineData("""{"provider":"twilio","account":"A/C","secret":"s3cret","from":"+1555","url":"https://eu.twilio.example"}""", "https://eu.twilio.example/2010-04-01/Accounts/A%2FC/Messages.json")]
    [InlineData("""{"provider":"http","url":"https://sms.example.com/{phone}?text={message}","method":"GET"}""", "https://sms.example.com/{phone}?text={message}")]
    [InlineData("""{"provider":"http","url":"http://sms.corp.example","insecure":true,"form":{"to":"{phone}"}}""", "http://sms.corp.example")]
    public void A_gateway_is_one_object(string json, string url)
    {
        var gateway = SmsReader.Read(json, out var problem);
        Assert.Null(problem);
        Assert.Equal(url, gateway!.Url);
        Assert.Equal(TimeSpan.FromSeconds(10), gateway.Limit);
        Assert.DoesNotContain("s3cret", gateway.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "{", "must be a JSON object: it breaks at $." },
        { "null", "must be a JSON object." },
        { "7", "must be a JSON object" },
        { """{"provider":"twilio","provider":"twilio"}""", "must be a JSON object" },
        { """{"provider":"twilio","color":"red"}""", "must be a JSON object" },
        { "{}", "provider is one of twilio, vonage, bird, messagebird, sns, webhook, http" },
        { """{"provider":"pigeon"}""", "provider is one of" },
        { """{"provider":"twilio"}""", "twilio needs account" },
        { """{"provider":"twilio","account":"a","secret":"s"}""", "twilio needs from" },
        { """{"provider":"sns","account":"a","secret":"s"}""", "sns needs region" },
        { """{"provider":"sns","account":"a","secret":"s","region":"evil.example/"}""", "region is one" },
        { """{"provider":"webhook","secret":"s"}""", "webhook needs url" },
        { """{"provider":"webhook","url":"https://a.example","secret":"short"}""", "secret is whsec_" },
        { """{"provider":"twilio","account":"a","secret":"s\r\nX: y","from":"f"}""", "texts on one line" },
        { """{"provider":"twilio","account":"a","secret":"s","from":"{code}"}""", "texts on one line" },
        { """{"provider":"messagebird","secret":"gr\u00fcn","from":"f"}""", "secret is ASCII" },
        { """{"provider":"twilio","account":"a","secret":"s","from":"f","headers":{}}""", "belong to the provider http" },
        { """{"provider":"http","url":"https://a.example"}""", "exactly one of json and form" },
        { """{"provider":"http","url":"https://a.example","json":{},"form":{}}""", "exactly one of json and form" },
        { """{"provider":"http","url":"https://a.example","method":"GET","json":{}}""", "exactly one of json and form" },
        { """{"provider":"http","url":"https://a.example","method":"DELETE","json":{}}""", "method is POST, PUT or GET" },
        { """{"provider":"http","url":"ftp://a.example","json":{}}""", "url is one" },
        { """{"provider":"http","url":"file:///etc/passwd","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://u:p@a.example","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://a.example/#x","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://{phone}.example/","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://A.{phone}/","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://a.example:8{code}/","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://a{number}?to={phone}","json":{}}""", "url is one" },
        { """{"provider":"http","url":"https://a.example/{secret}","json":{}}""", "url has a placeholder {secret}" },
        { """{"provider":"http","url":"http://a.example/","json":{}}""", "begins with https" },
        { """{"provider":"http","url":"https://a.example","json":{"to":["{who}"]}}""", "json and form have a placeholder {who}" },
        { """{"provider":"http","url":"https://a.example","form":{"to":null}}""", "have texts for values" },
        { """{"provider":"http","url":"https://a.example","json":{},"headers":{"Host":"b.example"}}""", "Host is no header" },
        { """{"provider":"http","url":"https://a.example","json":{},"headers":{"content-length":"1"}}""", "content-length is no header" },
        { """{"provider":"http","url":"https://a.example","json":{},"headers":{"X Y":"1"}}""", "X Y is no header" },
        { """{"provider":"http","url":"https://a.example","json":{},"headers":{"X":"a\r\nY: b"}}""", "the header X is visible ASCII" },
        { """{"provider":"http","url":"https://a.example","json":{},"headers":{"X":"{message}"}}""", "the header X cannot have {message}" },
        { """{"provider":"http","url":"https://a.example","json":{},"timeout":0}""", "timeout is a number" },
        { """{"provider":"http","url":"https://a.example","json":{},"timeout":31}""", "timeout is a number" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_one_is_refused_with_a_reason(string json, string reason)
    {
        Assert.Null(SmsReader.Read(json, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_has_a_secret_as_functions_have()
    {
        var gateway = SmsReader.Read($$"""{"provider":"webhook","url":"https://a.example/sms","secret":"{{Secret}}"}""", out _)!;
        Assert.Equal("01234567890123456789012345678901"u8.ToArray(), gateway.WebhookSecret);
    }
}
