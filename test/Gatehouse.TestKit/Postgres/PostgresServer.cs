using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Gatehouse.TestKit;

/// <summary>A PostgreSQL server of its own for tests, on a free port and in a temporary directory; it ends with the test program.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Role = "gatehouse";

    private static readonly Lazy<Task<PostgresServer>> OneForAll = new(() => Start());

    private readonly PostgresPrograms programs;
    private readonly string directory;
    private readonly string settings;
    private int databases;
    private bool isGone;

    private PostgresServer(PostgresPrograms programs, string directory, int port, bool durable)
    {
        (this.programs, this.directory, Port) = (programs, directory, port);
        settings = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {port} -k {Path.GetDirectoryName(directory)} -c listen_addresses=127.0.0.1 -c max_connections=200 -c deadlock_timeout=100ms")
            + (durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
    }

    /// <summary>The server that the tests of one program share. Not durable, and therefore quick.</summary>
    public static Task<PostgresServer> Shared => OneForAll.Value;

    /// <summary>Ends the shared server, if any test asked for it.</summary>
    public static async ValueTask EndShared()
    {
        if (OneForAll.IsValueCreated)
            await (await Shared).DisposeAsync();
    }

    public int Port { get; }

    public string DataDirectory => directory;

    /// <summary>Starts a server; with <paramref name="durable"/> what it has committed outlives its death.</summary>
    public static async Task<PostgresServer> Start(bool durable = false)
    {
        var installed = PostgresPrograms.Find();
        var home = Directory.CreateTempSubdirectory("gatehouse-postgres-").FullName;
        await installed.GiveAway(home);
        var server = new PostgresServer(installed, Path.Combine(home, "data"), FreePort(), durable);
        await installed.Run("initdb", "-D", server.directory, "-U", Role, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");

        // For a program that is stopped before its tests are through.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await server.Up();
        return server;
    }

    /// <summary>Starts the server again after <see cref="Down"/>; returns when it takes calls.</summary>
    public Task Up() => programs.Run("pg_ctl", "-D", directory, "-o", settings, "-l", directory + ".log", "-w", "-t", "60", "start");

    /// <summary>Stops the server: <c>fast</c> lets it tidy up, <c>immediate</c> is a crash.</summary>
    public Task Down(string mode = "fast") => programs.Run("pg_ctl", "-D", directory, "-m", mode, "-w", "stop");

    /// <summary>Makes an empty database; answers its connection string.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await Execute(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Runs a statement as the owner of everything.</summary>
    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isGone, true))
            return;

        if (File.Exists(Path.Combine(directory, "postmaster.pid")))
            await Down("immediate");
        await PostgresPrograms.Delete(Path.GetDirectoryName(directory)!);
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={Role};Database={database}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
