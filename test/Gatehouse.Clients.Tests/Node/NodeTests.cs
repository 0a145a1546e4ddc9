using System.Collections.Concurrent;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Node;

/// <summary>A server with one kind of store, and the files of JavaScript that ran against it: each runs once, when first asked for.</summary>
public sealed class NodeRuns<TStore> : IAsyncLifetime
    where TStore : IStore, new()
{
    private readonly TStore store = new();
    private readonly string calls = Path.GetTempFileName();
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, NodeOutcome>>>> runs = new();
    private ServerPlan? plan;
    private ServerProcess? server;
    private SampleApp? app;

    /// <summary>What became of a file's tests.</summary>
    public Task<IReadOnlyDictionary<string, NodeOutcome>> Of(string theme) =>
        runs.GetOrAdd(theme, _ => new(() => NodeScript.Run(theme, plan!, calls))).Value;

    /// <summary>How calls of operations ended in all files, as <c>SignUp answered</c> or <c>SignUp refused</c>.</summary>
    public async Task<IReadOnlySet<string>> Calls()
    {
        foreach (var theme in NodeScript.All().Select(test => test.Theme).Distinct())
            await Of(theme);

        return (await File.ReadAllLinesAsync(calls)).ToHashSet();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        plan = await store.Plan();
        plan.WriteLocalFunction("export const handler = async (event) => event;");
        server = await ServerProcess.Start(plan);
        app = await SampleApp.Start(plan);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();

        File.Delete(calls);
        plan?.Dispose();
        await store.DisposeAsync();
    }
}

/// <summary>Every test in JavaScript, each as a result of its own.</summary>
public abstract class NodeTests<TStore>(NodeRuns<TStore> runs)
    where TStore : IStore, new()
{
    /// <summary>Theme and sentence of every test.</summary>
    public static TheoryData<string, string> Sentences => [.. NodeScript.All()];

    [Theory(DisableDiscoveryEnumeration = false), MemberData(nameof(Sentences))]
    public async Task Real_clients_find(string theme, string sentence)
    {
        var outcomes = await runs.Of(theme);
        Assert.True(outcomes.TryGetValue(sentence, out var outcome), $"It did not run. These did: {string.Join("; ", outcomes.Keys)}");
        if (outcome.Skipped is { } reason)
            Assert.Skip(reason);

        Assert.True(outcome.Passed, outcome.Error);
    }

    [Fact]
    public async Task Every_operation_of_user_pools_answers_and_refuses_the_sdk()
    {
        var calls = await runs.Calls();
        var missing =
            from operation in Tree.Operations("cognito-idp")
            from end in new[] { "answered", "refused" }
            where !calls.Contains($"{operation} {end}")
            select $"{operation} {end}";
        var all = string.Join(", ", missing);
        Assert.True(all.Length == 0, $"No file of tests does this: {all}");
    }

    [Fact]
    public async Task Every_operation_of_identity_pools_that_is_here_answers_and_refuses_the_sdk()
    {
        const string service = "cognito-identity";
        var calls = await runs.Calls();
        var missing =
            from operation in Tree.Here(service)
            from end in new[] { "answered", "refused" }
            where !calls.Contains($"{service} {operation} {end}")
            select $"{operation} {end}";
        var all = string.Join(", ", missing);
        Assert.True(all.Length == 0, $"No file of tests does this: {all}");
    }
}

/// <summary>The tests in JavaScript on SQLite.</summary>
public sealed class NodeOnSqliteTests(NodeRuns<SqliteStore> runs) : NodeTests<SqliteStore>(runs), IClassFixture<NodeRuns<SqliteStore>>;

/// <summary>The tests in JavaScript on PostgreSQL.</summary>
public sealed class NodeOnPostgresTests(NodeRuns<PostgresStore> runs) : NodeTests<PostgresStore>(runs), IClassFixture<NodeRuns<PostgresStore>>;
