using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("""{"request":{"password":"topsecret"}}""", """{"request":{"password":"(hidden)"}}""")]
    [InlineData("""{"request":{"challengeAnswer":"topsecret"}}""", """{"request":{"challengeAnswer":"(hidden)"}}""")]
    [InlineData("""{"request":{"code":"topsecret"}}""", """{"request":{"code":"(hidden)"}}""")]
    [InlineData("""{"request":{"privateChallengeParameters":{"a":"topsecret"}}}""", """{"request":{"privateChallengeParameters":{"a":"(hidden)"}}}""")]
    [InlineData("""{"response":{"privateChallengeParameters":{"a":"topsecret"}}}""", """{"response":{"privateChallengeParameters":{"a":"(hidden)"}}}""")]
    [InlineData("""{"request":{"validationData":{"a":"topsecret"}}}""", """{"request":{"validationData":{"a":"(hidden)"}}}""")]
    [InlineData("""{"request":{"clientMetadata":{"a":"topsecret","b":"topsecret"}}}""", """{"request":{"clientMetadata":{"a":"(hidden)","b":"(hidden)"}}}""")]
    [InlineData("""{"request":{"privateChallengeParameters":"topsecret"}}""", """{"request":{"privateChallengeParameters":"(hidden)"}}""")]
    [InlineData(
        """{"request":{"session":[{"challengeName":"CUSTOM_CHALLENGE","challengeMetadata":"topsecret"}]}}""",
        """{"request":{"session":[{"challengeName":"CUSTOM_CHALLENGE","challengeMetadata":"(hidden)"}]}}""")]
    [InlineData("""{"response":{"challengeMetadata":"topsecret"}}""", """{"response":{"challengeMetadata":"(hidden)"}}""")]
    [InlineData(
        """{"request":{"attributes":{"tokenResponse":{"access_token":"topsecret"},"idToken":{"sub":"42"}}}}""",
        """{"request":{"attributes":{"tokenResponse":{"access_token":"(hidden)"},"idToken":{"sub":"42"}}}}""")]
    public void What_is_secret_is_hidden_and_that_is_told(string json, string kept)
    {
        var sent = JsonNode.Parse(json)!.AsObject();
        Assert.Equal(kept, Redaction.Of(sent, out var hides));
        Assert.True(hides);
        Assert.Equal(json, sent.ToJsonString());
        Assert.Equal(kept, Redaction.Of(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("""{"userName":"ana","request":{"userAttributes":{"email":"ü@example.com"},"validationData":null},"response":{}}""")]
    [InlineData("""{"request":{"password":null,"clientMetadata":{}}}""")]
    [InlineData("""{"request":7,"response":"x"}""")]
    [InlineData("""{"request":{"session":[{"challengeName":"CUSTOM_CHALLENGE","challengeMetadata":null},7,null]}}""")]
    public void What_is_not_stays_as_it_is(string json)
    {
        Assert.Equal(json, Redaction.Of(JsonNode.Parse(json)!.AsObject(), out var hides));
        Assert.False(hides);
    }

    [Theory]
    [InlineData("not JSON, and the password is topsecret")]
    [InlineData("\"topsecret\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"request":{"password":"a"},"request":{"password":"topsecret"}}""")]
    public void Of_what_cannot_be_read_nothing_is_kept(string answer) => Assert.Null(Redaction.Of(Encoding.UTF8.GetBytes(answer)));

    [Fact]
    public void What_is_long_is_not_kept() =>
        Assert.Null(Redaction.Of(new JsonObject { ["a"] = new string('x', 4096) }, out _));
}
