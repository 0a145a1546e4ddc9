using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Terraform;

/// <summary>A stack with everything of a user pool is applied, is what was written, changes, and goes.</summary>
public abstract class TerraformTests<TStore> : IAsyncLifetime
    where TStore : IStore, new()
{
    private readonly TStore store = new();
    private ServerPlan? plan;
    private ServerProcess? server;

    public async ValueTask InitializeAsync()
    {
        plan = await store.Plan();
        server = await ServerProcess.Start(plan);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();

        plan?.Dispose();
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_stack_is_applied_without_drift_changed_in_place_and_destroyed()
    {
        using var terraform = await Terraform.Of(plan!);

        await Done(terraform, "apply", "-auto-approve");
        await Done(terraform, "plan", "-detailed-exitcode");
        var outputs = JsonDocument.Parse((await Done(terraform, "output", "-json")).Output).RootElement;
        Assert.Equal(outputs.GetProperty("pool").GetProperty("value").GetString(), outputs.GetProperty("pools").GetProperty("value")[0].GetString());
        Assert.Equal(2, outputs.GetProperty("clients").GetProperty("value").GetInt32());
        Assert.Equal(2, outputs.GetProperty("groups").GetProperty("value").GetInt32());

        Assert.True(outputs.GetProperty("identity_pool").GetProperty("value").GetBoolean());

        var changed = await Done(terraform, "apply", "-auto-approve", "-var=minimum_length=14");
        Assert.Contains("0 added, 2 changed, 0 destroyed", changed.Output, StringComparison.Ordinal);
        await Done(terraform, "plan", "-detailed-exitcode", "-var=minimum_length=14");

        await Done(terraform, "destroy", "-auto-approve");
    }

    // With -detailed-exitcode a plan that would change something ends with 2.
    private static async Task<Shell> Done(Terraform terraform, params string[] arguments)
    {
        var ran = await terraform.Run(arguments);
        Assert.True(ran.ExitCode == 0, $"terraform {string.Join(' ', arguments)}\n{ran.Output}\n{ran.Errors}");
        return ran;
    }
}

/// <summary>Terraform on SQLite.</summary>
public sealed class TerraformOnSqliteTests : TerraformTests<SqliteStore>;

/// <summary>Terraform on PostgreSQL.</summary>
public sealed class TerraformOnPostgresTests : TerraformTests<PostgresStore>;
