using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.UserPools;

/// <summary>An installation in memory, asked and answering as over the wire.</summary>
public sealed class PoolWorld
{
    public PoolWorld() => Store = new MemoryStore(Clock);

    public static DateTimeOffset Noon { get; } = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(Noon);

    public MemoryStore Store { get; }

    public CountingRandom Random { get; } = new();

    public Realm Realm { get; } = new(Calls.Region, "123456789012", "https://id.example");

    /// <summary>Whether feature plans are held to.</summary>
    public bool IsStrict { get; set; }

    public PoolGate Gate => new(Store.Pools, Store.Users);

    public PageTokens Tokens { get; } = new(new MarkedSecrets());

    private ClientNeighbours Neighbours => new(new(Store.Parts<ResourceServer>()), Store.Parts<IdentityProvider>(), new(IsStrict));

    private ImportGate ImportGate => new(Gate, Store.Imports, new(Realm, new(new MarkedSecrets(), Clock)), Clock);

    private PoolClientGate ClientGate => new(Gate, Store.Clients);

    private ClientBelongings Belongings
    {
        get
        {
            var images = new StyleImages(new MemoryParts<StyleImage>(Store), Random);
            return new(
                new(new MemoryParts<ClassicStyle>(Store), images, Clock),
                new(new MemoryParts<LoginStyle>(Store), images),
                new MemoryParts<Terms>(Store),
                new MemoryParts<RiskSettings>(Store));
        }
    }

    public CreateUserPool CreatePool => new(Store.Pools, new HandmadeKeys(), Random, Realm, new(IsStrict), Clock);

    public DescribeUserPool DescribePool => new(Gate, Store.Users, new(Store.Parts<PoolDomain>(), Store.Pools, Realm), Realm);

    public UpdateUserPool UpdatePool => new(Gate, ImportGate, new(IsStrict), Clock);

    public DeleteUserPool DeletePool => new(Gate, ImportGate, Store.Pools);

    public ListUserPools ListPools => new(Store.Pools, Tokens);

    public AddCustomAttributes AddAttributes => new(Gate, ImportGate, Clock);

    public GetUserPoolMfaConfig Factors => new(Gate);

    public SetUserPoolMfaConfig SetFactors => new(Gate, new(IsStrict), Clock);

    public CreateUserPoolClient CreateClient => new(Gate, Store.Clients, Neighbours, Random, Clock);

    public DescribeUserPoolClient DescribeClient => new(ClientGate);

    public UpdateUserPoolClient UpdateClient => new(ClientGate, Neighbours, Clock);

    public DeleteUserPoolClient DeleteClient => new(ClientGate, Store.Clients, Belongings);

    public ListUserPoolClients ListClients => new(Gate, Store.Clients, Tokens);

    public AddUserPoolClientSecret AddSecret => new(ClientGate, Random, Clock);

    public ListUserPoolClientSecrets ListSecrets => new(ClientGate);

    public DeleteUserPoolClientSecret DeleteSecret => new(ClientGate, Clock);

    /// <summary>The answer to a signed call.</summary>
    public static async Task<JsonObject> Ask(Operation operation, JsonObject body, string region = Calls.Region)
    {
        Assert.False((await Answer(operation, body, region)).Refused(out var fault, out var answer), fault?.ToString());
        return JsonNode.Parse(answer.Span)!.AsObject();
    }

    /// <summary>The fault to a signed call, which is one that the model declares for the operation.</summary>
    public static async Task<Fault> Refused(Operation operation, JsonObject body, string region = Calls.Region)
    {
        Assert.True((await Answer(operation, body, region)).Refused(out var fault, out _), "It was not refused.");
        Assert.Contains(fault.Code, operation.Declared);
        return fault;
    }

    /// <summary>JSON text with single quotes.</summary>
    public static JsonObject Json(string text) => JsonNode.Parse(text.Replace('\'', '"'))!.AsObject();

    /// <summary>Makes a pool and answers its id.</summary>
    public async Task<string> Pool(string settings = "{}", string region = Calls.Region)
    {
        var body = Json(settings);
        body["PoolName"] ??= "People";
        return (string)(await Ask(CreatePool, body, region))["UserPool"]!["Id"]!;
    }

    /// <summary>Makes a client and answers what a creation answers.</summary>
    public async Task<JsonObject> Client(string poolId, string settings = "{}") =>
        (await Ask(CreateClient, In(poolId, settings)))["UserPoolClient"]!.AsObject();

    /// <summary>A request about a pool; about a new client of it where a name is asked for.</summary>
    public static JsonObject In(string poolId, string settings = "{}", string? clientName = "App")
    {
        var body = Json(settings);
        body["UserPoolId"] = poolId;
        if (clientName is not null)
            body["ClientName"] ??= clientName;
        return body;
    }

    /// <summary>A request about a client.</summary>
    public static JsonObject In(JsonNode client, string settings = "{}")
    {
        var body = Json(settings);
        body["UserPoolId"] = (string)client["UserPoolId"]!;
        body["ClientId"] = (string)client["ClientId"]!;
        return body;
    }

    private static ValueTask<Reply<ReadOnlyMemory<byte>>> Answer(Operation operation, JsonObject body, string region) =>
        operation.Answer(Encoding.UTF8.GetBytes(body.ToJsonString()), Calls.Signed(region));
}
