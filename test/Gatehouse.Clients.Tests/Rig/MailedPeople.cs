namespace Gatehouse.Clients.Tests.Rig;

/// <summary>People who sign up on a server that mails to a sink.</summary>
public static class MailedPeople
{
    /// <summary>What lets everybody sign up from one place.</summary>
    public const string NoLimits = "address=0,ip=0,prefix=0,sms=0,mail=0";

    /// <summary>A server that mails to the sink.</summary>
    public static ServerPlan PlanFor(SmtpSink sink) => new()
    {
        More = new Dictionary<string, string> { ["SMTP"] = sink.Setting, ["MESSAGE_LIMITS"] = NoLimits },
    };

    /// <summary>So many names of a kind.</summary>
    public static List<string> Names(string kind, int count) => [.. Enumerable.Range(0, count).Select(i => $"{kind}-{i}")];

    /// <summary>Signs them up, one after the other.</summary>
    /// <returns>How long each took.</returns>
    public static async Task<List<TimeSpan>> SignUp(Scene scene, ServerProcess server, IEnumerable<string> names)
    {
        var times = new List<TimeSpan>();
        foreach (var name in names)
        {
            var answer = await scene.SignUp(server.Cognito, name);
            Assert.True(answer.Succeeded, answer.Text);
            times.Add(answer.Took);
        }

        return times;
    }

    /// <summary>How many people of a kind have mail.</summary>
    public static int Delivered(SmtpSink sink, string kind) =>
        sink.Taken.Where(mail => mail.To.StartsWith(kind, StringComparison.Ordinal)).DistinctBy(mail => mail.To).Count();
}
