using System.Diagnostics;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>What a command of the shell printed, and how it ended.</summary>
/// <param name="ExitCode">Zero when it did what it was asked.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record Shell(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs lines as somebody who pastes them does.</summary>
    public static async Task<Shell> Run(string lines)
    {
        var command = new ProcessStartInfo("bash", ["-c", lines])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var end = new CancellationTokenSource(Limit);
        var output = await process.StandardOutput.ReadToEndAsync(end.Token);
        await process.WaitForExitAsync(end.Token);
        return new Shell(process.ExitCode, output, await errors);
    }
}
