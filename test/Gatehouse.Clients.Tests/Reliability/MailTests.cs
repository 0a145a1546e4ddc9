using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Codes reach their mailbox, whatever the mail server goes through, and nobody who signs up waits for it.</summary>
[Collection(Alone.Name)]
public sealed class MailTests
{
    private static readonly int People = Long.Or(20, 1000);

    [Theory]
    [InlineData(SmtpMood.Stalls)]
    [InlineData(SmtpMood.HangsUp)]
    [InlineData(SmtpMood.SaysLater)]
    [InlineData(SmtpMood.SaysNo)]
    public async Task A_mail_server_in_trouble_delays_mails_and_no_sign_up(SmtpMood trouble)
    {
        await using var sink = new SmtpSink();
        using var plan = MailedPeople.PlanFor(sink);
        await using var server = await ServerProcess.Start(plan);
        var scene = await Scene.Make(server.Cognito);
        await SignUp(scene, server, "warm");
        var healthy = await SignUp(scene, server, "healthy");

        sink.Mood = trouble;
        Waits.AssertNone(healthy, await SignUp(scene, server, "troubled"));

        sink.Mood = SmtpMood.Takes;
        await Deadline.Until("every code is mailed", TimeSpan.FromSeconds(Long.Or(90, 300)), () => Task.FromResult(MailedPeople.Delivered(sink, "troubled") == People));
        Assert.All(sink.Taken.GroupBy(mail => mail.To), mails => Assert.Single(mails));
    }

    private static Task<List<TimeSpan>> SignUp(Scene scene, ServerProcess server, string kind) => MailedPeople.SignUp(scene, server, Names(kind));

    private static IEnumerable<string> Names(string kind) => MailedPeople.Names(kind, People);
}
