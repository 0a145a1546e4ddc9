using Gatehouse.Crypto;
using Gatehouse.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Storage.Tests;

/// <summary>Starting on PostgreSQL: what cannot work is told in a sentence.</summary>
public sealed class PostgresStartTests
{
    private readonly MasterKey key = MasterKey.New();

    [Fact]
    public async Task A_server_that_is_down_is_named_and_no_password_is()
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() => Start("Host=127.0.0.1;Port=1;Username=u;Password=s3cret;Database=d"));

        Assert.Contains("GATEHOUSE_DATABASE (127.0.0.1:1/d)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hosst=x;Password=s3cret")]
    [InlineData("Host=;Password=s3cret")]
    [InlineData("Port=abc;Password=s3cret")]
    [InlineData("s3cret")]
    public async Task A_text_that_is_no_connection_string_is_refused_without_repeating_it(string text)
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() => Start(text));

        Assert.Contains("GATEHOUSE_DATABASE", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_refused_at_once()
    {
        var existing = await (await PostgresServer.Shared).NewDatabase();

        var refused = await Assert.ThrowsAsync<StorageException>(() => Start(existing + "_not", TimeSpan.FromMinutes(10)));

        Assert.Contains("_not", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        var database = await (await PostgresServer.Shared).NewDatabase();
        await using (var node = await Start(database))
            await node.Tamper("INSERT INTO schemaversions (scriptname, applied) VALUES ('9999_later', '2030-01-01')");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Start(database));

        Assert.Contains("9999_later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_nodes_may_start_at_once_on_an_empty_database()
    {
        var database = await (await PostgresServer.Shared).NewDatabase();

        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Start(database)));

        Assert.All(await Task.WhenAll(nodes.Select(node => node.Stores.Pools.Find("us-east-1_nobody", default).AsTask())), Assert.Null);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private Task<Node> Start(string connectionString, TimeSpan patience = default) => Node.Start(
        new StorageOptions
        {
            DataDirectory = "unused",
            ConnectionString = connectionString,
            ConnectionStringSetting = "GATEHOUSE_DATABASE",
            StartPatience = patience,
        },
        key,
        new FakeTimeProvider(Samples.Noon));
}
