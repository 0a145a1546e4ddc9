using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Codes reach their telephone, whatever the gateway goes through; nobody who signs up waits for it, and no mail does.</summary>
[Collection(Alone.Name)]
public sealed class TextMessageTests
{
    private static readonly int People = Long.Or(20, 1000);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(Long.Or(90, 300));

    [Theory]
    [InlineData(SmsMood.Stalls)]
    [InlineData(SmsMood.HangsUp)]
    [InlineData(SmsMood.SaysLater)]
    [InlineData(SmsMood.SaysNo)]
    public async Task A_gateway_in_trouble_delays_text_messages_and_neither_sign_ups_nor_mails(SmsMood trouble)
    {
        await using var gateway = new SmsSink();
        await using var sink = new SmtpSink();
        using var plan = new ServerPlan { More = new Dictionary<string, string> { ["SMS"] = gateway.Setting, ["SMTP"] = sink.Setting, ["MESSAGE_LIMITS"] = MailedPeople.NoLimits } };
        await using var server = await ServerProcess.Start(plan);
        var scene = await Scene.Make(server.Cognito);
        var texted = await Scene.Make(server.Cognito, "phone_number");
        await SignUp(texted, server, 1);
        var healthy = await SignUp(texted, server, 2);

        gateway.Mood = trouble;
        var troubled = await SignUp(texted, server, 3);
        Waits.AssertNone(healthy, troubled);
        await MailedPeople.SignUp(scene, server, MailedPeople.Names("mailed", People));
        await Deadline.Until("every mail passes", Soon, () => Task.FromResult(MailedPeople.Delivered(sink, "mailed") == People));
        Assert.Empty(Taken(gateway, 3));

        gateway.Mood = SmsMood.Takes;
        await Deadline.Until("every text message passes", Soon, () => Task.FromResult(Taken(gateway, 3).DistinctBy(text => text.To).Count() == People));
        Assert.All(gateway.Taken.GroupBy(text => text.To), texts => Assert.Single(texts));

        var confirmed = await server.Cognito.Call("ConfirmSignUp", new
        {
            texted.ClientId, Username = Name(3, 0), ConfirmationCode = gateway.Taken.Single(text => text.To == Phone(3, 0)).Code,
        });
        Assert.True(confirmed.Succeeded, confirmed.Text);
    }

    private static async Task<List<TimeSpan>> SignUp(Scene scene, ServerProcess server, int round)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < People; i++)
        {
            var answer = await server.Cognito.Call("SignUp", new
            {
                scene.ClientId, Username = Name(round, i), Scene.Password, UserAttributes = new[] { new { Name = "phone_number", Value = Phone(round, i) } },
            });
            Assert.True(answer.Succeeded, answer.Text);
            times.Add(answer.Took);
        }

        return times;
    }

    private static IEnumerable<TakenText> Taken(SmsSink gateway, int round) => gateway.Taken.Where(text => text.To.StartsWith($"+4930{round}", StringComparison.Ordinal));

    private static string Name(int round, int person) => $"texted-{round}-{person}";

    private static string Phone(int round, int person) => $"+4930{round}{person:000000}";
}
