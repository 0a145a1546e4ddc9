using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>DefineAuthChallenge</c>.</summary>
internal sealed class DefineAuthChallenge : Wording<CourseQuestion, CourseDecision, DefineAuthChallenge.Decision>
{
    /// <inheritdoc/>
    public override string Trigger => "DefineAuthChallenge";

    /// <inheritdoc/>
    protected override string Source(CourseQuestion question) => "DefineAuthChallenge_Authentication";

    /// <inheritdoc/>
    protected override JsonObject Request(CourseQuestion question) => ChallengeParts
        .Begin(question.Caller.Pool, question.User)
        .WithSession(question.Course)
        .WithCaller(question.Caller, question.User);

    /// <inheritdoc/>
    protected override JsonObject Response(CourseQuestion question) =>
        new() { ["challengeName"] = null, ["issueTokens"] = null, ["failAuthentication"] = null };

    /// <inheritdoc/>
    protected override CourseDecision? Understand(CourseQuestion question, Decision response)
    {
        if (response.FailAuthentication is true)
            return CourseDecision.Refused;
        if (response.IssueTokens is true)
            return CourseDecision.Admitted;

        foreach (var kind in question.Possible)
        {
            if (ChallengeParts.NameOf(kind) == response.ChallengeName)
                return new(false, kind);
        }

        return null;
    }

    /// <summary>The response.</summary>
    internal sealed record Decision
    {
        public string? ChallengeName { get; init; }

        public bool? IssueTokens { get; init; }

        public bool? FailAuthentication { get; init; }
    }
}
