using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>CustomMessage</c>.</summary>
internal sealed class CustomMessage : Wording<MessageQuestion, MessageWords, CustomMessage.Texts>
{
    private const string Code = Placeholders.Code;
    private const string Name = Placeholders.Username;
    private const int LongestSms = 140;
    private const int LongestSubject = 140;
    private const int LongestMail = 20_000;

    /// <inheritdoc/>
    public override string Trigger => "CustomMessage";

    /// <inheritdoc/>
    protected override string? NoClient(MessageQuestion question) => IsInvitation(question) ? NotApplicable : null;

    /// <inheritdoc/>
    protected override string Source(MessageQuestion question) => "CustomMessage_" + EventParts.SourceOf(question.Purpose);

    /// <inheritdoc/>
    protected override JsonObject Request(MessageQuestion question)
    {
        var request = new JsonObject
        {
            ["userAttributes"] = EventParts.Attributes(question.Caller.Pool, question.User),
            ["codeParameter"] = Code,
            ["linkParameter"] = "{##Click Here##}",
            ["usernameParameter"] = IsInvitation(question) ? Name : null,
        };
        return request.With("clientMetadata", question.Caller.Metadata);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(MessageQuestion question) =>
        new() { ["smsMessage"] = null, ["emailMessage"] = null, ["emailSubject"] = null };

    /// <inheritdoc/>
    protected override MessageWords? Understand(MessageQuestion question, Texts response)
    {
        var words = new MessageWords { Sms = Given(response.SmsMessage), Mail = Given(response.EmailMessage), Subject = Given(response.EmailSubject) };
        return IsMessage(words.Sms, LongestSms, HasCode) && IsMessage(words.Mail, LongestMail, question.IsByLink ? Placeholders.HasLink : HasCode)
            && words.Subject is null or { Length: <= LongestSubject } ? words : null;

        // Whoever gets it needs the code, or the link, and whoever is invited, the name as well.
        bool HasCode(string text) =>
            text.Contains(Code, StringComparison.Ordinal) && (!IsInvitation(question) || text.Contains(Name, StringComparison.Ordinal));
    }

    private static bool IsMessage(string? text, int longest, Predicate<string> isComplete) =>
        text is null || (text.Length <= longest && isComplete(text));

    private static bool IsInvitation(MessageQuestion question) => question.Purpose is MessagePurpose.AdminCreateUser;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The response.</summary>
    internal sealed record Texts
    {
        public string? SmsMessage { get; init; }

        public string? EmailMessage { get; init; }

        public string? EmailSubject { get; init; }
    }
}
