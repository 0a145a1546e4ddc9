using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool with functions, one application, and short ways to look at what the functions were asked.</summary>
internal sealed class FunctionWorld
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public FunctionWorld(params Occasion[] occasions)
        : this(TokenSay.Texts, occasions)
    {
    }

    public FunctionWorld(TokenSay tokens, params Occasion[] occasions)
    {
        Pool = World.Pool(pool => pool with { AutoVerified = ["email"], Sessions = new() { AreKept = true } });
        Pool.Hook(tokens, occasions);
        App = Pool.Client();
    }

    public World World { get; } = new();

    public TestPool Pool { get; }

    public TestClient App { get; }

    public TestFunctions Functions => World.Functions;

    /// <summary>What a token says.</summary>
    public static JsonElement Claims(string? token) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token!.Split('.')[1]));

    /// <summary>Where a person is signed in.</summary>
    public async Task<IReadOnlyList<Session>> SessionsOf(TestUser user) => await World.Store.Sessions.Of(Pool.Id, user.Sub, World.Now, 100, default);

    /// <summary>The newest event is this, to the letter; <c>POOL</c> and <c>APP</c> stand for the ids.</summary>
    public void AssertAsked(string json, params (string Word, string Value)[] more)
    {
        var text = JsonNode.Parse(json)!.ToJsonString(Plain);
        foreach (var (word, value) in ((string, string)[])[("POOL", Pool.Id), ("APP", App.Id), .. more])
            text = text.Replace($"\"{word}\"", $"\"{value}\"", StringComparison.Ordinal);
        Assert.Equal(text, Functions.Last.ToJsonString(Plain));
    }
}
