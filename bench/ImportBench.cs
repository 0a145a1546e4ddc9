using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Bench;

/// <summary>What an import came to.</summary>
/// <param name="People">How many were imported.</param>
/// <param name="Elapsed">From the start of the job to its end.</param>
/// <param name="ServerPerPerson">Processor time of the server for one.</param>
/// <param name="MemoryBefore">Resident bytes before the file was sent.</param>
/// <param name="MemoryPeak">Most resident bytes while the job went on.</param>
/// <param name="FilePerPerson">Processor time of writing one person's rows and nothing else, to a database of its own.</param>
public sealed record ImportResult(int People, TimeSpan Elapsed, TimeSpan ServerPerPerson, long MemoryBefore, long MemoryPeak, TimeSpan FilePerPerson)
{
    /// <summary>As a table of Markdown.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine("| people | per second | server's CPU for one | of it writing the rows | memory before | at most |");
        text.AppendLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {People:N0} | {People / Elapsed.TotalSeconds:N0} | {ServerPerPerson.TotalMicroseconds:N0} µs | {FilePerPerson / ServerPerPerson:P0} | {MemoryBefore >> 20} MiB | {MemoryPeak >> 20} MiB |");
        return text.ToString();
    }
}

/// <summary>Imports many people from a file, as an administrator's script does it.</summary>
public static class ImportBench
{
    private static readonly string[] Mail = ["email"];

    /// <summary>Imports so many people into a new pool.</summary>
    public static async Task<ImportResult> Run(Server server, int people)
    {
        var pool = (await server.Admin("CreateUserPool", new { PoolName = "bench", AutoVerifiedAttributes = Mail })).GetProperty("UserPool").GetProperty("Id").GetString()!;
        var warm = await Import(server, pool, File(await Columns(server, pool), "warm", 5_000));
        var result = await Import(server, pool, File(await Columns(server, pool), "person", people));
        return result with { People = people, MemoryBefore = warm.MemoryBefore, FilePerPerson = Rows(Math.Min(people, 50_000)) };
    }

    /// <summary>Imports so many people into a new pool, in as many jobs as it takes, and answers the pool.</summary>
    public static async Task<string> Fill(Server server, int people)
    {
        const int inJob = 400_000;
        var pool = (await server.Admin("CreateUserPool", new { PoolName = "bench", AutoVerifiedAttributes = Mail })).GetProperty("UserPool").GetProperty("Id").GetString()!;
        var columns = await Columns(server, pool);
        for (var done = 0; done < people; done += inJob)
        {
            await Import(server, pool, File(columns, $"person-{done / inJob}", Math.Min(inJob, people - done)));
            await Console.Error.WriteLineAsync($"{Math.Min(done + inJob, people):N0} of {people:N0} imported");
        }

        return pool;
    }

    private static async Task<ImportResult> Import(Server server, string pool, byte[] file)
    {
        var memory = server.Memory;
        var job = (await server.Admin("CreateUserImportJob", new { UserPoolId = pool, JobName = "bench", CloudWatchLogsRoleArn = "arn:aws:iam::000000000000:role/log" })).GetProperty("UserImportJob");
        await server.Put(job.GetProperty("PreSignedUrl").GetString()!, file);
        var id = new { UserPoolId = pool, JobId = job.GetProperty("JobId").GetString() };
        var (watch, before, peak) = (Stopwatch.StartNew(), server.Processor, 0L);
        await server.Admin("StartUserImportJob", id);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var now = (await server.Admin("DescribeUserImportJob", id)).GetProperty("UserImportJob");
            peak = Math.Max(peak, server.Memory);
            if (now.GetProperty("Status").GetString() == "Succeeded")
                return new ImportResult(0, watch.Elapsed, (server.Processor - before) / now.GetProperty("ImportedUsers").GetInt32(), memory, peak, default);
            await pace.WaitForNextTickAsync();
        }
    }

    private static async Task<List<string>> Columns(Server server, string pool) =>
        [.. (await server.Admin("GetCSVHeader", new { UserPoolId = pool })).GetProperty("CSVHeader").EnumerateArray().Select(column => column.GetString()!)];

    private static byte[] File(List<string> columns, string prefix, int people)
    {
        var text = new StringBuilder(string.Join(',', columns)).Append('\n');
        for (var i = 0; i < people; i++)
        {
            text.AppendJoin(',', columns.Select(column => column switch
            {
                "cognito:username" => $"{prefix}-{i}", "email" => $"{prefix}-{i}@example.com", "email_verified" => "TRUE", "given_name" => $"Given{i}",
                "family_name" => $"Family{i}", "birthdate" => "02/01/1985", "cognito:mfa_enabled" => "FALSE", _ => "",
            })).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The rows that a person has in the store, in tables like its own, side by side as the import puts them, 500 people to a commit.
    private static TimeSpan Rows(int people)
    {
        var directory = Directory.CreateTempSubdirectory("gatehouse-bench-");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.FullName, "rows.db")};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        Run("CREATE TABLE users (pool TEXT, sub TEXT, version INTEGER, state TEXT, PRIMARY KEY (pool, sub)) STRICT");
        Run("CREATE TABLE names (pool TEXT, value BLOB, kind TEXT, sub TEXT, PRIMARY KEY (pool, value)) STRICT, WITHOUT ROWID");
        Run("CREATE INDEX names_of_user ON names (pool, sub)");
        Run("CREATE TABLE attributes (pool TEXT, name TEXT, value BLOB, sub TEXT, PRIMARY KEY (pool, name, value, sub)) STRICT, WITHOUT ROWID");
        using var user = Command("INSERT INTO users VALUES (@a, @b, 1, @c)", "@a", "@b", "@c");
        using var name = Command("INSERT INTO names VALUES (@a, @b, 'username', @c)", "@a", "@b", "@c");
        using var attribute = Command("INSERT INTO attributes VALUES (@a, @b, @c, @d)", "@a", "@b", "@c", "@d");
        var state = new string('x', 700);
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < people; i++)
        {
            if (i % 500 == 0)
                Run(i == 0 ? "BEGIN" : "COMMIT; BEGIN");
            var sub = new Guid([.. BitConverter.GetBytes(i / 500 * 7919), .. RandomNumberGenerator.GetBytes(12)]).ToString();
            Set(user, "us-east-1_000000000", sub, state);
            foreach (var value in new[] { sub, $"person-{i}" })
                Set(name, "us-east-1_000000000", Encoding.UTF8.GetBytes(value), sub);
            foreach (var value in new[] { "username", "status", "cognito:user_status", "email", "given_name", "family_name" })
                Set(attribute, "us-east-1_000000000", value, Encoding.UTF8.GetBytes(value + i), sub);
        }

        Run("COMMIT");
        var spent = Environment.CpuUsage.TotalTime - before;
        connection.Close();
        directory.Delete(recursive: true);
        return spent / people;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        SqliteCommand Command(string sql, params string[] names)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var parameter in names)
                command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
            return command;
        }

        static void Set(SqliteCommand command, params object[] values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i];
            command.ExecuteNonQuery();
        }
    }
}
