using System.Diagnostics;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Scripts of pages, bundled with the libraries they use as applications are.</summary>
public static class Bundle
{
    private static readonly Lazy<Task<string>> OfAmplify = new(() => Build("amplify.mjs"));
    private static readonly Lazy<Task<string>> OfObjects = new(() => Build("objects.mjs"));

    /// <summary>Amplify, as the global <c>app</c>.</summary>
    public static Task<string> Amplify => OfAmplify.Value;

    /// <summary>The SDK's client of S3, as the global <c>app</c>.</summary>
    public static Task<string> Objects => OfObjects.Value;

    private static async Task<string> Build(string name)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Tree.Scripts, "rig", "bundle.mjs"), Path.Combine(Tree.Scripts, "pages", name)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (script, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? await script : throw new InvalidOperationException($"{name} cannot be bundled:\n{await errors}");
    }
}
