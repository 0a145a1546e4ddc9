using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Codes reach their mailbox, whatever the mail server and this server go through meanwhile.</summary>
public sealed class MailTests
{
    private const int People = 20;

    // A message that was taken to be sent when the power went is taken again after its lease of three minutes.
    private static readonly TimeSpan AfterLease = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_committed_code_is_mailed_once_or_twice_after_a_power_cut()
    {
        await using var sink = new SmtpSink { Mood = SmtpMood.Stalls };
        using var plan = PlanFor(sink);
        Scene scene;
        await using (var server = await ServerProcess.Start(plan))
        {
            scene = await Scene.Make(server.Cognito);
            await SignUp(scene, server, "cut");
            sink.Mood = SmtpMood.Takes;
            await Deadline.Until("the first mails pass", TimeSpan.FromSeconds(30), () => Task.FromResult(sink.Taken.Count >= 3));
            await server.Kill();
        }

        await using var after = await ServerProcess.Start(plan);
        await Deadline.Until("every code is mailed", AfterLease, () => Task.FromResult(Delivered(sink, "cut") == People));
        foreach (var name in Names("cut"))
        {
            var mails = sink.Taken.Where(mail => mail.To == Scene.MailOf(name)).ToList();
            Assert.InRange(mails.Count, 1, 2);
            Assert.Single(mails.Distinct());
        }

        var confirmed = await after.Cognito.Call("ConfirmSignUp", new
        {
            scene.ClientId, Username = Names("cut")[0], ConfirmationCode = sink.Taken.First(mail => mail.To == Scene.MailOf(Names("cut")[0])).Code,
        });
        Assert.True(confirmed.Succeeded, confirmed.Text);
    }

    [Theory]
    [InlineData(SmtpMood.Stalls)]
    [InlineData(SmtpMood.HangsUp)]
    [InlineData(SmtpMood.SaysLater)]
    [InlineData(SmtpMood.SaysNo)]
    public async Task A_mail_server_in_trouble_delays_mails_and_no_sign_up(SmtpMood trouble)
    {
        await using var sink = new SmtpSink();
        using var plan = PlanFor(sink);
        await using var server = await ServerProcess.Start(plan);
        var scene = await Scene.Make(server.Cognito);
        await SignUp(scene, server, "warm");
        var healthy = Load.Percentile(await SignUp(scene, server, "healthy"), 0.5);

        sink.Mood = trouble;
        var troubled = Load.Percentile(await SignUp(scene, server, "troubled"), 0.5);
        Assert.True(troubled < healthy * 3 + TimeSpan.FromMilliseconds(100), $"{troubled.TotalMilliseconds} ms instead of {healthy.TotalMilliseconds} ms");

        sink.Mood = SmtpMood.Takes;
        await Deadline.Until("every code is mailed", TimeSpan.FromSeconds(90), () => Task.FromResult(Delivered(sink, "troubled") == People));
        Assert.All(sink.Taken.GroupBy(mail => mail.To), mails => Assert.Single(mails));
    }

    private static ServerPlan PlanFor(SmtpSink sink) => new() { More = new Dictionary<string, string> { ["SMTP"] = sink.Setting } };

    private static List<string> Names(string kind) => [.. Enumerable.Range(0, People).Select(i => $"{kind}-{i}")];

    private static int Delivered(SmtpSink sink, string kind) =>
        sink.Taken.Where(mail => mail.To.StartsWith(kind, StringComparison.Ordinal)).DistinctBy(mail => mail.To).Count();

    private static async Task<List<TimeSpan>> SignUp(Scene scene, ServerProcess server, string kind)
    {
        var times = new List<TimeSpan>();
        foreach (var name in Names(kind))
        {
            var answer = await scene.SignUp(server.Cognito, name);
            Assert.True(answer.Succeeded, answer.Text);
            times.Add(answer.Took);
        }

        return times;
    }
}
