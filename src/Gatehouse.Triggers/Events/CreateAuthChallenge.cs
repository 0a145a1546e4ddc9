using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>CreateAuthChallenge</c>.</summary>
internal sealed class CreateAuthChallenge : Wording<RiddleQuestion, Riddle, CreateAuthChallenge.Challenge>
{
    private static readonly IReadOnlyDictionary<string, string?> Nothing = new Dictionary<string, string?>();

    /// <inheritdoc/>
    public override string Trigger => "CreateAuthChallenge";

    /// <inheritdoc/>
    protected override string Source(RiddleQuestion question) => "CreateAuthChallenge_Authentication";

    /// <inheritdoc/>
    protected override JsonObject Request(RiddleQuestion question)
    {
        var request = ChallengeParts.Begin(question.Caller.Pool, question.User);
        request["challengeName"] = ChallengeParts.NameOf(RoundKind.Riddle);
        return request.WithSession(question.Course).WithCaller(question.Caller, question.User);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(RiddleQuestion question) =>
        new() { ["publicChallengeParameters"] = null, ["privateChallengeParameters"] = null, ["challengeMetadata"] = null };

    /// <inheritdoc/>
    protected override Riddle? Understand(RiddleQuestion question, Challenge response)
    {
        var (shown, kept) = (response.PublicChallengeParameters ?? Nothing, response.PrivateChallengeParameters ?? Nothing);
        return shown.Values.Contains(null) || kept.Values.Contains(null)
            ? null
            : new(Texts(shown), new(Texts(kept), response.ChallengeMetadata));
    }

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, string?> values) => values.ToDictionary(pair => pair.Key, pair => pair.Value!);

    /// <summary>The response.</summary>
    internal sealed record Challenge
    {
        public IReadOnlyDictionary<string, string?>? PublicChallengeParameters { get; init; }

        public IReadOnlyDictionary<string, string?>? PrivateChallengeParameters { get; init; }

        public string? ChallengeMetadata { get; init; }
    }
}
