using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>PreAuthentication</c>.</summary>
internal sealed class PreAuthentication : Wording<SignInQuestion, Consent, EmptyResponse>
{
    /// <inheritdoc/>
    public override string Trigger => "PreAuthentication";

    /// <inheritdoc/>
    protected override string Source(SignInQuestion question) => "PreAuthentication_Authentication";

    /// <inheritdoc/>
    protected override JsonObject Request(SignInQuestion question)
    {
        var request = new JsonObject
        {
            ["userAttributes"] = question.User is { } user ? EventParts.Attributes(question.Caller.Pool, user) : [],
        };
        request.With("validationData", question.Caller.Evidence);
        if (question.Caller.HidesUnknownUsers)
            request["userNotFound"] = question.User is null;
        return request;
    }

    /// <inheritdoc/>
    protected override JsonObject Response(SignInQuestion question) => [];

    /// <inheritdoc/>
    protected override Consent Understand(SignInQuestion question, EmptyResponse response) => Consent.Given;
}
