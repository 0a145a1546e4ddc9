using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>Functions that bring a runtime of their own, in real processes.</summary>
public sealed class BootstrapTests
{
    // As the Lambda developer guide writes one.
    private const string Tutorial = """
        #!/bin/bash
        set -uo pipefail
        while true; do
          HEADERS="$(mktemp)"
          EVENT=$(curl -sS -LD "$HEADERS" "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/next")
          REQUEST_ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
          rm "$HEADERS"
          case "$EVENT" in
            *no*) curl -sS "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/$REQUEST_ID/error" -d '{"errorMessage": "Not you", "errorType": "No"}' ;;
            *) curl -sS "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/$REQUEST_ID/response" -d "$EVENT" ;;
          esac
        done
        """;

    [Fact]
    public async Task A_bootstrap_as_in_the_books_answers_one_event_after_another()
    {
        await using var function = Function(Tutorial);
        Assert.Equal("""{"a":1}""", await function.Answer("""{"a":1}"""));
        Assert.Equal("""{"a":2}""", await function.Answer("""{"a":2}"""));
        Assert.Equal("Not you", await function.Error("\"no\""));
        Assert.Equal("""{"a":3}""", await function.Answer("""{"a":3}"""));
    }

    [Fact]
    public async Task One_that_says_why_it_does_not_begin_is_heard_in_the_log()
    {
        await using var function = Function("""
            #!/bin/sh
            curl -sS "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/init/error" -d '{"errorMessage": "No such table"}'
            exit 1
            """);
        Assert.IsType<Attempt.Failed>(await function.Ask());
        Assert.Contains(function.Log.All, line => line.Contains("No such table", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("#!/no/such/program\n")]
    public async Task One_that_cannot_be_started_fails_and_the_log_says_so(string? bootstrap)
    {
        await using var function = bootstrap is null ? new([], place => place with { Runtime = LocalRuntime.Bootstrap }) : Function(bootstrap);
        Assert.IsType<Attempt.Failed>(await function.Ask());
        Assert.Contains(function.Log.All, line => line.Contains("bootstrap", StringComparison.Ordinal) || line.Contains("exit status", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("exit 1")]
    public async Task What_it_started_itself_ends_with_it(string then)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setsid"), "Without sessions, what a process leaves behind when it ends by itself is not known.");
        await using var function = Function($"""
            #!/bin/sh
            sleep 1000 &
            echo "pid $!"
            {then}
            """);
        function.Begin();
        await function.Said("pid ", 1);
        await function.Stop();
        var pid = function.Log.All.First(line => line.StartsWith("gate: pid ", StringComparison.Ordinal)).Split(' ')[^1];
        var began = TimeProvider.System.GetTimestamp();
        while (Runs(pid) && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(10))
            await Task.Yield();
        Assert.False(Runs(pid), "It still runs.");
    }

    // It has its end coming when its leader is gone, and is a zombie until somebody asks for its status.
    private static bool Runs(string pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static LocalFunction Function(string bootstrap) => new(new() { ["bootstrap"] = bootstrap }, place => place with { Runtime = LocalRuntime.Bootstrap });
}
