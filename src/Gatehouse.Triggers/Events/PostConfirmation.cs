using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>PostConfirmation</c>.</summary>
internal sealed class PostConfirmation : Wording<ConfirmationQuestion, Consent, EmptyResponse>
{
    /// <inheritdoc/>
    public override string Trigger => "PostConfirmation";

    /// <inheritdoc/>
    protected override string Source(ConfirmationQuestion question) =>
        question.IsRecovery ? "PostConfirmation_ConfirmForgotPassword" : "PostConfirmation_ConfirmSignUp";

    /// <inheritdoc/>
    protected override JsonObject Request(ConfirmationQuestion question)
    {
        var request = new JsonObject { ["userAttributes"] = EventParts.Attributes(question.Caller.Pool, question.User) };
        return request.With("clientMetadata", question.Caller.Metadata);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(ConfirmationQuestion question) => [];

    /// <inheritdoc/>
    protected override Consent Understand(ConfirmationQuestion question, EmptyResponse response) => Consent.Given;
}
