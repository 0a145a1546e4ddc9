using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gatehouse.Hosting;

/// <summary>The usual help, and after it what a beginner wants to know.</summary>
internal sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const string Lesson =
        """
        Every setting can be given in four ways; the first that has it counts:
          1. option                 --public-url https://id.example.com
          2. environment variable   GATEHOUSE_PUBLIC_URL=https://id.example.com
          3. file                   /run/secrets/GATEHOUSE_PUBLIC_URL (directory: GATEHOUSE_SETTINGS_DIR)
          4. appsettings.json       { "Gatehouse": { "PublicUrl": "https://id.example.com" } }
        Secrets are best kept in files: other users of the machine can see the options of a program.

        Examples:
          gatehouse dev
              Try it: prints credentials, a demo pool and a first sign-in to copy.
          gatehouse serve --data /var/lib/gatehouse --urls 'http://*:7080' --public-url https://id.example.com
              One node with its own store, behind a proxy that does TLS.
          GATEHOUSE_DATABASE='Host=db;Database=gatehouse;Username=gatehouse;Password=…' GATEHOUSE_MASTER_KEY_FILE=/run/key gatehouse serve
              One of several nodes that share a PostgreSQL database.
          gatehouse settings
              What is set, and where it comes from.

        Exit codes: 0 done or stopped as asked, 1 failed or not ready, 2 a setting or the command line is wrong.

        """;

    private const string GuardLesson =
        """
        The guard stands before services of your own: object storage, HTTP APIs, anything that is called by HTTP. Each request must be signed with
        credentials of Gatehouse; the server says whether its signer may do what it asks for; only then it goes on, with headers that tell who it is
        (X-Gatehouse-Arn, X-Gatehouse-Identity-Id, …). The guard opens no store and has no key but the secret that it asks with.

        It needs four settings, two of which the server has too:
          GATEHOUSE_URL           the server                                  http://gatehouse:7080
          GATEHOUSE_DOOR_SECRET   shared with the server, at least 32 characters
          GATEHOUSE_DOORS         which services: JSON or a file of it, shared with the server
                                  {"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"], "to": "http://127.0.0.1:9000"}]}
          GATEHOUSE_GUARD_LISTEN  where to listen                             http://*:7081

        Example:
          GATEHOUSE_DOOR_SECRET=$(cat /run/door-secret) gatehouse guard --doors doors.json --guard-listen 'http://*:7081' --url http://gatehouse:7080

        A request's Host tells which door it came to. At any other host the guard answers /healthz/live and /healthz/ready (which asks the server), as
        probes by address do; no path of a door is taken away. SIGTERM: not ready from now on, open requests are finished.
        docs/doors.md tells the rest.

        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var lesson = parseResult.CommandResult.Command switch { RootCommand => Lesson, { Name: "guard" } => GuardLesson, _ => null };
        if (lesson is not null)
            parseResult.InvocationConfiguration.Output.WriteLine(lesson.ReplaceLineEndings());
        return ExitCode.Done;
    }
}
