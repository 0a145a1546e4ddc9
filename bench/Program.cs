using Gatehouse.Bench;

// Progress goes to standard error and the page to standard output, so that the page can be kept.
if (args is ["import", ..])
{
    await using var server = Server.Gatehouse();
    await server.Start();
    var people = args is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
    await Console.Out.WriteAsync((await ImportBench.Run(server, people)).Text());
    return;
}

if (args is ["search", ..])
{
    await using var server = Server.Gatehouse();
    await server.Start();
    await Console.Out.WriteAsync(await SearchBench.Run(server, args is [_, var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000));
    return;
}

if (args is ["policy"])
{
    await Console.Out.WriteAsync(PolicyBench.Run(TimeSpan.FromSeconds(2)));
    return;
}

if (args is ["guard"])
{
    await Console.Out.WriteAsync(await GuardBench.Run());
    return;
}

if (args is ["signature"])
{
    await Console.Out.WriteAsync(await SignatureBench.Run(100_000));
    return;
}

var limits = Limits.Measure(TimeSpan.FromSeconds(3));
await Console.Error.WriteLineAsync($"limits: {limits}");

var wanted = args is ["only", var word] ? word : "";
var ours = await Measured(Server.Gatehouse, Scenario.All.Where(scenario => scenario.Name.Contains(wanted, StringComparison.Ordinal)));
var peer = wanted.Length > 0 ? null : await Measured(Server.CognitoLocal, Scenario.All.Where(scenario => scenario.PeerHasIt));
await Console.Out.WriteAsync(new Page(limits, ours, peer).Text());

static async Task<Measurement> Measured(Func<Server> make, IEnumerable<Scenario> scenarios)
{
    var starts = new List<TimeSpan>();
    for (var i = 0; i < 5; i++)
    {
        await using var once = make();
        starts.Add(await once.Start());
    }

    await using var server = make();
    await server.Start();
    var idle = await server.IdleMemory();
    await Console.Error.WriteLineAsync($"{server.Name}: first answer after {starts.Order().ElementAt(2).TotalSeconds:0.00} s, {idle >> 20} MiB idle");
    var people = await People.Make(server, count: 200);
    var results = new Dictionary<Scenario, Result>();
    foreach (var scenario in scenarios)
    {
        results[scenario] = await Driver.Run(server, people, scenario);
        await Console.Error.WriteLineAsync($"{server.Name}: {scenario.Name}: {results[scenario]}");
    }

    return new Measurement(server.Name, starts.Order().ElementAt(2), idle, results);
}
