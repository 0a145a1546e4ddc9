using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Processes of local functions end with the server, however it ends.</summary>
[Collection(Alone.Name)]
public sealed partial class LocalFunctionTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:rig-local";

    public static TheoryData<string> Handlers =>
    [
        "export const handler = async () => { console.log('pid', process.pid); };",
        "console.log('pid', process.pid); export const handler = () => {}; setInterval(() => {}, 1000);",
        "export const handler = () => { console.log('pid', process.pid); for (;;); };",
    ];

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Nothing_is_left_of_a_function_when_its_server_is_killed(string handler)
    {
        using var plan = Plan(handler);
        await using var server = await ServerProcess.Start(plan);
        var pid = await Asked(server);
        await server.Kill();
        await Deadline.Until("the process ended", TimeSpan.FromSeconds(10), () => Task.FromResult(!Runs(pid)));
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task A_server_that_is_asked_to_stop_ends_its_functions_first(string handler)
    {
        using var plan = Plan(handler);
        await using var server = await ServerProcess.Start(plan);
        var pid = await Asked(server);
        server.AskToStop();
        Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(30)));
        Assert.False(Runs(pid), "It still runs.");
    }

    [Fact]
    public async Task What_a_function_prints_is_in_the_log_and_ends_somewhere()
    {
        using var plan = Plan("for (let i = 0; i < 100_000; i++) console.log('pid', process.pid, 'x'.repeat(10_000)); export const handler = () => {};");
        await using var server = await ServerProcess.Start(plan);
        await Asked(server);
        var printed = server.Lines.Where(line => line.Contains("rig-local: pid", StringComparison.Ordinal)).ToList();
        Assert.InRange(printed.Count, 1, 100 * (int)Math.Ceiling(server.Uptime.TotalSeconds));
        Assert.All(printed, line => Assert.InRange(line.Length, 1, 2200));
    }

    private static ServerPlan Plan(string handler)
    {
        var plan = new ServerPlan();
        plan.WriteLocalFunction(handler);
        return plan;
    }

    // The process of a function that is asked; whoever asks may get no answer.
    private static async Task<string> Asked(ServerProcess server)
    {
        var pool = (await server.Cognito.Admin("CreateUserPool", new { PoolName = "p", LambdaConfig = new { PreSignUp = Arn } })).Member("UserPool", "Id");
        var client = (await server.Cognito.Admin("CreateUserPoolClient", new { UserPoolId = pool, ClientName = "app" })).Member("UserPoolClient", "ClientId");
        _ = server.Cognito.Call("SignUp", new { ClientId = client, Username = "ana", Scene.Password });
        return await Deadline.Find("the function says who it is", TimeSpan.FromSeconds(30), () =>
            Task.FromResult(server.Lines.Select(line => Pid().Match(line)).FirstOrDefault(match => match.Success)?.Groups["pid"].Value));
    }

    // One whose exit status nobody has taken yet is there, and does nothing.
    private static bool Runs(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{int.Parse(pid, CultureInfo.InvariantCulture)}/stat").Split(") ")[^1][0] is not 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex("rig-local: pid (?<pid>[0-9]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pid();
}
