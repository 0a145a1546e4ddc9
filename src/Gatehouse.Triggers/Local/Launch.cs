using System.Diagnostics;
using System.Reflection;

namespace Gatehouse.Triggers;

/// <summary>How processes of local functions are started: with what command, where, and with what in their environment.</summary>
/// <param name="region">The region they believe to be in.</param>
/// <param name="directory">A directory that is this program's alone; the Node runtime is put there.</param>
internal sealed class Launch(string region, string directory)
{
    private const string Runtime = "node-runtime.mjs";
    private const string Shell = "/bin/sh";

    // A session of its own: what a terminal sends to this server, as Ctrl-C, is not for processes that calls wait for; and they can be ended together.
    private const string Session = "/usr/bin/setsid";

    // Ends the process when this server does, however that comes: the system closes what the shell reads from. The server closes it to end it.
    private const string Leash = """
        exec 3<&0 </dev/null
        "$@" 3<&- &
        child=$!
        all=$child
        test "$0" = session && all=0
        { read -r _ <&3; kill -9 $all $child; } >/dev/null 2>&1 &
        exec 3<&-
        wait $child
        code=$?
        trap '' TERM
        test $all = 0 && kill 0 || kill $!
        exit $code
        """;

    // What a program needs to run at all. Nothing else of this server's environment goes along: it holds secrets.
    private static readonly string[] Inherited = ["PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SystemRoot", "PATHEXT"];

    private readonly Lazy<string> nodeRuntime = new(() =>
    {
        var file = Path.Combine(directory, Runtime);
        using var source = Assembly.GetExecutingAssembly().GetManifestResourceStream(Runtime)!;
        using var target = File.Create(file);
        source.CopyTo(target);
        return file;
    });

    /// <summary>Whether processes end when what they were started with is closed.</summary>
    public static bool HasLeash { get; } = File.Exists(Shell);

    /// <summary>What to start.</summary>
    /// <param name="name">The function name.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="api">Host, port and path of its Runtime API.</param>
    /// <exception cref="IOException">The runtime cannot be put where it belongs.</exception>
    public ProcessStartInfo Of(string name, FunctionPlace.Local place, string api)
    {
        List<string> command = place.Runtime is LocalRuntime.Node
            ? ["node", nodeRuntime.Value]
            : [Path.Combine(place.Folder, "bootstrap")];
        if (HasLeash)
            command.InsertRange(0, File.Exists(Session) ? [Session, Shell, "-c", Leash, "session"] : [Shell, "-c", Leash, "single"]);

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = place.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (key, value) in Environment(name, place, api))
            start.Environment[key] = value;
        return start;
    }

    private IEnumerable<KeyValuePair<string, string>> Environment(string name, FunctionPlace.Local place, string api)
    {
        var inherited = from key in Inherited
                        let value = System.Environment.GetEnvironmentVariable(key)
                        where value is not null
                        select KeyValuePair.Create(key, value);
        KeyValuePair<string, string>[] usual = [new("TZ", ":UTC"), new("AWS_REGION", region), new("AWS_DEFAULT_REGION", region)];
        KeyValuePair<string, string>[] lambda =
        [
            new("AWS_LAMBDA_RUNTIME_API", api),
            new("_HANDLER", place.Handler),
            new("LAMBDA_TASK_ROOT", place.Folder),
            new("AWS_LAMBDA_FUNCTION_NAME", name),
            new("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            new("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
            new("AWS_LAMBDA_LOG_GROUP_NAME", $"/aws/lambda/{name}"),
            new("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
        ];
        return [.. inherited, .. usual, .. place.Environment, .. lambda];
    }
}
