using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>PostAuthentication</c>.</summary>
internal sealed class PostAuthentication : Wording<ArrivalQuestion, Consent, EmptyResponse>
{
    /// <inheritdoc/>
    public override string Trigger => "PostAuthentication";

    /// <inheritdoc/>
    protected override string Source(ArrivalQuestion question) => "PostAuthentication_Authentication";

    /// <inheritdoc/>
    protected override JsonObject Request(ArrivalQuestion question)
    {
        var request = new JsonObject
        {
            ["userAttributes"] = EventParts.Attributes(question.Caller.Pool, question.User),
            ["newDeviceUsed"] = question.HasNewDevice,
        };
        return request.With("clientMetadata", question.Caller.Metadata);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(ArrivalQuestion question) => [];

    /// <inheritdoc/>
    protected override Consent Understand(ArrivalQuestion question, EmptyResponse response) => Consent.Given;
}
