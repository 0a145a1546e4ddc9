using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>A code that was committed reaches its mailbox although the server was killed before it could send it, or note that it had.</summary>
public sealed class MailPowerCutTests
{
    private const int People = 20;

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly int Cuts = Long.Or(1, 200);

    [Fact]
    public async Task A_committed_code_is_mailed_once_or_twice_after_a_power_cut()
    {
        for (var cut = 0; cut < Cuts; cut++)
            await CutAndRecover();
    }

    private static async Task CutAndRecover()
    {
        var names = MailedPeople.Names("cut", People);
        await using var sink = new SmtpSink { Mood = SmtpMood.Stalls };
        using var plan = MailedPeople.PlanFor(sink);
        Scene scene;
        await using (var server = await ServerProcess.Start(plan))
        {
            scene = await Scene.Make(server.Cognito);
            await MailedPeople.SignUp(scene, server, names);
            sink.Mood = SmtpMood.Takes;
            await Deadline.Until("the first mails pass", TimeSpan.FromSeconds(30), () => Task.FromResult(sink.Taken.Count >= 3));
            await server.Kill();
        }

        await using var after = await ServerProcess.Start(plan);
        await Deadline.Until("every code is mailed", Soon, () => Task.FromResult(MailedPeople.Delivered(sink, "cut") == People));
        foreach (var name in names)
        {
            var mails = sink.Taken.Where(mail => mail.To == Scene.MailOf(name)).ToList();
            Assert.InRange(mails.Count, 1, 2);
            Assert.Single(mails.Distinct());
        }

        var confirmed = await after.Cognito.Call("ConfirmSignUp", new
        {
            scene.ClientId, Username = names[0], ConfirmationCode = sink.Taken.First(mail => mail.To == Scene.MailOf(names[0])).Code,
        });
        Assert.True(confirmed.Succeeded, confirmed.Text);
    }
}
