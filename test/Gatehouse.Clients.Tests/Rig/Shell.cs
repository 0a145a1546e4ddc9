using System.Diagnostics;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>What a command of the shell printed, and how it ended.</summary>
/// <param name="ExitCode">Zero when it did what it was asked.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record Shell(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a line as somebody who pastes it does.</summary>
    public static async Task<Shell> Run(string line, IEnumerable<KeyValuePair<string, string>> variables)
    {
        var command = new ProcessStartInfo("bash", ["-c", line])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            command.Environment[name] = value;

        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var end = new CancellationTokenSource(Limit);
        var output = await process.StandardOutput.ReadToEndAsync(end.Token);
        await process.WaitForExitAsync(end.Token);
        return new Shell(process.ExitCode, output, await errors);
    }
}
