using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Clients;

/// <summary>AddUserPoolClientSecret, ListUserPoolClientSecrets and DeleteUserPoolClientSecret.</summary>
public sealed class ClientSecretTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_second_secret_is_shown_once_and_works_beside_the_first()
    {
        var client = await Confidential();
        world.Clock.Advance(TimeSpan.FromSeconds(90));
        var added = (await Ask(world.AddSecret, In(client)))["ClientSecretDescriptor"]!;

        var value = (string)added["ClientSecretValue"]!;
        Assert.Matches("^[a-z0-9]{52}$", value);
        Assert.Equal($"{(string)client["ClientId"]!}--{Noon.AddSeconds(90).ToUnixTimeSeconds()}", (string)added["ClientSecretId"]!);
        Assert.Equal(Noon.AddSeconds(90).ToUnixTimeSeconds(), (long)added["ClientSecretCreateDate"]!);

        var stored = await Stored(client);
        Assert.True(stored.HasSecret(value));
        Assert.True(stored.HasSecret((string)client["ClientSecret"]!));
    }

    [Fact]
    public async Task A_secret_that_was_brought_is_not_shown()
    {
        var client = await Confidential();
        var added = (await Ask(world.AddSecret, In(client, "{'ClientSecret':'0123456789abcdefghijklmno'}")))["ClientSecretDescriptor"]!;
        Assert.Null(added["ClientSecretValue"]);
        Assert.True((await Stored(client)).HasSecret("0123456789abcdefghijklmno"));
    }

    [Fact]
    public async Task A_client_has_two_secrets_and_no_more()
    {
        var client = await Confidential();
        await Ask(world.AddSecret, In(client));
        Assert.Equal(
            new Fault("LimitExceededException", "Client secrets cannot exceed limit of 2 secrets."), await Refused(world.AddSecret, In(client)));
        Assert.Equal(2, (await Stored(client)).Secrets.Count);
    }

    [Fact]
    public async Task Of_many_at_once_one_gives_the_client_its_second_secret()
    {
        var client = await Confidential();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Added(client))));
        Assert.Single(answers, added => added);
        Assert.Equal(2, (await Stored(client)).Secrets.Count);

        async Task<bool> Added(JsonNode client) =>
            !(await world.AddSecret.Run(new() { UserPoolId = (string)client["UserPoolId"]!, ClientId = (string)client["ClientId"]! }, Calls.Signed()))
                .Refused(out _, out _);
    }

    [Fact]
    public async Task A_public_client_stays_public()
    {
        var client = await world.Client(await world.Pool());
        Assert.Equal(
            new Fault("InvalidParameterException", "Client secrets can not be added to a public client."),
            await Refused(world.AddSecret, In(client)));
    }

    [Fact]
    public async Task The_same_secret_is_not_added_twice()
    {
        var client = await Confidential();
        var body = In(client, $"{{'ClientSecret':'{(string)client["ClientSecret"]!}'}}");
        Assert.Equal("The client has this secret already.", (await Refused(world.AddSecret, body)).Message);
    }

    [Fact]
    public async Task Secrets_of_one_second_have_two_ids()
    {
        var client = await Confidential();
        await Ask(world.AddSecret, In(client));
        Assert.Equal(2, (await Stored(client)).Secrets.DistinctBy(secret => secret.Id).Count());
    }

    [Fact]
    public async Task A_list_of_secrets_shows_no_value()
    {
        var client = await Confidential();
        await Ask(world.AddSecret, In(client));
        var answer = await Ask(world.ListSecrets, In(client));

        Assert.Equal(
            (await Stored(client)).Secrets.Select(secret => secret.Id),
            answer["ClientSecrets"]!.AsArray().Select(secret => (string)secret!["ClientSecretId"]!));
        Assert.DoesNotContain("ClientSecretValue", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(answer["NextToken"]);
    }

    [Fact]
    public async Task A_public_client_lists_no_secrets() =>
        Assert.Empty((await Ask(world.ListSecrets, In(await world.Client(await world.Pool()))))["ClientSecrets"]!.AsArray());

    [Fact]
    public async Task There_is_no_second_page_of_secrets() => Assert.Equal(
        new Fault("InvalidParameterException", "Invalid pagination token."),
        await Refused(world.ListSecrets, In(await Confidential(), "{'NextToken':'more'}")));

    [Fact]
    public async Task A_retired_secret_works_no_more_and_the_other_takes_its_place()
    {
        var client = await Confidential();
        var added = (await Ask(world.AddSecret, In(client)))["ClientSecretDescriptor"]!;
        var first = (await Stored(client)).Secrets[0];
        Assert.Empty(await Ask(world.DeleteSecret, Naming(client, first.Id)));

        Assert.False((await Stored(client)).HasSecret(first.Value));
        var shown = (await Ask(world.DescribeClient, In(client)))["UserPoolClient"]!;
        Assert.Equal((string)added["ClientSecretValue"]!, (string)shown["ClientSecret"]!);
    }

    [Fact]
    public async Task The_last_secret_stays()
    {
        var client = await Confidential();
        var only = Assert.Single((await Stored(client)).Secrets);
        Assert.Equal(
            new Fault("InvalidParameterException", "The last client secret can not be deleted."),
            await Refused(world.DeleteSecret, Naming(client, only.Id)));
        Assert.True((await Stored(client)).HasSecret(only.Value));
    }

    [Fact]
    public async Task An_unknown_secret_cannot_be_retired()
    {
        var (client, other) = (await Confidential(), await Confidential());
        var foreign = (await Stored(other)).Secrets[0].Id;
        Assert.Equal(
            new Fault("ResourceNotFoundException", $"Client secret {foreign} does not exist."),
            await Refused(world.DeleteSecret, Naming(client, foreign)));
    }

    private async Task<JsonObject> Confidential() => await world.Client(await world.Pool(), "{'GenerateSecret':true}");

    private async Task<AppClient> Stored(JsonObject shown) => (await world.Store.Clients.Find((string)shown["ClientId"]!, default))!;

    private static JsonObject Naming(JsonNode client, string secretId)
    {
        var body = In(client);
        body["ClientSecretId"] = secretId;
        return body;
    }
}
