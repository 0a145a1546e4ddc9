using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>PreSignUp</c>.</summary>
internal sealed class PreSignUp : Wording<SignUpQuestion, SignUpDecision, PreSignUp.Flags>
{
    /// <inheritdoc/>
    public override string Trigger => "PreSignUp";

    /// <inheritdoc/>
    protected override string NoClient(SignUpQuestion question) => NotApplicable;

    /// <inheritdoc/>
    protected override string Source(SignUpQuestion question) => question switch
    {
        { IsFederated: true } => "PreSignUp_ExternalProvider",
        { Caller.Client: null } => "PreSignUp_AdminCreateUser",
        _ => "PreSignUp_SignUp",
    };

    /// <inheritdoc/>
    protected override JsonObject Request(SignUpQuestion question)
    {
        var request = new JsonObject
        {
            ["userAttributes"] = EventParts.Map(question.Given),
            ["validationData"] = EventParts.Map(question.Caller.Evidence),
        };
        return request.With("clientMetadata", question.Caller.Metadata);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(SignUpQuestion question) =>
        new() { ["autoConfirmUser"] = false, ["autoVerifyEmail"] = false, ["autoVerifyPhone"] = false };

    /// <inheritdoc/>
    protected override SignUpDecision? Understand(SignUpQuestion question, Flags response)
    {
        // Of those an administrator adds, or for whom another provider vouches, it is known already where they stand.
        if (question.Caller.Client is null || question.IsFederated)
            return SignUpDecision.AsUsual;

        var proven = new List<string>();
        if (response.AutoVerifyEmail is true)
            proven.Add(Attributes.Email);
        if (response.AutoVerifyPhone is true)
            proven.Add(Attributes.Phone);
        return proven.TrueForAll(attribute => question.Given.GetValueOrDefault(attribute) is { Length: > 0 })
            ? new SignUpDecision(response.AutoConfirmUser is true, proven)
            : null;
    }

    /// <summary>The response.</summary>
    internal sealed record Flags
    {
        public bool? AutoConfirmUser { get; init; }

        public bool? AutoVerifyEmail { get; init; }

        public bool? AutoVerifyPhone { get; init; }
    }
}
