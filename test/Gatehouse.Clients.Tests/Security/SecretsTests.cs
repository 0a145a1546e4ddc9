using System.Text;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Security;

/// <summary>What is secret is in no log and no file, and what is personal is in no log.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task No_secret_is_in_a_log_or_a_file(string log)
    {
        using var plan = new ServerPlan { More = new Dictionary<string, string> { ["LOG"] = log } };
        await using var server = await ServerProcess.Start(plan);
        var run = new MarkedRun(server);
        await run.Go();
        Assert.True(run.Secrets.Count > 30);

        var found = InLog(server, run.Secrets.Concat(run.Personal)).Concat(InFiles(plan.Data, run.Secrets)).ToList();
        server.AskToStop();
        await server.Ended(TimeSpan.FromSeconds(20));
        found.AddRange(InLog(server, run.Secrets.Concat(run.Personal)));
        found.AddRange(InFiles(plan.Data, run.Secrets));
        Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));
    }

    private static IEnumerable<string> InLog(ServerProcess server, IEnumerable<string> markers) =>
        from line in server.Lines from marker in markers where line.Contains(marker, StringComparison.Ordinal) select $"log: {marker}: {line}";

    private static IEnumerable<string> InFiles(string directory, IEnumerable<string> markers)
    {
        // The lock file is empty, and nobody else may open it while the server runs.
        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Select(path => (Name: Path.GetFileName(path), Bytes: Read(path)))
            .ToList();
        Assert.Contains(files, file => file.Name.EndsWith(".db", StringComparison.Ordinal) && file.Bytes.Length > 10_000);
        return from file in files
               from marker in markers
               where file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0
               select $"file {file.Name}: {marker}";
    }

    // The server may have the file open for writing.
    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
