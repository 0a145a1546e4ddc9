using System.Text.Json.Nodes;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>Processes of local functions: their ends, their limits, and what they get from this server.</summary>
public sealed class LocalTargetTests
{
    [Theory]
    [InlineData("process.exit(3)", "Runtime exited with error: exit status 3")]
    [InlineData("process.exit(0)", "Runtime exited without providing a reason")]
    [InlineData("setTimeout(() => { throw new Error('Too late'); })", "Too late")]
    [InlineData("Promise.reject(new Error('Not caught'))", "Not caught")]
    public async Task One_that_ends_with_an_event_is_there_again_for_the_next(string crash, string error)
    {
        await using var function = new LocalFunction(new()
        {
            ["index.mjs"] = "export const handler = async (event) => { if (event.crash) { " + crash + "; await new Promise((done) => setTimeout(done, 60_000)); } return 1; };",
        });
        Assert.Equal("1", await function.Answer());
        Assert.EndsWith(error, await function.Error("""{"crash":true}"""), StringComparison.Ordinal);
        Assert.Equal("1", await function.Answer());
    }

    [Theory]
    [InlineData("await new Promise((done) => setTimeout(done, 60_000))")]
    [InlineData("for (;;);")]
    public async Task One_that_hangs_is_ended_when_its_time_is_over(string hang)
    {
        await using var function = new LocalFunction(new()
        {
            ["index.mjs"] = "export const handler = async (event) => { if (event.hang) { console.log('pid', process.pid); " + hang + "; } return 1; };",
        }, seconds: 1);
        Assert.Equal("1", await function.Answer());
        Assert.Same(Attempt.TimedOut, await function.Ask("""{"hang":true}"""));
        Assert.Equal("1", await function.Answer());
        await function.Stop();
        var pid = function.Log.All.Single(line => line.StartsWith("gate: pid ", StringComparison.Ordinal)).Split(' ')[^1];
        Assert.False(Runs(pid), "It still runs.");
    }

    // Whoever hangs up would have others wait for a new process, as often as they like.
    [Fact]
    public async Task A_caller_who_goes_away_ends_no_process()
    {
        await using var function = new LocalFunction(new()
        {
            ["index.mjs"] = """
                export const handler = async (event) => {
                  console.log('begins');
                  await new Promise((done) => setTimeout(done, event.wait));
                  console.log('done', process.pid);
                  return process.pid;
                };
                """,
        });
        var pid = await function.Answer("""{"wait":1}""");
        using var gone = new CancellationTokenSource();
        var call = function.Ask("""{"wait":500}""", gone.Token);
        await function.Said("begins", 2);
        await gone.CancelAsync();
        Assert.IsType<Attempt.Answered>(await call);
        Assert.Equal(pid, await function.Answer("""{"wait":1}"""));
        await function.Said($"done {pid}", 3);
    }

    [Fact]
    public async Task Two_run_at_a_time_each_in_a_process_of_its_own()
    {
        await using var function = new LocalFunction(new()
        {
            ["index.mjs"] = "export const handler = async () => { await new Promise((done) => setTimeout(done, 300)); return process.pid; };",
        });
        Assert.Equal(2, (await Task.WhenAll(function.Answer(), function.Answer(), function.Answer(), function.Answer())).Distinct().Count());
    }

    [Fact]
    public async Task A_changed_file_is_what_answers_soon_after()
    {
        await using var function = new LocalFunction(new() { ["index.mjs"] = "export const handler = async () => 'old';" });
        function.Begin();
        Assert.Equal("\"old\"", await function.Answer());
        function.Write("index.mjs", "export const handler = async () => 'newer';");
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await function.Answer() != "\"newer\"")
            await pace.WaitForNextTickAsync(end.Token);
    }

    // Secrets of this server are in its environment.
    [Fact]
    public async Task Nothing_of_the_environment_goes_along_but_what_a_program_needs_to_run()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_SERVER", "topsecret");
        await using var function = new LocalFunction(
            new() { ["index.mjs"] = "export const handler = async () => process.env;" },
            place => place with { Environment = new Dictionary<string, string> { ["GREETING"] = "hi", ["AWS_REGION"] = "eu-west-1", ["AWS_LAMBDA_RUNTIME_API"] = "x" } });
        var environment = JsonNode.Parse(await function.Answer())!.AsObject();
        string[] may =
        [
            "PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "TZ", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_LAMBDA_RUNTIME_API", "_HANDLER", "LAMBDA_TASK_ROOT",
            "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
            "_X_AMZN_TRACE_ID", "GREETING",
            "PWD", "OLDPWD", "SHLVL", "_", // The shell's own.
        ];
        Assert.Empty(environment.Select(variable => variable.Key).Except(may));
        Assert.Equal(("hi", "eu-west-1", "eu-central-1"), ((string?)environment["GREETING"], (string?)environment["AWS_REGION"], (string?)environment["AWS_DEFAULT_REGION"]));
    }

    private static bool Runs(string pid)
    {
        // One that nobody has taken the exit status of is there still, and does nothing.
        var state = $"/proc/{pid}/stat";
        return File.Exists(state) && File.ReadAllText(state).Split(") ")[^1][0] is not 'Z';
    }
}
