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
    [InlineData("Host=nowhere.invalid;Database=d;Username=u")]
    [InlineData("Host=127.0.0.1:1,127.0.0.1:2;Database=d;Username=u")]
    public async Task A_server_nobody_knows_is_told_too(string connectionString) =>
        await Assert.ThrowsAsync<StorageException>(() => Start(connectionString));

    [Fact]
    public async Task A_database_that_cannot_be_written_is_refused()
    {
        var database = await (await PostgresServer.Shared).NewDatabase();
        await PostgresServer.Execute(database, $"ALTER ROLE gatehouse IN DATABASE {database[(database.LastIndexOf('=') + 1)..]} SET default_transaction_read_only = on");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Start(database));

        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_encoding_is_refused()
    {
        var database = await (await PostgresServer.Shared).NewDatabase();
        await PostgresServer.Execute(database, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Start(database[..(database.LastIndexOf('=') + 1)] + "latin"));

        Assert.Contains("UTF8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_hosts_the_one_that_takes_writes_is_used()
    {
        var server = await PostgresServer.Shared;
        var database = (await server.NewDatabase()).Replace("Host=127.0.0.1;Port=", "Host=127.0.0.1:1,127.0.0.1:", StringComparison.Ordinal);

        await using var node = await Start(database);

        Assert.True(await node.Stores.Pools.Add(Samples.Pool(), [], default));
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
