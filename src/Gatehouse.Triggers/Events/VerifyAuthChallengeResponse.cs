using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>VerifyAuthChallengeResponse</c>.</summary>
internal sealed class VerifyAuthChallengeResponse : Wording<RiddleAnswerQuestion, RiddleVerdict, VerifyAuthChallengeResponse.Verdict>
{
    /// <inheritdoc/>
    public override string Trigger => "VerifyAuthChallengeResponse";

    /// <inheritdoc/>
    protected override string Source(RiddleAnswerQuestion question) => "VerifyAuthChallengeResponse_Authentication";

    /// <inheritdoc/>
    protected override JsonObject Request(RiddleAnswerQuestion question)
    {
        var request = ChallengeParts.Begin(question.Caller.Pool, question.User);
        request["privateChallengeParameters"] = EventParts.Map(question.Secret.Values);
        request["challengeAnswer"] = question.Answer;
        return request.WithCaller(question.Caller, question.User);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(RiddleAnswerQuestion question) => new() { ["answerCorrect"] = null };

    /// <inheritdoc/>
    protected override RiddleVerdict Understand(RiddleAnswerQuestion question, Verdict response) => new(response.AnswerCorrect is true);

    /// <summary>The response.</summary>
    internal sealed record Verdict
    {
        public bool? AnswerCorrect { get; init; }
    }
}
