namespace Gatehouse.Identity;

/// <summary>Finds out how a message shall be, before it is decided to send it.</summary>
public sealed class Drafts(Consultations consultations, ConfirmationLinks links)
{
    /// <summary>What the pool's function wants it to say, and the link it shall hold where the pool wants one.</summary>
    public async ValueTask<Outcome<MessageWords>> Ask(Caller caller, PlannedMessage planned, CancellationToken ct)
    {
        var link = await links.For(caller, planned.Why, ct);
        var question = new MessageQuestion(caller, planned.User, planned.Why) { IsByLink = link is not null };
        return (await consultations.Ask(question, ct)).Refused(out var refusal, out var words) ? refusal : words with { Link = link };
    }
}
