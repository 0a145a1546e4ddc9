using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Wire;

namespace Gatehouse.Hosting;

/// <summary>Makes the demo by calling operations as a client would. What is there already, from an earlier start, is used again.</summary>
/// <param name="operations">The operations of this server.</param>
/// <param name="caller">Who calls, and from which region.</param>
internal sealed class DemoMaker(OperationTable operations, Call caller)
{
    /// <summary>Makes what is missing.</summary>
    /// <returns>The demo, or the fault of the first operation that refused.</returns>
    public async ValueTask<Reply<Demo>> Make()
    {
        if ((await Pool()).Refused(out var fault, out var poolId) || (await Client(poolId)).Refused(out fault, out var client)
            || (await Person(poolId)).Refused(out fault, out _))
            return fault;
        return new Demo(poolId, Text(client, "ClientId"), Text(client, "ClientSecret"));
    }

    private async ValueTask<Reply<string>> Pool()
    {
        if ((await Find("ListUserPools", [], "UserPools", "Name")).Refused(out var fault, out var known))
            return fault;
        if (known.Count > 0)
            return Text(known, "Id");
        return (await Do("CreateUserPool", new() { ["PoolName"] = Demo.Name, ["AutoVerifiedAttributes"] = new JsonArray("email") })).Refused(out fault, out var made)
            ? fault
            : Text(made["UserPool"]!, "Id");
    }

    private async ValueTask<Reply<JsonObject>> Client(string poolId)
    {
        if ((await Find("ListUserPoolClients", new() { ["UserPoolId"] = poolId }, "UserPoolClients", "ClientName")).Refused(out var fault, out var known))
            return fault;
        var answer = known.Count > 0
            ? await Do("DescribeUserPoolClient", new() { ["UserPoolId"] = poolId, ["ClientId"] = Text(known, "ClientId") })
            : await Do("CreateUserPoolClient", new()
            {
                ["UserPoolId"] = poolId,
                ["ClientName"] = Demo.Name,
                ["GenerateSecret"] = true,
                ["ExplicitAuthFlows"] = new JsonArray(
                    "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
            });
        return answer.Refused(out fault, out var described) ? fault : described["UserPoolClient"]!.AsObject();
    }

    private async ValueTask<Reply<JsonObject>> Person(string poolId)
    {
        var made = await Do("AdminCreateUser", new()
        {
            ["UserPoolId"] = poolId,
            ["Username"] = Demo.Name,
            ["MessageAction"] = "SUPPRESS",
            ["UserAttributes"] = new JsonArray(Attribute("email", Demo.Email), Attribute("email_verified", "true")),
        });
        if (made.Refused(out var fault, out _) && fault.Code != "UsernameExistsException")
            return fault;
        return await Do("AdminSetUserPassword", new()
        {
            ["UserPoolId"] = poolId, ["Username"] = Demo.Name, ["Password"] = Demo.Password, ["Permanent"] = true,
        });
    }

    // The listed thing with the demo's name; empty when there is none on any page.
    private async ValueTask<Reply<JsonObject>> Find(string operation, JsonObject body, string list, string nameMember)
    {
        body["MaxResults"] = 60;
        while (true)
        {
            if ((await Do(operation, body)).Refused(out var fault, out var page))
                return fault;
            if (page[list]!.AsArray().FirstOrDefault(item => Text(item!, nameMember) == Demo.Name) is { } found)
                return found.AsObject();
            if (page["NextToken"] is not { } next)
                return new JsonObject();
            body["NextToken"] = next.DeepClone();
        }
    }

    private async ValueTask<Reply<JsonObject>> Do(string name, JsonObject body)
    {
        if (operations.Find("cognito-idp", name) is not { } operation)
            return new Fault("UnknownOperationException", $"There is no operation {name}.");
        return (await operation.Answer(Encoding.UTF8.GetBytes(body.ToJsonString()), caller)).Refused(out var fault, out var answer)
            ? fault
            : JsonNode.Parse(answer.Span)!.AsObject();
    }

    private static JsonObject Attribute(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
