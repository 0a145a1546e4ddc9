namespace Gatehouse.Access.Policies;

/// <summary>A statement that is about a request.</summary>
/// <param name="Layer">Among which policies it was found.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Statement">The statement.</param>
public sealed record MatchedStatement(Layer Layer, AttachedPolicy Policy, PolicyStatement Statement);

/// <summary>Why a request for one resource was decided as it was: what <c>SimulateCustomPolicy</c> and <c>SimulatePrincipalPolicy</c> tell.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Matched">Every statement that is about the request, in the order of layers, policies and statements.</param>
/// <param name="MissingKeys">The context keys that statements about such an action and resource ask for, and the request does not have; in the order of the alphabet.</param>
/// <param name="AllowedByBoundary">Whether the permissions boundary allows it; null when there is none.</param>
public sealed record Explanation(
    string Resource, Decision Decision, IReadOnlyList<MatchedStatement> Matched, IReadOnlyList<string> MissingKeys, bool? AllowedByBoundary);
