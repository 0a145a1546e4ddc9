using System.Diagnostics;

namespace Gatehouse.TestKit;

/// <summary>Finds and runs the programs of an installed PostgreSQL. They refuse to work for root, so root runs them as another user.</summary>
internal sealed class PostgresPrograms
{
    private readonly string folder;
    private readonly string? otherUser = Environment.UserName == "root" ? Servant() : null;

    private PostgresPrograms(string folder) => this.folder = folder;

    public static PostgresPrograms Find()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(version => version, StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return newest.Concat(path).FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb"))) is { } found
            ? new(found)
            : throw new InvalidOperationException("PostgreSQL is not installed, and these tests need it: run ./test.sh, which installs it.");
    }

    public Task GiveAway(string directory) => otherUser is null ? Task.CompletedTask : Start("chown", [otherUser, directory]);

    public static Task Delete(string directory) => Start("rm", ["-rf", directory]);

    public Task Run(string program, params string[] arguments)
    {
        var path = Path.Combine(folder, program);
        return otherUser is null ? Start(path, arguments) : Start("runuser", ["-u", otherUser, "--", path, .. arguments]);
    }

    private static async Task Start(string program, string[] arguments)
    {
        // No pipes: the server would inherit them, and they would stay open as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]))
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string Servant() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
