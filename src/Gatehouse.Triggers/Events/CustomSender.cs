using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The events of <c>CustomEmailSender</c> and <c>CustomSMSSender</c>. Nobody waits for them, and what comes back is not looked at.</summary>
internal sealed class CustomSender(Channel channel) : Wording<SendingQuestion, Consent, EmptyResponse>
{
    /// <inheritdoc/>
    public override string Trigger => channel is Channel.Sms ? "CustomSMSSender" : "CustomEmailSender";

    /// <inheritdoc/>
    public override bool IsAnswered => false;

    /// <inheritdoc/>
    protected override string? NoClient(SendingQuestion question) =>
        question.Message.Addressee!.ClientId ?? (question.Message.Purpose is MessagePurpose.AdminCreateUser ? NotApplicable : null);

    /// <inheritdoc/>
    protected override string Source(SendingQuestion question) => $"{Trigger}_{EventParts.SourceOf(question.Message.Purpose)}";

    /// <inheritdoc/>
    protected override JsonObject Request(SendingQuestion question)
    {
        var person = question.Message.Addressee!;
        return new()
        {
            ["type"] = channel is Channel.Sms ? "customSMSSenderRequestV1" : "customEmailSenderRequestV1",
            ["code"] = question.SealedCode,
            ["clientMetadata"] = EventParts.Map(person.Metadata),
            ["userAttributes"] = EventParts.Attributes(question.Pool, person),
        };
    }

    /// <inheritdoc/>
    protected override JsonObject? Response(SendingQuestion question) => null;

    /// <inheritdoc/>
    protected override Consent Understand(SendingQuestion question, EmptyResponse response) => Consent.Given;
}
